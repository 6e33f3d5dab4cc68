"""Where each field of eForms stands: the only place that knows paths, code lists and SDK versions.

The paths are those of the SDK's field list (fields.json, versions 1.3 to 1.16; CC BY 4.0), relative to the
group that holds them. A field that stood elsewhere in another version, or that senders write another way,
lists every place; no place is used for two fields, so one table serves all versions of the major version.

A path ends in an element; `[@listName='x']` at its end asks for that value. `EXT` is UBL's way to the
eForms extension.
"""

from collections.abc import Mapping
from types import MappingProxyType

MAJOR = 1
OLDEST_MINOR = 3
NEWEST_MINOR = 16
# A minor version only adds: fields keep their places within a major version. So newer minors are read with
# this table, for about two years of releases; after that this table is too old to be trusted.
MINORS_AHEAD = 8

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
        "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
        "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
        "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
    }
)

ROOTS: Mapping[str, str] = MappingProxyType(
    {
        f"{{urn:oasis:names:specification:ubl:schema:xsd:{name}-2}}{name}": name
        for name in ("PriorInformationNotice", "ContractNotice", "ContractAwardNotice")
    }
    | {
        "{http://data.europa.eu/p27/eforms-business-registration-information-notice/1}"
        "BusinessRegistrationInformationNotice": "BusinessRegistrationInformationNotice"
    }
)

EXT = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"

_REGISTERED_AT = "cac:PartyLegalEntity/cac:CorporateRegistrationScheme/cac:JurisdictionRegionAddress"

GROUPS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        # what a group holds besides fields: (group, where it stands)
        "notice": (
            ("organization", "EXT/efac:Organizations/efac:Organization"),
            ("result", "EXT/efac:NoticeResult"),
            ("appeal", "EXT/efac:Appeals/efac:AppealInformation"),
            ("contracting-party", "cac:ContractingParty"),
            ("business-party", "cac:BusinessParty"),
            ("project", "cac:ProcurementProject"),
            ("process", "cac:TenderingProcess"),
            ("lot", "cac:ProcurementProjectLot"),
        ),
        "contracting-party": (("service-provider", "cac:Party/cac:ServiceProviderParty"),),
        "project": (
            ("additional-type", "cac:ProcurementAdditionalType"),
            ("period", "cac:PlannedPeriod"),
        ),
        "process": (("justification", "cac:ProcessJustification"), ("privacy", "EXT/efac:FieldsPrivacy")),
        "justification": (("privacy", "EXT/efac:FieldsPrivacy"),),
        "lot": (
            ("project", "cac:ProcurementProject"),
            ("process", "cac:TenderingProcess"),
            (
                "criterion",
                "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion",
            ),
        ),
        "criterion": (
            ("parameter", "EXT/efac:AwardCriterionParameter"),
            ("privacy", "EXT/efac:FieldsPrivacy"),
        ),
        "parameter": (("privacy", "efac:FieldsPrivacy"),),
        "result": (
            ("lot-result", "efac:LotResult"),
            ("tender", "efac:LotTender"),
            ("contract", "efac:SettledContract"),
            ("tendering-party", "efac:TenderingParty"),
            ("privacy", "efac:FieldsPrivacy"),
        ),
        "lot-result": (
            ("submissions", "efac:ReceivedSubmissionsStatistics"),
            ("appeals", "efac:AppealRequestsStatistics"),
            ("framework-values", "efac:FrameworkAgreementValues"),
            ("decision", "efac:DecisionReason"),
            ("privacy", "efac:FieldsPrivacy"),
        ),
        "submissions": (("privacy", "efac:FieldsPrivacy"),),
        "appeals": (("privacy", "efac:FieldsPrivacy"),),
        "framework-values": (("privacy", "efac:FieldsPrivacy"),),
        "decision": (("privacy", "efac:FieldsPrivacy"),),
        "tender": (("privacy", "efac:FieldsPrivacy"),),
        "tendering-party": (("tenderer", "efac:Tenderer"),),
    }
)

FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "notice": {
            "OPT-002": ("cbc:CustomizationID",),
            "BT-701": ("cbc:ID",),
            "BT-04": ("cbc:ContractFolderID",),
            "BT-05(a)": ("cbc:IssueDate",),
            "BT-05(b)": ("cbc:IssueTime",),
            "BT-757": ("cbc:VersionID",),
            "BT-01": ("cbc:RegulatoryDomain",),
            "BT-02": ("cbc:NoticeTypeCode",),
            "BT-702(a)": ("cbc:NoticeLanguageCode",),
            "BT-702(b)": ("cac:AdditionalNoticeLanguage/cbc:ID",),
            "OPP-070": ("EXT/efac:NoticeSubType/cbc:SubTypeCode",),
            "OPP-010": ("EXT/efac:Publication/efbc:NoticePublicationID",),
            "OPP-012": ("EXT/efac:Publication/efbc:PublicationDate",),
            "BT-758": ("EXT/efac:Changes/efbc:ChangedNoticeIdentifier",),
            "BT-1501(n)": ("EXT/efac:ContractModification/efbc:ChangedNoticeIdentifier",),
        },
        "organization": {
            "OPP-050": ("efbc:GroupLeadIndicator",),
            "OPP-051": ("efbc:AwardingCPBIndicator",),
            "OPP-052": ("efbc:AcquiringCPBIndicator",),
            "BT-633": ("efbc:NaturalPersonIndicator",),
            "OPT-200": ("efac:Company/cac:PartyIdentification/cbc:ID",),
            "OPT-201": ("efac:TouchPoint/cac:PartyIdentification/cbc:ID",),
            "BT-500": ("efac:Company/cac:PartyName/cbc:Name",),
            "BT-501": ("efac:Company/cac:PartyLegalEntity/cbc:CompanyID",),
            "BT-513": ("efac:Company/cac:PostalAddress/cbc:CityName",),
            "BT-507": ("efac:Company/cac:PostalAddress/cbc:CountrySubentityCode",),
            "BT-514": ("efac:Company/cac:PostalAddress/cac:Country/cbc:IdentificationCode",),
            "BT-165": ("efac:Company/efbc:CompanySizeCode",),
        },
        "appeal": {
            "BT-807": ("efac:AppealProcessingParty/cac:Party/cac:PartyIdentification/cbc:ID",),
        },
        "contracting-party": {
            "OPT-300-Buyer": ("cac:Party/cac:PartyIdentification/cbc:ID",),
            "BT-11": ("cac:ContractingPartyType/cbc:PartyTypeCode[@listName='buyer-legal-type']",),
            "BT-10": (
                "cac:ContractingActivity/cbc:ActivityTypeCode[@listName='authority-activity']",
                "cac:ContractingActivity/cbc:ActivityTypeCode[@listName='entity-activity']",  # BT-610
            ),
        },
        "service-provider": {
            "OPT-030": ("cbc:ServiceTypeCode",),
            "OPT-300-SProvider": ("cac:Party/cac:PartyIdentification/cbc:ID",),
        },
        "business-party": {
            "BT-500": ("cac:PartyLegalEntity/cbc:RegistrationName",),
            "BT-501": ("cac:PartyLegalEntity/cbc:CompanyID",),
            "BT-513": (
                "cac:PostalAddress/cbc:CityName",
                f"{_REGISTERED_AT}/cbc:CityName",  # OPP-110
            ),
            "BT-507": ("cac:PostalAddress/cbc:CountrySubentityCode",),
            "BT-514": (
                "cac:PostalAddress/cac:Country/cbc:IdentificationCode",
                f"{_REGISTERED_AT}/cac:Country/cbc:IdentificationCode",  # OPP-112
            ),
        },
        # The procedure and each lot describe what is bought in the same elements
        "project": {
            "BT-22": ("cbc:ID",),
            "BT-21": ("cbc:Name",),
            "BT-24": ("cbc:Description",),
            "BT-23": ("cbc:ProcurementTypeCode",),
            "BT-726": ("cbc:SMESuitableIndicator",),
            "BT-262": ("cac:MainCommodityClassification/cbc:ItemClassificationCode",),
            "BT-263": ("cac:AdditionalCommodityClassification/cbc:ItemClassificationCode",),
            "BT-5071": ("cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode",),
            "BT-27": ("cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount",),
            "BT-271": ("cac:RequestedTenderTotal/EXT/efbc:FrameworkMaximumAmount",),
        },
        "additional-type": {
            "code": ("cbc:ProcurementTypeCode",),
            "BT-777": ("cbc:ProcurementType",),
        },
        "period": {
            "BT-536": ("cbc:StartDate",),
            "BT-537": ("cbc:EndDate",),
            "BT-36": ("cbc:DurationMeasure",),
        },
        "process": {
            "BT-105": ("cbc:ProcedureCode",),
            "OPP-090": ("cac:NoticeDocumentReference/cbc:ID",),  # BT-125(i) in a lot
            "BT-131(d)": ("cac:TenderSubmissionDeadlinePeriod/cbc:EndDate",),
            "BT-131(t)": ("cac:TenderSubmissionDeadlinePeriod/cbc:EndTime",),
            "BT-1311(d)": ("cac:ParticipationRequestReceptionPeriod/cbc:EndDate",),
            "BT-1311(t)": ("cac:ParticipationRequestReceptionPeriod/cbc:EndTime",),
            "BT-630(d)": ("EXT/efac:InterestExpressionReceptionPeriod/cbc:EndDate",),
            "BT-630(t)": ("EXT/efac:InterestExpressionReceptionPeriod/cbc:EndTime",),
            "BT-765": (
                "cac:ContractingSystem/cbc:ContractingSystemTypeCode[@listName='framework-agreement']",
            ),
            "BT-766": ("cac:ContractingSystem/cbc:ContractingSystemTypeCode[@listName='dps-usage']",),
            "BT-157": ("cac:FrameworkAgreement/cbc:EstimatedMaximumValueAmount",),
        },
        "justification": {
            "BT-106": ("cbc:ProcessReasonCode[@listName='accelerated-procedure']",),
            "BT-136": ("cbc:ProcessReasonCode[@listName='direct-award-justification']",),
            "BT-135": ("cbc:ProcessReason",),
        },
        "lot": {
            "BT-137": ("cbc:ID",),
            "BT-63": ("cac:TenderingTerms/cbc:VariantConstraintCode",),
            "BT-60": ("cac:TenderingTerms/cbc:FundingProgramCode[@listName='eu-funded']",),
            "BT-71": (
                "cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement"
                "/cbc:TendererRequirementTypeCode[@listName='reserved-procurement']",
            ),
            "BT-717": (
                "cac:TenderingTerms/EXT/efac:StrategicProcurement"
                "/efbc:ApplicableLegalBasis[@listName='cvd-scope']",
            ),
            "OPT-301-ReviewOrg": (
                "cac:TenderingTerms/cac:AppealTerms/cac:AppealReceiverParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:AppealTerms/cac:MediationParty/cac:PartyIdentification/cbc:ID",
            ),
            "OPT-301-AddInfo": (
                "cac:TenderingTerms/cac:AppealTerms/cac:AppealInformationParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:AdditionalInformationParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:DocumentProviderParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:TenderRecipientParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:TenderEvaluationParty/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:FiscalLegislationDocumentReference/cac:IssuerParty"
                "/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:EnvironmentalLegislationDocumentReference/cac:IssuerParty"
                "/cac:PartyIdentification/cbc:ID",
                "cac:TenderingTerms/cac:EmploymentLegislationDocumentReference/cac:IssuerParty"
                "/cac:PartyIdentification/cbc:ID",
            ),
        },
        "criterion": {
            "BT-539": ("cbc:AwardingCriterionTypeCode",),
            "BT-734": ("cbc:Name",),
            "BT-540": ("cbc:Description",),
        },
        "parameter": {
            "BT-5421": ("efbc:ParameterCode[@listName='number-weight']",),
            "BT-541": ("efbc:ParameterNumeric",),
        },
        "result": {
            "BT-161": ("cbc:TotalAmount",),
            "BT-118": ("efbc:OverallMaximumFrameworkContractsAmount",),
            "BT-1118": ("efbc:OverallApproximateFrameworkContractsAmount",),
        },
        "lot-result": {
            "OPT-322": ("cbc:ID",),
            "BT-13713": ("efac:TenderLot/cbc:ID",),
            "BT-142": ("cbc:TenderResultCode",),
            "OPT-320": ("efac:LotTender/cbc:ID",),
            "OPT-315": ("efac:SettledContract/cbc:ID",),
            "BT-710": ("cbc:LowerTenderAmount",),
            "BT-711": ("cbc:HigherTenderAmount",),
            "OPT-301-Funder": (
                "cac:FinancingParty/cac:PartyIdentification/cbc:ID",
                "cac:PayerParty/cac:PartyIdentification/cbc:ID",
            ),
        },
        "submissions": {"BT-760": ("efbc:StatisticsCode",), "BT-759": ("efbc:StatisticsNumeric",)},
        "appeals": {
            "BT-712(a)": ("efbc:StatisticsCode[@listName='review-type']",),
            "BT-712(b)": ("efbc:StatisticsNumeric",),
        },
        "framework-values": {
            "BT-709": ("cbc:MaximumValueAmount",),
            "BT-660": ("efbc:ReestimatedValueAmount",),
        },
        "decision": {"BT-144": ("efbc:DecisionReasonCode",)},
        "tender": {
            "OPT-321": ("cbc:ID",),
            "BT-171": ("cbc:RankCode",),
            "BT-720": ("cac:LegalMonetaryTotal/cbc:PayableAmount",),
            "OPT-310": ("efac:TenderingParty/cbc:ID",),
            "BT-13714": ("efac:TenderLot/cbc:ID",),
            "BT-3201": ("efac:TenderReference/cbc:ID",),
        },
        "contract": {
            "OPT-316": ("cbc:ID",),
            "BT-145": ("cbc:IssueDate",),
            "BT-1451": ("cbc:AwardDate",),
            "BT-721": ("cbc:Title",),
            "BT-768": ("efbc:ContractFrameworkIndicator",),
            "BT-150": ("efac:ContractReference/cbc:ID",),
            "BT-3202": ("efac:LotTender/cbc:ID",),
            "OPT-100": ("cac:NoticeDocumentReference/cbc:ID",),
        },
        "tendering-party": {
            "OPT-210": ("cbc:ID",),
            "OPT-301-SubCont": ("efac:SubContractor/cbc:ID",),
        },
        "tenderer": {"OPT-300-Tenderer": ("cbc:ID",), "OPT-170": ("efbc:GroupLeadIndicator",)},
        "privacy": {"BT-195": ("efbc:FieldIdentifierCode",), "BT-198": ("efbc:PublicationDate",)},
    }
)

# One element, cbc:ProcurementTypeCode, serves many fields; its list name says which. "social-procurement"
# is what one national platform writes for BT-775.
ADDITIONAL_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "strategic-procurement": "BT-06",
        "innovative-acquisition": "BT-776",
        "environmental-impact": "BT-774",
        "social-objective": "BT-775",
        "social-procurement": "BT-775",
        "gpp-criteria": "BT-805",
        "accessibility": "BT-754",
    }
)

# The code list of a field, as codes.builtin knows it.
CODE_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "OPP-070": "notice-subtype",
        "BT-02": "notice-type",
        "BT-03": "form-type",
        "BT-06": "strategic-procurement",
        "BT-105": "procurement-procedure-type",
        "BT-136": "direct-award-justification",
        "BT-142": "winner-selection-status",
        "BT-144": "non-award-justification",
        "BT-165": "economic-operator-size",
        "BT-23": "contract-nature",
        "BT-539": "award-criterion-type",
        "BT-5421": "number-weight",
        "BT-63": "permission",
        "BT-71": "reserved-procurement",
        "BT-754": "accessibility",
        "BT-760": "received-submission-type",
        "BT-765": "framework-agreement",
        "BT-766": "dps-usage",
        "BT-774": "environmental-impact",
        "BT-775": "social-objective",
        "BT-776": "innovative-acquisition",
        "BT-805": "gpp-criteria",
        "BT-10": "main-activity",
        "BT-11": "buyer-legal-type",
    }
)

# What stands in the place of a value and is none: the publisher's word for a withheld text or code (BT-195), and
# what two converters wrote where they had nothing.
NO_VALUE = frozenset({"unpublished", "MISSING", "_DEFAULT_VALUE_CHANGE_ME_"})

# Which field of the group a code of BT-195 withholds.
WITHHELD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pro-typ": ("BT-105",),
        "pro-acc": ("BT-106",),
        "dir-awa-tex": ("BT-135",),
        "dir-awa-jus": ("BT-136",),
        "win-cho": ("BT-142",),
        "no-awa-rea": ("BT-144",),
        "not-val": ("BT-161",),
        "not-max-val": ("BT-118",),
        "not-app-val": ("BT-1118",),
        "max-val": ("BT-709",),
        "ree-val": ("BT-660",),
        "ten-val-low": ("BT-710",),
        "ten-val-hig": ("BT-711",),
        "rev-req": ("BT-712(a)", "BT-712(b)"),
        "ten-ran": ("BT-171",),
        "win-ten-val": ("BT-720",),
        "rec-sub-cou": ("BT-759",),
        "rec-sub-typ": ("BT-760",),
        "awa-cri-typ": ("BT-539",),
        "awa-cri-des": ("BT-540",),
        "awa-cri-nam": ("BT-734",),
        "awa-cri-num": ("BT-541",),
        "awa-cri-wei": ("BT-5421",),
    }
)

# Repeats that no genuine notice comes near.
LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "organization": 10_000,
        "contracting-party": 5_000,
        "lot": 5_000,
        "criterion": 200,
        "lot-result": 10_000,
        "tender": 50_000,
        "contract": 50_000,
        "tendering-party": 50_000,
        "tenderer": 1_000,
        "submissions": 100,
    }
)
