"""Where the facts stand in the older TED XML: a table for each layout, so that the reading code has no branches.

R2.0.9 carries the forms F01–F08, F12–F15, F20–F25 and the transport forms T01 and T02 (root MOVE). R2.0.8 was
kept for the defence forms 16–18 and carries a few prior information notices (1); it nests more deeply under
names that differ from form to form, so its table mostly searches by name ("//").
Source: TED XML schema R2.0.9.S01–S05 and R2.0.8.S03–S05, Publications Office of the European Union.
"""

from dataclasses import dataclass, replace

Step = tuple[bool, tuple[str, ...]]
Path = tuple[tuple[Step, ...], ...]


def path(*alternatives: str) -> Path:
    """`A/B` is a child of a child, `//A` any descendant, `.` the element itself,
    `A|B` either.

    Of several alternatives the first that gives something counts. Namespaces are not looked at: they changed
    with the schema version, the names did not.
    """
    return tuple(_steps(alternative) for alternative in alternatives)


def _steps(alternative: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    deep = False
    for name in alternative.split("/"):
        if name and name != ".":
            steps.append((deep, tuple("{*}" + one for one in name.split("|"))))
        deep = not name
    return tuple(steps)


NOWHERE: Path = ()

# The coded part that the Publications Office adds is the same in every layout.
DOCUMENT_NUMBER = path("CODED_DATA_SECTION/NOTICE_DATA/NO_DOC_OJS")
ORIGINAL_LANGUAGES = path("CODED_DATA_SECTION/NOTICE_DATA/LG_ORIG")
COUNTRY_OF_NOTICE = path("CODED_DATA_SECTION/NOTICE_DATA/ISO_COUNTRY")
EARLIER_NOTICES = path("CODED_DATA_SECTION/NOTICE_DATA/REF_NOTICE/NO_DOC_OJS")
PUBLISHED = path("CODED_DATA_SECTION/REF_OJS/DATE_PUB")
DISPATCHED = path("CODED_DATA_SECTION/CODIF_DATA/DS_DATE_DISPATCH")
CODED_NATURE = path("CODED_DATA_SECTION/CODIF_DATA/NC_CONTRACT_NATURE")
CODED_PROCEDURE = path("CODED_DATA_SECTION/CODIF_DATA/PR_PROC")
CODED_DIRECTIVE = path("CODED_DATA_SECTION/CODIF_DATA/DIRECTIVE")
CODED_CPV = path("CODED_DATA_SECTION/NOTICE_DATA/ORIGINAL_CPV")
CODED_TITLES = path("TRANSLATION_SECTION/ML_TITLES/ML_TI_DOC")
FORMS = path("FORM_SECTION/*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPaths:
    """An organisation: name, national registration number, place."""

    name: Path
    identifier: Path
    country: Path
    nuts: Path
    city: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPaths:
    """Section II.2 of the forms, seen from the lot."""

    number: Path = NOWHERE
    title: Path
    description: Path
    cpv: Path = NOWHERE
    additional_cpv: Path
    nuts: Path = NOWHERE
    value: Path
    starts_on: Path
    ends_on: Path
    durations: tuple[tuple[Path, str], ...]
    eu_funded: Path = NOWHERE
    not_eu_funded: Path = NOWHERE
    variants: Path = NOWHERE
    no_variants: Path = NOWHERE
    criteria: Path = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPaths:
    """Section V of the forms, seen from one award."""

    number: Path
    lot: Path
    title: Path
    made: Path
    unsuccessful: Path = NOWHERE
    discontinued: Path = NOWHERE
    concluded_on: Path = NOWHERE
    decided_on: Path = NOWHERE
    submissions: tuple[tuple[str, Path], ...]
    contractors: Path
    contractor_address: Path
    sme: Path = NOWHERE
    not_sme: Path = NOWHERE
    value: Path
    estimate: Path = NOWHERE
    lowest: Path = NOWHERE
    highest: Path = NOWHERE
    prize: Path = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One family of schema versions, seen from the form element."""

    # parties
    address: AddressPaths
    buyer: Path
    other_buyers: Path
    central_purchasing: Path = NOWHERE
    buyer_type: Path
    buyer_activity: Path
    information: Path = NOWHERE
    review: Path
    # notice
    notice_kind: Path = NOWHERE
    legal_basis: Path = NOWHERE
    other_legal_basis: Path = NOWHERE
    reference: Path
    title: Path
    description: Path
    nature: Path
    cpv: Path
    additional_cpv: Path = NOWHERE
    nuts: Path = NOWHERE
    eu_funded: Path = NOWHERE
    not_eu_funded: Path = NOWHERE
    estimated_value: Path
    total_value: Path
    total_lowest: Path = NOWHERE
    total_highest: Path = NOWHERE
    earlier_notices: Path
    corrected_notice: Path = NOWHERE
    # procedure
    procedure: Path
    accelerated: Path
    direct_award_text: Path
    framework: Path
    single_operator: Path
    purchasing_system: Path = NOWHERE
    open_purchasing_system: Path = NOWHERE
    due_on: Path
    due_time: Path
    sheltered: Path
    public_service_mission: Path = NOWHERE
    criteria: Path = NOWHERE
    # lots and awards
    lots: Path
    lot: LotPaths
    whole: LotPaths | None = None
    awards: Path
    award: AwardPaths


R209 = Layout(
    address=AddressPaths(
        name=path("OFFICIALNAME"),
        identifier=path("NATIONALID"),
        country=path("COUNTRY"),
        nuts=path("NUTS"),
        city=path("TOWN"),
    ),
    buyer=path("CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY"),
    other_buyers=path("CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL"),
    central_purchasing=path("CONTRACTING_BODY/CENTRAL_PURCHASING"),
    buyer_type=path("CONTRACTING_BODY/CA_TYPE"),
    buyer_activity=path("CONTRACTING_BODY/CA_ACTIVITY", "CONTRACTING_BODY/CE_ACTIVITY"),
    information=path("CONTRACTING_BODY/ADDRESS_FURTHER_INFO"),
    review=path("COMPLEMENTARY_INFO/ADDRESS_REVIEW_BODY"),
    notice_kind=path("NOTICE"),
    legal_basis=path("LEGAL_BASIS"),
    other_legal_basis=path("LEGAL_BASIS_OTHER"),
    reference=path("OBJECT_CONTRACT/REFERENCE_NUMBER"),
    title=path("OBJECT_CONTRACT/TITLE"),
    description=path("OBJECT_CONTRACT/SHORT_DESCR"),
    nature=path("OBJECT_CONTRACT/TYPE_CONTRACT"),
    cpv=path("OBJECT_CONTRACT/CPV_MAIN/CPV_CODE"),
    estimated_value=path("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL"),
    total_value=path("OBJECT_CONTRACT/VAL_TOTAL"),
    total_lowest=path("OBJECT_CONTRACT/VAL_RANGE_TOTAL/LOW"),
    total_highest=path("OBJECT_CONTRACT/VAL_RANGE_TOTAL/HIGH"),
    earlier_notices=path("PROCEDURE/NOTICE_NUMBER_OJ"),
    corrected_notice=path("COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ"),
    procedure=path("PROCEDURE"),
    accelerated=path("PROCEDURE/ACCELERATED_PROC"),
    direct_award_text=path("PROCEDURE//D_JUSTIFICATION"),
    framework=path("PROCEDURE/FRAMEWORK"),
    single_operator=path("PROCEDURE/FRAMEWORK/SINGLE_OPERATOR"),
    purchasing_system=path("PROCEDURE/DPS"),
    open_purchasing_system=path("PROCEDURE/DPS_ADDITIONAL_PURCHASERS"),
    due_on=path("PROCEDURE/DATE_RECEIPT_TENDERS"),
    due_time=path("PROCEDURE/TIME_RECEIPT_TENDERS"),
    sheltered=path("LEFTI/RESTRICTED_SHELTERED_WORKSHOP", "LEFTI/RESTRICTED_SHELTERED_PROGRAM"),
    public_service_mission=path("LEFTI/RESERVED_ORGANISATIONS_SERVICE_MISSION"),
    lots=path("OBJECT_CONTRACT/OBJECT_DESCR"),
    lot=LotPaths(
        number=path("LOT_NO"),
        title=path("TITLE"),
        description=path("SHORT_DESCR"),
        additional_cpv=path("CPV_ADDITIONAL/CPV_CODE"),
        nuts=path("NUTS"),
        value=path("VAL_OBJECT"),
        starts_on=path("DATE_START"),
        ends_on=path("DATE_END"),
        durations=((path("DURATION"), ""),),
        eu_funded=path("EU_PROGR_RELATED"),
        not_eu_funded=path("NO_EU_PROGR_RELATED"),
        variants=path("ACCEPTED_VARIANTS"),
        no_variants=path("NO_ACCEPTED_VARIANTS"),
        # Versions S01 and S02 have no AC around the criteria.
        criteria=path("AC/*", "AC_PRICE|AC_COST|AC_QUALITY|AC_CRITERION"),
    ),
    awards=path("AWARD_CONTRACT"),
    award=AwardPaths(
        number=path("CONTRACT_NO"),
        lot=path("LOT_NO"),
        title=path("TITLE"),
        made=path("AWARDED_CONTRACT"),
        unsuccessful=path("NO_AWARDED_CONTRACT/PROCUREMENT_UNSUCCESSFUL"),
        discontinued=path("NO_AWARDED_CONTRACT/PROCUREMENT_DISCONTINUED"),
        concluded_on=path("DATE_CONCLUSION_CONTRACT"),
        submissions=(
            ("tenders", path("TENDERS/NB_TENDERS_RECEIVED", "NB_TENDERS_RECEIVED")),
            ("t-sme", path("TENDERS/NB_TENDERS_RECEIVED_SME", "NB_TENDERS_RECEIVED_SME")),
            ("t-oth-eea", path("TENDERS/NB_TENDERS_RECEIVED_OTHER_EU", "NB_TENDERS_RECEIVED_OTHER_EU")),
            ("t-no-eea", path("TENDERS/NB_TENDERS_RECEIVED_NON_EU", "NB_TENDERS_RECEIVED_NON_EU")),
            ("t-esubm", path("TENDERS/NB_TENDERS_RECEIVED_EMEANS", "NB_TENDERS_RECEIVED_EMEANS")),
        ),
        contractors=path("CONTRACTORS/CONTRACTOR", "CONTRACTOR"),
        contractor_address=path("ADDRESS_CONTRACTOR"),
        sme=path("SME"),
        not_sme=path("NO_SME"),
        value=path("VALUES/VAL_TOTAL", "VALUE/VAL_TOTAL", "VAL_TOTAL"),
        estimate=path("VALUES/VAL_ESTIMATED_TOTAL", "VALUE/VAL_ESTIMATED_TOTAL", "VAL_ESTIMATED_TOTAL"),
        lowest=path("VALUES/VAL_RANGE_TOTAL/LOW", "VALUE/VAL_RANGE_TOTAL/LOW", "VAL_RANGE_TOTAL/LOW"),
        highest=path("VALUES/VAL_RANGE_TOTAL/HIGH", "VALUE/VAL_RANGE_TOTAL/HIGH", "VAL_RANGE_TOTAL/HIGH"),
    ),
)

# The results of a design contest: prizes, participants and winners instead of contracts, tenders and contractors.
R209_F13 = replace(
    R209,
    awards=path("RESULTS"),
    award=AwardPaths(
        number=NOWHERE,
        lot=NOWHERE,
        title=NOWHERE,
        made=path("AWARDED_PRIZE"),
        unsuccessful=path("NO_AWARDED_PRIZE/PROCUREMENT_UNSUCCESSFUL"),
        discontinued=path("NO_AWARDED_PRIZE/PROCUREMENT_DISCONTINUED"),
        decided_on=path("DATE_DECISION_JURY"),
        submissions=(
            ("tenders", path("PARTICIPANTS/NB_PARTICIPANTS", "NB_PARTICIPANTS")),
            ("t-sme", path("PARTICIPANTS/NB_PARTICIPANTS_SME", "NB_PARTICIPANTS_SME")),
            ("t-oth-eea", path("PARTICIPANTS/NB_PARTICIPANTS_OTHER_EU", "NB_PARTICIPANTS_OTHER_EU")),
        ),
        contractors=path("WINNERS/WINNER", "WINNER"),
        contractor_address=path("ADDRESS_WINNER"),
        sme=path("SME"),
        not_sme=path("NO_SME"),
        value=NOWHERE,
        prize=path("VAL_PRIZE"),
    ),
)

# The transparency notice serves four directives and wraps the criteria in the one that applies.
_DIRECTIVES = ("DIRECTIVE_2014_24_EU", "DIRECTIVE_2014_25_EU", "DIRECTIVE_2014_23_EU", "DIRECTIVE_2009_81_EC")
R209_F15 = replace(
    R209,
    lot=replace(
        R209.lot,
        criteria=path(
            "AC/*",
            *(f"{directive}/AC/*" for directive in _DIRECTIVES),
            *(f"{directive}/*" for directive in _DIRECTIVES),
        ),
    ),
)

# A modification has no total of its own: what the contract is worth after the change is the total.
R209_F20 = replace(
    R209,
    total_value=path(
        "MODIFICATIONS_CONTRACT/INFO_MODIFICATIONS/VALUES/VAL_TOTAL_AFTER",
        "MODIFICATIONS_CONTRACT/INFO_MODIFICATIONS/VAL_TOTAL_AFTER",
        "MODIFICATIONS_CONTRACT/DESCRIPTION_PROCUREMENT/VALUES/VAL_TOTAL",
        "MODIFICATIONS_CONTRACT/DESCRIPTION_PROCUREMENT/VAL_TOTAL",
    ),
)


_OLD_LOT = LotPaths(
    number=path("LOT_NUMBER"),
    title=path("LOT_TITLE"),
    description=path("LOT_DESCRIPTION"),
    cpv=path("CPV/CPV_MAIN/CPV_CODE"),
    additional_cpv=path("CPV/CPV_ADDITIONAL/CPV_CODE"),
    value=path("NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY"),
    starts_on=path("//INTERVAL_DATE/START_DATE"),
    ends_on=path("//INTERVAL_DATE/END_DATE"),
    durations=(
        (path("//PERIOD_WORK_DATE_STARTING/MONTHS"), "MONTH"),
        (path("//PERIOD_WORK_DATE_STARTING/DAYS"), "DAY"),
    ),
)

# Where these forms describe the purchase as a whole; their lots repeat the same names deeper down.
_OLD_OBJECTS = (
    "FD_CONTRACT_DEFENCE/OBJECT_CONTRACT_INFORMATION_DEFENCE/DESCRIPTION_CONTRACT_INFORMATION_DEFENCE",
    "FD_CONTRACT_AWARD_DEFENCE/OBJECT_CONTRACT_INFORMATION_CONTRACT_AWARD_NOTICE_DEFENCE"
    "/DESCRIPTION_AWARD_NOTICE_INFORMATION_DEFENCE",
    "FD_PRIOR_INFORMATION_DEFENCE/OBJECT_WORKS_SUPPLIES_SERVICES_PRIOR_INFORMATION",
    "FD_PRIOR_INFORMATION/OBJECT_SUPPLIES_SERVICES_PRIOR_INFORMATION/OBJECT_SUPPLY_SERVICE_PRIOR_INFORMATION",
)


def _of_object(*names: str) -> Path:
    return path(*(f"{place}/{name}" for name in names for place in _OLD_OBJECTS))


_OLD_DESCRIPTION = _of_object(
    "SHORT_CONTRACT_DESCRIPTION",
    "QUANTITY_SCOPE_WORKS_DEFENCE/TOTAL_QUANTITY_OR_SCOPE",
    "QUANTITY_SCOPE_PRIOR_INFORMATION/TOTAL_QUANTITY_OR_SCOPE",
)

_OLD_WHOLE = LotPaths(
    title=path("//TITLE_CONTRACT"),
    description=_OLD_DESCRIPTION,
    additional_cpv=_of_object("CPV/CPV_ADDITIONAL/CPV_CODE"),
    value=NOWHERE,
    starts_on=path("//INTERVAL_DATE/START_DATE"),
    ends_on=path("//INTERVAL_DATE/END_DATE"),
    durations=(
        (path("//PERIOD_WORK_DATE_STARTING/MONTHS", "//DURATION_FRAMEWORK_MONTH"), "MONTH"),
        (path("//PERIOD_WORK_DATE_STARTING/DAYS"), "DAY"),
        (path("//DURATION_FRAMEWORK_YEAR"), "YEAR"),
    ),
)

R208 = Layout(
    address=AddressPaths(
        name=path("ORGANISATION/OFFICIALNAME"),
        identifier=path("ORGANISATION/NATIONALID"),
        country=path("COUNTRY"),
        nuts=path("NUTS"),
        city=path("TOWN"),
    ),
    buyer=path("//CA_CE_CONCESSIONAIRE_PROFILE"),
    other_buyers=path("//PURCHASING_ON_BEHALF_YES/CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY"),
    buyer_type=path("//TYPE_OF_CONTRACTING_AUTHORITY"),
    buyer_activity=path("//TYPE_OF_ACTIVITY", "//ACTIVITY_OF_CONTRACTING_ENTITY"),
    review=path("//APPEAL_PROCEDURE_BODY_RESPONSIBLE/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME"),
    reference=path("//FILE_REFERENCE_NUMBER"),
    title=path("//TITLE_CONTRACT"),
    description=_OLD_DESCRIPTION,
    nature=path("//TYPE_CONTRACT"),
    cpv=_of_object("CPV/CPV_MAIN/CPV_CODE"),
    additional_cpv=_of_object("CPV/CPV_ADDITIONAL/CPV_CODE"),
    nuts=path("//LOCATION_NUTS/NUTS", "//SITE_OR_LOCATION/NUTS"),
    eu_funded=path("//RELATES_TO_EU_PROJECT_YES"),
    not_eu_funded=path("//RELATES_TO_EU_PROJECT_NO"),
    estimated_value=path(
        "//QUANTITY_SCOPE/NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY",
        "//F17_FRAMEWORK/TOTAL_ESTIMATED/COSTS_RANGE_AND_CURRENCY",
        "//QUANTITY_SCOPE_PRIOR_INFORMATION/COSTS_RANGE_AND_CURRENCY",
        "//QUANTITY_SCOPE_WORKS_DEFENCE/COSTS_RANGE_AND_CURRENCY",
    ),
    total_value=path("//TOTAL_FINAL_VALUE/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"),
    total_lowest=path(
        "//TOTAL_FINAL_VALUE/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/LOW_VALUE"
    ),
    total_highest=path(
        "//TOTAL_FINAL_VALUE/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/HIGH_VALUE"
    ),
    earlier_notices=path("//NOTICE_NUMBER_OJ"),
    procedure=path(
        "//TYPE_OF_PROCEDURE_DETAIL_FOR_CONTRACT_NOTICE_DEFENCE", "//TYPE_OF_PROCEDURE_CONTRACT_AWARD_DEFENCE"
    ),
    accelerated=path(
        "//PT_ACCELERATED_RESTRICTED_CHOICE", "//PT_ACCELERATED_RESTRICTED", "//F17_PT_ACCELERATED_NEGOTIATED"
    ),
    direct_award_text=path("//ANNEX_D/REASON_CONTRACT_LAWFUL"),
    framework=path("//F17_FRAMEWORK"),
    single_operator=path("//F17_FRAMEWORK/SINGLE_OPERATOR"),
    due_on=path("//RECEIPT_LIMIT_DATE"),
    due_time=path("//RECEIPT_LIMIT_DATE/TIME"),
    sheltered=path("//RESERVED_CONTRACTS"),
    criteria=path("//LOWEST_PRICE", "//CRITERIA_DEFINITION"),
    lots=path("//LOT_PRIOR_INFORMATION", "//F17_ANNEX_B"),
    lot=_OLD_LOT,
    whole=_OLD_WHOLE,
    awards=path("FD_CONTRACT_AWARD_DEFENCE/AWARD_OF_CONTRACT_DEFENCE"),
    award=AwardPaths(
        number=path("CONTRACT_NUMBER"),
        lot=path("LOT_NUMBER"),
        title=path("CONTRACT_TITLE"),
        made=path("."),
        decided_on=path("CONTRACT_AWARD_DATE"),
        submissions=(
            ("tenders", path("OFFERS_RECEIVED_NUMBER")),
            ("t-esubm", path("OFFERS_RECEIVED_NUMBER_MEANING")),
        ),
        contractors=path("ECONOMIC_OPERATOR_NAME_ADDRESS"),
        contractor_address=path("CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME"),
        value=path("CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"),
        lowest=path(
            "CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/LOW_VALUE"
        ),
        highest=path(
            "CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/HIGH_VALUE"
        ),
    ),
)

LAYOUTS = {
    ("R2.0.9", "F13"): R209_F13,
    ("R2.0.9", "F15"): R209_F15,
    ("R2.0.9", "F20"): R209_F20,
    ("R2.0.9", ""): R209,
    ("R2.0.8", ""): R208,
}
"""By schema and form; the empty form stands for every other one."""
