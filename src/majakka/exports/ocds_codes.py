"""eForms codes as OCDS codes, as data. Sources: OCDS 1.1, its profile for eForms and the extensions that it uses.

A code that is not in a table is passed on as it is where the OCDS list is open, and left out where it is closed.
"""

from typing import Final

# BT-105 -> method (closed list: open, selective, limited, direct). "oth-single" tells nothing about who could tender
METHODS: Final = {
    "open": "open",
    "comp-tend": "open",
    "restricted": "selective",
    "neg-w-call": "selective",
    "comp-dial": "selective",
    "innovation": "selective",
    "exp-int-rail": "selective",
    "oth-mult": "selective",
    "neg-wo-call": "limited",
}

# BT-23 -> mainProcurementCategory
CATEGORIES: Final = {"works": "works", "supplies": "goods", "services": "services"}

# BT-03 -> tag and tender.status
TAGS: Final = {
    "planning": (("planning", "tender"), "planned"),
    "consultation": (("planning", "tender"), "planned"),
    "competition": (("tender",), "active"),
    "dir-awa-pre": (("award", "contract"), "complete"),
    "result": (("award", "contract"), "complete"),
    "cont-modif": (("awardUpdate", "contractUpdate"), "complete"),
    "completion": (("contractUpdate",), "complete"),
    "change": (("tenderUpdate",), ""),
    "bri": (("planning",), ""),
}

# BT-06, BT-774, BT-775, BT-776 -> sustainability goal. "other" keeps its branch, so that it can be told from the
# general answer of BT-06
STRATEGIC: Final = {"inn-pur": "economic.innovativePurchase", "env-imp": "environmental", "soc-obj": "social"}
INNOVATION: Final = {
    "mar-nov": "economic.marketInnovationPromotion",
    "prod-innov": "economic.productInnovation",
    "proc-innov": "economic.processInnovation",
    "rd-act": "economic.researchDevelopmentActivities",
}
ENVIRONMENT: Final = {
    "biodiv-eco": "environmental.biodiversityProtectionRestoration",
    "circ-econ": "environmental.circularEconomy",
    "clim-adapt": "environmental.climateChangeAdaptation",
    "clim-mitig": "environmental.climateChangeMitigation",
    "pollu-prev": "environmental.pollutionPrevention",
    "water-mar": "environmental.waterResources",
    "other": "environmental.other",
}
SOCIAL: Final = {
    "acc-all": "social.accessibility",
    "et-eq": "social.ethnicEquality",
    "gen-eq": "social.genderEquality",
    "hum-right": "social.humanRightsInSupplyChain",
    "opp": "social.disadvantagedEmploymentOpportunities",
    "work-cond": "social.laborRightsPromotion",
    "other": "social.other",
}

# BT-805 -> sustainability strategy
GPP: Final = {"eu": "euGPPCriteria", "national": "nationalGPPCriteria", "other": "otherGPPCriteria"}

# BT-142 -> award status
AWARD_STATUS: Final = {"selec-w": "active", "clos-nw": "unsuccessful", "open-nw": "pending"}

# BT-760 -> measure of bids.statistics
MEASURES: Final = {
    "tenders": "bids",
    "t-esubm": "electronicBids",
    "t-sme": "smeBids",
    "t-micro": "microBids",
    "t-small": "smallBids",
    "t-med": "mediumBids",
    "t-oth-eea": "foreignBidsFromEU",
    "t-no-eea": "foreignBidsFromNonEU",
    "t-verif-inad": "disqualifiedBids",
    "t-abn-low": "abnormallyLowBids",
    "part-req": "requests",
}

# BT-765 -> techniques.frameworkAgreement.method
FRAMEWORKS: Final = {
    "fa-w-rc": "withReopeningCompetition",
    "fa-wo-rc": "withoutReopeningCompetition",
    "fa-mix": "withAndWithoutReopeningCompetition",
}

# BT-766 -> techniques.dynamicPurchasingSystem.type: also open to other buyers than the listed ones, or not
PURCHASING_SYSTEMS: Final = {"dps-list": "closed", "dps-nlist": "open"}

# BT-5421 and its kin -> awardCriteria.criteria[].numbers[].weight
WEIGHTS: Final = {
    "per-exa": "percentageExact",
    "per-mid": "percentageRangeMiddle",
    "dec-exa": "decimalExact",
    "dec-mid": "decimalRangeMiddle",
    "poi-exa": "pointsExact",
    "poi-mid": "pointsRangeMiddle",
    "ord-imp": "order",
}

# BT-71 -> otherRequirements.reservedParticipation
RESERVED: Final = {"res-ws": "shelteredWorkshop", "res-pub-ser": "publicServiceMissionOrganization"}

# BT-63 -> submissionTerms.variantPolicy
VARIANTS: Final = {"required": "required", "allowed": "allowed", "not-allowed": "notAllowed"}

# BT-754 -> hasAccessibilityCriteria
ACCESSIBILITY: Final = {"inc": True, "n-inc": False, "n-inc-just": False}

# notices.choices.Role -> parties[].roles
ROLES: Final = {
    "buyer": "buyer",
    "cpb": "centralPurchasingBody",
    "service-provider": "procurementServiceProvider",
    "winner": "supplier",
    "tenderer": "tenderer",
    "subcontractor": "subcontractor",
    "review": "reviewBody",
    "information": "informationBody",
    "funder": "funder",
}

# Registers that org-id.guide lists, by country of a business identifier
REGISTERS: Final = {"FI": "FI-PRO"}

_EXTENSIONS = "https://raw.githubusercontent.com/open-contracting-extensions/"
EXTENSIONS: Final = tuple(
    f"{_EXTENSIONS}ocds_{name}_extension/master/extension.json"
    for name in (
        "lots",
        "bid",
        "sustainability",
        "awardCriteria",
        "techniques",
        "legalBasis",
        "suitability",
        "partyDetails_scale",
        "organizationClassification",
        "otherRequirements",
        "submissionTerms",
        "1_2_draft",
    )
)
