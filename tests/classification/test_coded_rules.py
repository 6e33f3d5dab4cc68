"""Every code and every answer of Hilma against every rule: yes, no or unknown."""

from typing import Any

import pytest

from majakka.base.share import Answer
from majakka.classification.choices import Code
from majakka.classification.records import LotFacts
from majakka.classification.rules import CODED_RULES

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
GREEN = (
    "energyEfficiencyConsidered",
    "lowCarbon",
    "circularEconomy",
    "biodiversity",
    "sustainableFoodProduction",
)
SOCIAL = ("justWorkingConditions", "employmentCondition", "codeOfConduct")


def answer(code: str, **facts: Any) -> Answer:
    return CODED_RULES[code](LotFacts(**facts)).answer


@pytest.mark.parametrize("code", CODED_RULES)
def test_a_notice_that_says_nothing_is_unknown(code: str) -> None:
    outcome = CODED_RULES[code](LotFacts())
    assert outcome.answer is UNKNOWN
    assert outcome.evidence == ()


@pytest.mark.parametrize(
    ("strategic", "innovation", "green", "social", "market", "research"),
    [
        ("inn-pur", YES, NO, NO, UNKNOWN, UNKNOWN),
        ("env-imp", NO, YES, NO, NO, NO),
        ("soc-obj", NO, NO, YES, NO, NO),
        ("none", NO, NO, NO, NO, NO),
    ],
)
def test_an_answered_list_of_strategic_aims_says_no_to_what_it_leaves_out(
    strategic: str, innovation: Answer, green: Answer, social: Answer, market: Answer, research: Answer
) -> None:
    facts = {"strategic": (strategic,)}
    assert answer(Code.INNOVATION_DECLARED, **facts) is innovation
    assert answer(Code.GREEN_DECLARED, **facts) is green
    assert answer(Code.SOCIAL_DECLARED, **facts) is social
    assert answer(Code.INNOVATION_NEW_TO_MARKET, **facts) is market
    assert answer(Code.INNOVATION_RESEARCH, **facts) is research
    assert answer(Code.INNOVATION_NEW_TO_BUYER, **facts) is UNKNOWN
    assert answer(Code.SME_SUITABLE, **facts) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "market", "buyer", "research"),
    [
        ("mar-nov", YES, YES, NO),
        ("prod-innov", UNKNOWN, UNKNOWN, NO),
        ("proc-innov", UNKNOWN, UNKNOWN, NO),
        ("rd-act", UNKNOWN, UNKNOWN, YES),
        ("org-nov", UNKNOWN, YES, NO),
    ],
)
def test_every_kind_of_innovation_declares_innovation_and_its_own_rung(
    kind: str, market: Answer, buyer: Answer, research: Answer
) -> None:
    facts = {"innovation": (kind,)}
    assert answer(Code.INNOVATION_DECLARED, **facts) is YES
    assert answer(Code.INNOVATION_NEW_TO_MARKET, **facts) is market
    assert answer(Code.INNOVATION_NEW_TO_BUYER, **facts) is buyer
    assert answer(Code.INNOVATION_RESEARCH, **facts) is research


def test_research_beside_other_kinds_of_innovation_is_research() -> None:
    assert answer(Code.INNOVATION_RESEARCH, innovation=("prod-innov", "rd-act")) is YES


@pytest.mark.parametrize(
    "impact", ["biodiv-eco", "circ-econ", "clim-adapt", "clim-mitig", "pollu-prev", "water-mar", "other"]
)
def test_any_environmental_impact_is_green(impact: str) -> None:
    assert answer(Code.GREEN_DECLARED, environment=(impact,)) is YES


@pytest.mark.parametrize(
    ("criteria", "expected"), [("eu", YES), ("national", YES), ("other", YES), ("none", NO)]
)
def test_green_criteria_are_green_unless_there_are_none(criteria: str, expected: Answer) -> None:
    assert answer(Code.GREEN_DECLARED, gpp_criteria=(criteria,)) is expected


@pytest.mark.parametrize("aim", ["acc-all", "et-eq", "gen-eq", "hum-right", "opp", "work-cond", "other"])
def test_any_social_objective_is_social(aim: str) -> None:
    assert answer(Code.SOCIAL_DECLARED, social=(aim,)) is YES


@pytest.mark.parametrize(
    ("code", "key", "if_true", "if_false"),
    [
        (Code.INNOVATION_DECLARED, "innovationConsidered", YES, NO),
        (Code.INNOVATION_DECLARED, "solutionNewToBuyer", UNKNOWN, UNKNOWN),
        (Code.INNOVATION_NEW_TO_MARKET, "solutionNewToMarketOrIndustry", YES, NO),
        (Code.INNOVATION_NEW_TO_MARKET, "solutionNewToBuyer", UNKNOWN, NO),
        (Code.INNOVATION_NEW_TO_MARKET, "innovationConsidered", UNKNOWN, UNKNOWN),
        (Code.INNOVATION_NEW_TO_BUYER, "solutionNewToBuyer", YES, NO),
        (Code.INNOVATION_NEW_TO_BUYER, "solutionNewToMarketOrIndustry", YES, UNKNOWN),
        (Code.INNOVATION_RESEARCH, "solutionContainsResearch", UNKNOWN, UNKNOWN),
        (Code.SME_SUITABLE, "smeParticipationConsidered", YES, NO),
        *((Code.GREEN_DECLARED, key, YES, UNKNOWN) for key in (*GREEN, "listedGreenCriteriaUsed")),
        *((Code.SOCIAL_DECLARED, key, YES, UNKNOWN) for key in SOCIAL),
        (Code.SOCIAL_DECLARED, "howManyOpportunitiesIsEstimated", UNKNOWN, UNKNOWN),
    ],
)
def test_one_statistical_answer_of_hilma(code: str, key: str, if_true: Answer, if_false: Answer) -> None:
    assert answer(code, statistics={key: True}) is if_true
    assert answer(code, statistics={key: False}) is if_false


@pytest.mark.parametrize(("code", "keys"), [(Code.GREEN_DECLARED, GREEN), (Code.SOCIAL_DECLARED, SOCIAL)])
def test_a_battery_of_questions_says_no_only_when_all_are_answered_no(
    code: str, keys: tuple[str, ...]
) -> None:
    assert answer(code, statistics=dict.fromkeys(keys, False)) is NO
    for left_out in keys:
        assert answer(code, statistics={key: False for key in keys if key != left_out}) is UNKNOWN
    assert answer(code, statistics=dict.fromkeys(keys, False) | {keys[-1]: True}) is YES


@pytest.mark.parametrize(("value", "expected"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_suitable_for_smes_is_what_the_notice_says(value: bool | None, expected: Answer) -> None:
    assert answer(Code.SME_SUITABLE, sme_suitable=value) is expected


@pytest.mark.parametrize(
    ("cpv", "procedure_type", "expected"),
    [
        ("73100000", "open", YES),
        ("72000000", "open", UNKNOWN),
        ("37300000", "", UNKNOWN),
        ("72000000", "innovation", YES),
    ],
)
def test_research_by_field_and_procedure(cpv: str, procedure_type: str, expected: Answer) -> None:
    assert answer(Code.INNOVATION_RESEARCH, cpv=cpv, procedure_type=procedure_type) is expected


@pytest.mark.parametrize(
    ("code", "facts", "fields"),
    [
        (Code.INNOVATION_DECLARED, {"strategic": ("none", "inn-pur")}, {"BT-06-Lot"}),
        (
            Code.INNOVATION_DECLARED,
            {"innovation": ("prod-innov",), "statistics": {"innovationConsidered": False}},
            {"BT-776-Lot", "innovationConsidered"},
        ),
        (
            Code.INNOVATION_NEW_TO_BUYER,
            {"statistics": {"solutionNewToBuyer": False, "solutionNewToMarketOrIndustry": True}},
            {"solutionNewToBuyer", "solutionNewToMarketOrIndustry"},
        ),
        (
            Code.GREEN_DECLARED,
            {"strategic": ("none",), "environment": ("circ-econ",)},
            {"BT-06-Lot", "BT-774-Lot"},
        ),
        (Code.GREEN_DECLARED, {"gpp_criteria": ("none", "eu")}, {"BT-805-Lot"}),
        (
            Code.SME_SUITABLE,
            {"sme_suitable": False, "statistics": {"smeParticipationConsidered": True}},
            {"BT-726-Lot", "smeParticipationConsidered"},
        ),
    ],
)
def test_a_contradiction_counts_as_yes_and_shows_both_sides(
    code: str, facts: dict[str, Any], fields: set[str]
) -> None:
    outcome = CODED_RULES[code](LotFacts(**facts))
    assert outcome.answer is YES
    assert [item.says for item in outcome.evidence] == [YES, NO]
    assert {item.field for item in outcome.evidence} == fields


def test_aims_beside_each_other_do_not_contradict() -> None:
    outcome = CODED_RULES[Code.INNOVATION_DECLARED](LotFacts(strategic=("soc-obj", "inn-pur", "env-imp")))
    assert [(item.field, item.says) for item in outcome.evidence] == [("BT-06-Lot", YES)]


def test_a_code_for_innovation_takes_the_edge_off_a_list_without_it() -> None:
    """BT-06 says none, BT-776 names a kind: whether it is new to the market stays open."""
    facts = {"strategic": ("none",), "innovation": ("proc-innov",)}
    assert answer(Code.INNOVATION_NEW_TO_MARKET, **facts) is UNKNOWN
