"""Hilma's statistical answers: fifteen questions a lot, asked beside the eForms notice and not part of it.

Keys are those of Hilma's API. Each is answered yes or no; a question that was not asked has no answer. One,
`howManyOpportunitiesIsEstimated`, is a number.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.errors import Code
from majakka.intake.names import is_plain, storable

COUNTED = "howManyOpportunitiesIsEstimated"
KEYS = (
    "innovationConsidered",
    "solutionNewToBuyer",
    "solutionNewToMarketOrIndustry",
    "energyEfficiencyConsidered",
    "lowCarbon",
    "circularEconomy",
    "biodiversity",
    "sustainableFoodProduction",
    "listedGreenCriteriaUsed",
    "justWorkingConditions",
    "employmentCondition",
    COUNTED,
    "codeOfConduct",
    "smeParticipationConsidered",
    "endUserInvolved",
)
# Hilma's own texts spell one key otherwise than its API, and hold keys that are no longer asked.
OTHER_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {"sMEParticipationConsidered": "smeParticipationConsidered"}
)
NO_LONGER_ASKED = frozenset(
    {
        "ethnicEquality",
        "genderEquality",
        "accessibilityForAll",
        "solutionContainsResearch",
        "qualityAndPerformanceCriteria",
    }
)
MAX_COUNT = 1_000_000
MAX_BYTES = 1024 * 1024


def read_answers(statistics: Mapping[str, Any]) -> dict[str, dict[str, bool | int]]:
    """Lot identifier -> answers, with null answers left out.

    Raises RejectedError when a key is not one of Hilma's, an answer is not of its kind, or the two spellings of
    one key are answered differently.
    """
    return {lot: _read_lot(lot, answers) for lot, answers in statistics.items()}


def _read_lot(lot: str, answers: object) -> dict[str, bool | int]:
    if not isinstance(answers, Mapping):
        raise _refusal(lot, "", answers, "The answers of a lot are an object of keys and answers.")
    found: dict[str, bool | int] = {}
    for name, answer in answers.items():
        key = OTHER_SPELLINGS.get(name, name)
        if key in NO_LONGER_ASKED or answer is None:
            continue
        if key not in KEYS:
            raise _refusal(lot, name, answer, "This is not one of Hilma's statistical questions.")
        value = _answer(lot, key, answer)
        if found.setdefault(key, value) != value:
            raise _refusal(lot, name, answer, "The two spellings of this question have different answers.")
    return found


def _answer(lot: str, key: str, answer: object) -> bool | int:
    if isinstance(answer, bool) and key != COUNTED:
        return answer
    if (
        key == COUNTED
        and isinstance(answer, int)
        and not isinstance(answer, bool)
        and 0 <= answer <= MAX_COUNT
    ):
        return answer
    kind = "a whole number, not negative" if key == COUNTED else "true, false or null"
    raise _refusal(lot, key, answer, f"The answer must be {kind}.")


def _refusal(lot: str, key: str, answer: object, message: str) -> RejectedError:
    return RejectedError(
        Code.BAD_STATISTICS,
        f"{message} Correct the .statistics.json file.",
        place=storable(f"statistics {lot} {key}".strip()),
        value=storable(str(answer)),
    )


def parse_answers(data: bytes) -> dict[str, dict[str, bool | int]]:
    """The content of a `.statistics.json` file: lot identifier -> answers.

    Raises RejectedError when it is no such JSON: one object, every key once, keys and answers as above.
    """
    if len(data) > MAX_BYTES:
        raise RejectedError(Code.BAD_STATISTICS, f"The answers of a notice take at most {MAX_BYTES} bytes.")
    try:
        parsed = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RejectedError(
            Code.BAD_STATISTICS,
            f"The statistical answers are not JSON ({str(error)[:120]}). Correct the file.",
        ) from None
    if not isinstance(parsed, dict):
        raise RejectedError(
            Code.BAD_STATISTICS,
            "The statistical answers are an object: lot identifier -> answers. Correct the file.",
        )
    return read_answers(parsed)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    odd = next(
        (text for pair in pairs for text in pair if isinstance(text, str) and not is_plain(text)), None
    )
    if odd is not None:
        raise RejectedError(
            Code.BAD_STATISTICS,
            "A key or an answer has a control character, or half a character. Correct the .statistics.json file.",
            place="statistics",
            value=storable(odd),
        )
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")
