"""What the older forms' names and codes are in eForms: one table each, and nothing else.

Source: standard forms of Regulations (EU) 2015/1986 and 842/2011 and the TED XML schema for the left side,
eForms SDK 1.16 code lists for the right side. Where the older form says less than any eForms code, the right
side stays empty.
"""

# Form and the type that its heading names (NOTICE/@TYPE) -> form type (BT-03) and notice type (BT-02).
# A corrigendum (F14) has no notice type of its own: it corrects a notice of any type.
NOTICE_KINDS: dict[tuple[str, str], tuple[str, str]] = {
    ("F01", "PRI_ONLY"): ("planning", "pin-only"),
    ("F01", "PRI_REDUCING_TIME_LIMITS"): ("planning", "pin-rtl"),
    ("F01", "PRI_CALL_COMPETITION"): ("competition", "pin-cfc-standard"),
    ("F02", ""): ("competition", "cn-standard"),
    ("F03", ""): ("result", "can-standard"),
    ("F04", "PER_ONLY"): ("planning", "pin-only"),
    ("F04", "PER_REDUCING_TIME_LIMITS"): ("planning", "pin-rtl"),
    ("F04", "PER_CALL_COMPETITION"): ("competition", "pin-cfc-standard"),
    ("F05", ""): ("competition", "cn-standard"),
    ("F06", ""): ("result", "can-standard"),
    ("F07", ""): ("competition", "qu-sy"),
    ("F08", ""): ("planning", "pin-buyer"),
    ("F12", ""): ("competition", "cn-desg"),
    ("F13", ""): ("result", "can-desg"),
    ("F14", ""): ("change", ""),
    ("F15", ""): ("dir-awa-pre", "veat"),
    ("F16", ""): ("planning", "pin-only"),
    ("F17", ""): ("competition", "cn-standard"),
    ("F18", ""): ("result", "can-standard"),
    ("F20", ""): ("cont-modif", "can-modif"),
    ("F21", "PRI_ONLY"): ("planning", "pin-only"),
    ("F21", "PRI_CALL_COMPETITION"): ("competition", "pin-cfc-social"),
    ("F21", "CONTRACT"): ("competition", "cn-social"),
    ("F21", "AWARD_CONTRACT"): ("result", "can-social"),
    ("F22", "PER_ONLY"): ("planning", "pin-only"),
    ("F22", "PER_CALL_COMPETITION"): ("competition", "pin-cfc-social"),
    ("F22", "QSU_ONLY"): ("competition", "qu-sy"),
    ("F22", "QSU_CALL_COMPETITION"): ("competition", "qu-sy"),
    ("F22", "CONTRACT"): ("competition", "cn-social"),
    ("F22", "AWARD_CONTRACT"): ("result", "can-social"),
    ("F23", "PRI"): ("competition", "pin-cfc-social"),
    ("F23", "CONCESSION_AWARD_CONTRACT"): ("result", "can-social"),
    ("F24", ""): ("competition", "cn-standard"),
    ("F25", ""): ("result", "can-standard"),
    ("T01", ""): ("planning", "pin-tran"),
    ("T02", ""): ("result", "can-tran"),
}

# What the form says where its heading names no type (or, in F01 of the R2.0.8 layout, cannot).
NOTICE_KINDS_WITHOUT_HEADING: dict[str, tuple[str, str]] = {
    "F01": ("planning", "pin-only"),
    "F04": ("planning", "pin-only"),
}

# The heading of a form that tells of awards, where one form serves announcements and results.
AWARD_HEADINGS = {"F21": "AWARD_CONTRACT", "F22": "AWARD_CONTRACT", "F23": "CONCESSION_AWARD_CONTRACT"}

# The forms that each layout carries here: name of the element and its FORM attribute -> our subtype.
FORMS: dict[str, dict[tuple[str, str], str]] = {
    "R2.0.9": {
        **{
            (f"{form}_2014", form): form
            for form in (
                *("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F12", "F13", "F14", "F15"),
                *("F20", "F21", "F22", "F23", "F24", "F25"),
            )
        },
        ("MOVE", "T01"): "T01",
        ("MOVE", "T02"): "T02",
    },
    "R2.0.8": {
        ("PRIOR_INFORMATION", "1"): "F01",
        ("PRIOR_INFORMATION_DEFENCE", "16"): "F16",
        ("CONTRACT_DEFENCE", "17"): "F17",
        ("CONTRACT_AWARD_DEFENCE", "18"): "F18",
    },
}

# BT-01 of a form whose notice names no directive.
LEGAL_BASIS_OF_FORM = {"F16": "32009L0081", "F17": "32009L0081", "F18": "32009L0081"}
LEGAL_BASIS_OF_DIRECTIVE = {
    "2014/23/EU": "32014L0023",
    "2014/24/EU": "32014L0024",
    "2014/25/EU": "32014L0025",
    "2009/81/EC": "32009L0081",
    "2004/17/EC": "32004L0017",
    "2004/18/EC": "32004L0018",
}
OTHER_LEGAL_BASIS = "other"

# BT-11. REGIONAL_AUTHORITY is "regional or local": eForms splits it and the form does not say which.
BUYER_LEGAL_TYPES = {
    "MINISTRY": "cga",
    "NATIONAL_AGENCY": "cga",
    "REGIONAL_AUTHORITY": "ra",
    "REGIONAL_AGENCY": "body-pl-ra",
    "BODY_PUBLIC": "body-pl",
    "EU_INSTITUTION": "eu-ins-bod-ag",
}

# BT-10 and BT-610.
BUYER_ACTIVITIES = {
    "GENERAL_PUBLIC_SERVICES": "gen-pub",
    "DEFENCE": "defence",
    "PUBLIC_ORDER_AND_SAFETY": "pub-os",
    "ENVIRONMENT": "env-pro",
    "ECONOMIC_AND_FINANCIAL_AFFAIRS": "econ-aff",
    "HEALTH": "health",
    "HOUSING_AND_COMMUNITY_AMENITIES": "hc-am",
    "SOCIAL_PROTECTION": "soc-pro",
    "RECREATION_CULTURE_AND_RELIGION": "rcr",
    "EDUCATION": "education",
    "PRODUCTION_TRANSPORT_DISTRIBUTION_GAS_HEAT": "gas-heat",
    "ELECTRICITY": "electricity",
    "EXPLORATION_EXTRACTION_GAS_OIL": "gas-oil",
    "EXPLORATION_EXTRACTION_COAL_OTHER_SOLID_FUEL": "solid-fuel",
    "WATER": "water",
    "POSTAL_SERVICES": "post",
    "RAILWAY_SERVICES": "rail",
    "URBAN_RAILWAY_TRAMWAY_TROLLEYBUS_BUS_SERVICES": "urttb",
    "PORT_RELATED_ACTIVITIES": "port",
    "AIRPORT_RELATED_ACTIVITIES": "airport",
}

# BT-23 from TYPE_CONTRACT, and from the coded part.
NATURES = {"WORKS": "works", "SUPPLIES": "supplies", "SERVICES": "services"}
CODED_NATURES = {"1": "works", "2": "supplies", "4": "services"}

# BT-105 from the name of the PT_… element. "Involving negotiation" (social services) follows a call: the same
# forms have another box for an award without one.
PROCEDURE_TYPES = {
    "PT_OPEN": "open",
    "PT_RESTRICTED": "restricted",
    "PT_ACCELERATED_RESTRICTED": "restricted",
    "PT_ACCELERATED_RESTRICTED_CHOICE": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "neg-w-call",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call",
    "PT_INVOLVING_NEGOTIATION": "neg-w-call",
    "PT_NEGOTIATED_CHOICE": "neg-w-call",
    "PT_NEGOTIATED_WITH_PUBLICATION_CONTRACT_NOTICE": "neg-w-call",
    "F17_PT_ACCELERATED_NEGOTIATED": "neg-w-call",
    "PT_COMPETITIVE_DIALOGUE": "comp-dial",
    "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": "oth-mult",
    "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call",
    "F18_PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE": "neg-wo-call",
    "PT_COMPETITIVE_TENDERING": "comp-tend",
    "PT_DA_INTERNAL_OPERATOR": "neg-wo-call",
    "PT_DA_SMALL_CONTRACT": "neg-wo-call",
    "PT_DA_MEDIUM_ENTERPRISE": "neg-wo-call",
    "PT_DA_RAILWAY_TRANSPORT": "neg-wo-call",
}

# BT-105 from the coded part (PR_PROC), for forms that have no box: modifications and corrigenda.
CODED_PROCEDURE_TYPES = {
    "1": "open",
    "2": "restricted",
    "3": "restricted",
    "4": "neg-w-call",
    "6": "neg-w-call",
    "B": "neg-w-call",
    "C": "comp-dial",
    "F": "neg-wo-call",
    "G": "innovation",
    "T": "neg-wo-call",
    "V": "neg-wo-call",
}
CODED_ACCELERATED = frozenset({"3", "6"})

# BT-136 from the justification elements of annex D (D_…), and of annex D in the R2.0.8 layout.
DIRECT_AWARD_REASONS = {
    "D_PROC_OPEN": "unsuitable",
    "D_PROC_RESTRICTED": "unsuitable",
    "D_PROC_NEGOTIATED_PRIOR_CALL_COMPETITION": "unsuitable",
    "D_PROC_COMPETITIVE_DIALOGUE": "unsuitable",
    "D_NO_TENDERS_REQUESTS": "unsuitable",
    "D_ALL_TENDERS": "irregular",
    "D_PURE_RESEARCH": "resd",
    "D_MANUF_FOR_RESEARCH": "resd",
    "D_OTHER_SERVICES": "rd",
    "D_TECHNICAL": "technical",
    "D_ARTISTIC": "artistic",
    "D_PROTECT_RIGHTS": "exclusive",
    "D_EXCLUSIVE_RIGHT": "exclusive",
    "D_EXTREME_URGENCY": "urgency",
    "D_PERIODS_INCOMPATIBLE": "crisis",
    "D_ADD_DELIVERIES_ORDERED": "existing",
    "D_REPETITION_EXISTING": "repetition",
    "D_CONTRACT_AWARDED_DESIGN_CONTEST": "contest",
    "D_COMMODITY_MARKET": "commodity",
    "D_FROM_WINDING_PROVIDER": "closure",
    "D_FROM_LIQUIDATOR_CREDITOR": "liquidator",
    "D_BARGAIN_PURCHASE": "bargain",
    "D_MARITIME_SERVICES": "dir81-transport",
    "D_OUTSIDE_SCOPE": "non-dir",
    "D_SERVICES_LISTED": "dir81-annexii",
    "PT_DA_INTERNAL_OPERATOR": "int-oper",
    "PT_DA_SMALL_CONTRACT": "below-thres",
    "PT_DA_MEDIUM_ENTERPRISE": "below-thres-sme",
    "NO_OPEN_RESTRICTED": "unsuitable",
    "ONLY_IRREGULAR_INACCEPTABLE_TENDERERS": "irregular",
    "PERIOD_FOR_PROCEDURE_INCOMPATIBLE_WITH_CRISIS": "crisis",
    "EXTREME_URGENCY_EVENTS_UNFORESEEABLE": "urgency",
    "REASONS_PROVIDED_PARTICULAR_TENDERER_TECHNICAL": "technical",
    "REASONS_PROVIDED_PARTICULAR_TENDERER_EXCLUSIVE_RIGHTS": "exclusive",
    "CONTRACT_RESEARCH_DIRECTIVE": "rd",
    "MANUFACTURED_BY_DIRECTIVE": "resd",
    "ADDITIONAL_WORKS": "additional",
    "WORKS_REPETITION_EXISTING_WORKS": "repetition",
    "SUPPLIES_QUOTED_PURCHASED_COMMODITY_MARKET": "commodity",
    "AIR_MARITIME_TRANSPORT_FOR_ARMED_FORCES_DEPLOYMENT": "dir81-transport",
    "CONTRACT_SERVICES_LISTED_IN_DIRECTIVE": "dir81-annexii",
    "CONTRACT_SERVICES_OUTSIDE_DIRECTIVE": "non-dir",
}

# In a concession "exclusive rights" has a box of its own, and protected rights are the other ones
# (Directive 2014/23/EU, art. 31(4)(d)).
CONCESSION_DIRECT_AWARD = "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION"
CONCESSION_REASONS = {"D_PROTECT_RIGHTS": "other-exclusive"}

# BT-539. A criterion of a concession or a defence contract has no kind: the form does not ask.
CRITERION_KINDS = {
    "AC_PRICE": "price",
    "AC_COST": "cost",
    "AC_QUALITY": "quality",
    "AC_CRITERION": "",
    "AC_CRITERIA": "",
    "LOWEST_PRICE": "price",
    "CRITERIA_DEFINITION": "",
}

# BT-144. The forms know two endings: nothing usable came, or the buyer stopped for a reason not told.
UNSUCCESSFUL = "no-rece"
DISCONTINUED = "other"

# Outcome of a lot (BT-142).
WON = "selec-w"
CLOSED = "clos-nw"

# Winner size (BT-165): the form asks "is the contractor an SME?", nothing finer.
SME = "sme"
NOT_SME = "large"

# BT-71.
SHELTERED = "res-ws"
PUBLIC_SERVICE_MISSION = "res-pub-ser"

# BT-63.
VARIANTS_ALLOWED = "allowed"
VARIANTS_NOT_ALLOWED = "not-allowed"

# BT-765. With one operator there is nobody to reopen competition with (Directive 2014/24/EU, art. 33(3));
# of several, or of an unknown number, the forms do not say whether it is reopened (FRAMEWORK_OF_UNKNOWN_KIND).
FRAMEWORK_SINGLE = "fa-wo-rc"

# BT-766: only the named buyers, or others too.
DPS_CLOSED = "dps-list"
DPS_OPEN = "dps-nlist"

# BT-541: a weight written with a per cent sign is a percentage; without it the unit is not told.
WEIGHT_PERCENT = "per-exa"

DURATION_UNITS = frozenset({"DAY", "WEEK", "MONTH", "YEAR"})

# Words before a lot's number where an award names its lot in its title only.
LOT_WORDS = (
    *("lot", "lots", "lote", "lotto", "lotul", "los", "osa", "osa-alue"),
    *("del", "delkontrakt", "delområde", "perceel", "parte", "partie", "część", "zadanie"),
    *("pakiet", "část", "časť", "sklop", "grupa", "rész", "osio", "parcela"),
    *("dio", "daļa", "dalis", "τμήμα", "партида", "лот", "позиция"),
)
