"""Damaged notices: every damage gives a refusal or a record, never another error, and never another amount unseen."""

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from majakka.base.errors import RejectedError
from majakka.intake.eforms.read import read_eforms
from majakka.intake.errors import Code
from majakka.notices.records import NoticeRecord

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"
FILES = [(SAMPLES / f"{name}.xml").read_bytes() for name in ("call", "award", "plan")]


def outcome(data: bytes) -> NoticeRecord | RejectedError:
    """What reading gives. Any other exception fails the test that asks."""
    try:
        return read_eforms(data)
    except RejectedError as error:
        refused = error
    assert refused.code in set(Code)
    assert refused.message
    assert len(refused.place) <= 300
    return refused


def damaged(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """One flipped byte, a cut, a lost piece, a doubled piece."""
    at = chance.randrange(len(data))
    yield data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    yield data[:at]
    size = chance.randrange(1, 60)
    yield data[:at] + data[at + size :]
    yield data[:at] + data[at : at + size] * 2 + data[at + size :]


def test_damaged_examples_are_refused_or_read(shared_data: Path) -> None:
    chance = random.Random(20261120)
    files = sorted((shared_data / "eforms-sdk-examples").glob("*.xml"))
    refused = 0
    for path in files:
        data = path.read_bytes()
        if len(data) < 200_000:
            for _ in range(6):
                refused += sum(isinstance(outcome(each), RejectedError) for each in damaged(data, chance))
    assert refused > 6 * len(files), "most damage is seen"


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.sampled_from(FILES), st.integers(0, 20_000), st.binary(min_size=1, max_size=12))
def test_bytes_written_over_a_sample_give_a_refusal_or_a_record(data: bytes, at: int, piece: bytes) -> None:
    at %= len(data)
    outcome(data[:at] + piece + data[at + len(piece) :])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.integers(1, 20_000))
def test_a_cut_file_is_always_refused(data: bytes, length: int) -> None:
    cut = data.rstrip()[: length % len(data.rstrip())]
    assert isinstance(outcome(cut), RejectedError)


ODD_TEXTS = [
    "٣", "²", "-0", "+1", "1_000", "0x1", "∞", "NaN", "-1", "9" * 70, "2026-02-30", "9999-12-31+14:00",
    "0001-01-01-14:00", "24:00:00", "2026-01-01T00:00:00Z", "true ", "LOT-0001", "ORG-0001", "unpublished",
]  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&>")
TEXTS = st.one_of(
    st.text(alphabet=LETTERS, max_size=40),
    st.sampled_from(ODD_TEXTS),
    st.integers().map(str),
    st.decimals().map(str),
    st.dates().map(str),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.integers(0, 1_000), TEXTS)
def test_any_text_in_any_place_gives_a_refusal_or_a_record(data: bytes, place: int, text: str) -> None:
    pieces = data.split(b">")
    filled = [n for n, piece in enumerate(pieces) if piece.split(b"<")[0].strip()]
    n = filled[place % len(filled)]
    pieces[n] = text.encode() + b"<" + pieces[n].partition(b"<")[2]
    outcome(b">".join(pieces))


@pytest.mark.parametrize("amount", ["180000.25", "180000.24", "18000.025", "0", "0.00", "000180000.250"])
def test_an_amount_is_read_to_the_last_digit(amount: str) -> None:
    record = read_eforms(FILES[1].replace(b"180000.25", amount.encode()))
    assert record.total_value is not None
    assert record.total_value.amount == Decimal(amount)
