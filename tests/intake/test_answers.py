"""Hilma's statistical answers: keys, kinds, and the lots they belong to."""

from pathlib import Path

import pytest

from majakka.base.errors import RejectedError
from majakka.intake.answers import KEYS, parse_answers, read_answers
from majakka.intake.detect import read_notice
from majakka.intake.eforms.read import read_eforms
from majakka.intake.errors import Code

CALL = Path(__file__).parents[1] / "samples" / "eforms" / "call.xml"


def test_there_are_fifteen_questions() -> None:
    assert len(KEYS) == len(set(KEYS)) == 15


def test_both_spellings_of_a_key_are_one() -> None:
    for key in ("smeParticipationConsidered", "sMEParticipationConsidered"):
        assert read_answers({"LOT-0001": {key: True}}) == {"LOT-0001": {"smeParticipationConsidered": True}}


def test_a_question_that_was_not_asked_has_no_answer() -> None:
    answers = read_answers(
        {"LOT-0001": {"endUserInvolved": None, "lowCarbon": False, "genderEquality": True}}
    )
    assert answers == {"LOT-0001": {"lowCarbon": False}}


def test_answers_belong_to_their_lot() -> None:
    record = read_eforms(CALL.read_bytes(), statistics={"LOT-0002": {"lowCarbon": True}})
    assert [lot.statistics for lot in record.lots] == [{}, {"lowCarbon": True}, {}]
    assert read_notice(CALL.read_bytes(), {"LOT-0002": {"lowCarbon": True}}) == record


def test_answers_for_a_lot_that_the_notice_lacks_are_refused() -> None:
    with pytest.raises(RejectedError) as caught:
        read_eforms(CALL.read_bytes(), statistics={"LOT-0009": {"lowCarbon": True}})
    assert (caught.value.code, caught.value.value) == (Code.BAD_STATISTICS, "LOT-0009")


def test_a_wrong_answer_is_told_with_lot_and_key() -> None:
    with pytest.raises(RejectedError) as caught:
        parse_answers(b'{"LOT-0001": {"lowCarbon": "kyll\xc3\xa4"}}')
    assert (caught.value.place, caught.value.value) == ("statistics LOT-0001 lowCarbon", "kyllä")


@pytest.mark.parametrize(
    "data",
    [
        b'{"LOT-\\ud800": {"lowCarbon": true}}',
        b'{"LOT-0001": {"\\ud800": true}}',
        b'{"LOT-\\u0000": {"lowCarbon": true}}',
        b'{"LOT-0001": {"lowCarbon": "\\u0000"}}',
        b'{"LOT-0001": {"lowCarbon": ["\\ud800"]}}',
        b'{"LOT-0001": {"low\\u001bCarbon": null}}',
    ],
)
def test_characters_that_no_text_can_hold_are_refused_in_words_that_can_be_stored(data: bytes) -> None:
    with pytest.raises(RejectedError) as caught:
        parse_answers(data)
    assert caught.value.code == Code.BAD_STATISTICS
    told = f"{caught.value.message} {caught.value.place} {caught.value.value}"
    assert told.encode("utf-8")
    assert "\x00" not in told


def test_two_spellings_of_a_key_must_agree() -> None:
    both = b'{"LOT-0001": {"smeParticipationConsidered": %s, "sMEParticipationConsidered": %s}}'
    agreed = {"LOT-0001": {"smeParticipationConsidered": True}}
    assert parse_answers(both % (b"true", b"true")) == parse_answers(both % (b"true", b"null")) == agreed
    with pytest.raises(RejectedError, match="different answers") as caught:
        parse_answers(both % (b"true", b"false"))
    assert caught.value.place == "statistics LOT-0001 sMEParticipationConsidered"
