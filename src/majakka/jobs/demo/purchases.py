"""Which purchases Valomaa made: drawn by a seeded generator, so that the same seed and day give the same ones.

What is drawn is the truth of the invented country (was it new? was it answered?). What the notices then say may
be less than the truth: bodies leave questions unanswered, results come without values, winners without a size.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from majakka.jobs.demo.country import BODIES, SUPPLIERS, DemoBody, DemoSupplier
from majakka.jobs.demo.subjects import SUBJECTS, Subject

YEARS = 3
PURCHASES = 2_650
_PROCEDURES = (
    ("open", 66),
    ("restricted", 8),
    ("neg-w-call", 11),
    ("comp-dial", 2),
    ("neg-wo-call", 5),
    ("oth-single", 8),
)


@dataclass(slots=True)
class DemoLot:
    """One lot: what is true of it, and what was answered. `winner` is None when it was not awarded or is not yet."""

    number: int
    part_fi: str = ""
    part_sv: str = ""
    estimate: int = 0
    value: int | None = None
    outcome: str = ""
    reason: str = ""
    winner: DemoSupplier | None = None
    tenders: int | None = None
    sme_tenders: int = 0
    is_new_to_market: bool = False
    is_new_to_buyer: bool = False
    is_green: bool = False
    is_social: bool = False
    is_answered: bool = False
    is_coded: bool = False
    says_new: bool = False


@dataclass(slots=True)
class DemoPurchase:
    """One purchase from plan to award."""

    number: int
    body: DemoBody
    subject: Subject
    languages: tuple[str, ...]
    procedure_type: str
    called_on: date
    due_on: date
    decided_on: date
    is_planned: bool
    is_corrected: bool
    is_framework: bool
    lots: list[DemoLot] = field(default_factory=list)


def draw_purchases(*, seed: int, today: date, count: int = PURCHASES) -> Iterator[DemoPurchase]:
    """`count` purchases of the last three calendar years up to the day, oldest first."""
    dice = random.Random(seed)  # noqa: S311 - invented data, not a secret
    buyers = [body for body in BODIES if body.weight]
    weights = [body.weight for body in buyers]
    first = date(today.year - YEARS + 1, 1, 1)
    days = (today - first).days
    starts = sorted(dice.randrange(days) for _ in range(count))
    for number, start in enumerate(starts, start=1):
        body = dice.choices(buyers, weights)[0]
        yield _draw_purchase(dice, number, body, first + timedelta(days=start), year_index=start // 365)


def _draw_purchase(
    dice: random.Random, number: int, body: DemoBody, called_on: date, *, year_index: int
) -> DemoPurchase:
    subject = dice.choice(SUBJECTS)
    procedure_type = dice.choices([code for code, _ in _PROCEDURES], [weight for _, weight in _PROCEDURES])[0]
    due_on = called_on + timedelta(days=dice.choice((14, 21, 30, 35, 40, 52)))
    other = "sv" if body.language == "fi" else "fi"
    purchase = DemoPurchase(
        number=number,
        body=body,
        subject=subject,
        languages=(body.language, other) if dice.random() < 0.15 else (body.language,),
        procedure_type=procedure_type,
        called_on=called_on,
        due_on=due_on,
        decided_on=due_on + timedelta(days=int(dice.triangular(9, 190, 38))),
        is_planned=dice.random() < 0.12,
        is_corrected=dice.random() < 0.05,
        is_framework=dice.random() < 0.12,
    )
    parts = min(len(subject.parts_fi), dice.choice((0, 0, 2, 3, 4)))
    answered = dice.random() < min(0.995, body.candour + 0.03 * year_index)
    for index in range(parts or 1):
        lot = DemoLot(index + 1 if parts else 0)
        if parts:
            lot.part_fi, lot.part_sv = subject.parts_fi[index], subject.parts_sv[index]
        _draw_lot(dice, lot, purchase, answered=answered, year_index=year_index)
        purchase.lots.append(lot)
    if any(lot.is_new_to_market for lot in purchase.lots) and dice.random() < 0.1:
        purchase.procedure_type = "innovation"
    return purchase


def _draw_lot(
    dice: random.Random, lot: DemoLot, purchase: DemoPurchase, *, answered: bool, year_index: int
) -> None:
    subject = purchase.subject
    lot.estimate = _round(dice.triangular(subject.low, subject.high, subject.low * 1.4))
    novelty = purchase.body.eagerness * (0.7 + 0.35 * year_index)
    if subject.cpv[:2] in ("71", "72", "73", "33", "90"):
        novelty *= 2
    lot.is_new_to_market = dice.random() < novelty
    lot.is_new_to_buyer = lot.is_new_to_market or dice.random() < 0.3
    lot.is_green = dice.random() < (0.5 if subject.cpv[:2] in ("09", "34", "45", "90", "77", "42") else 0.25)
    lot.is_social = dice.random() < (0.3 if subject.cpv[:2] in ("85", "55", "90") else 0.08)
    lot.is_answered = answered and dice.random() < 0.97
    lot.is_coded = lot.is_answered and dice.random() < 0.6
    lot.says_new = dice.random() < (0.8 if lot.is_new_to_market else 0.025)
    _draw_outcome(dice, lot, purchase)


def _draw_outcome(dice: random.Random, lot: DemoLot, purchase: DemoPurchase) -> None:
    is_direct = purchase.procedure_type == "neg-wo-call"
    lot.tenders = 1 if is_direct else dice.choices(range(8), (3, 21, 20, 19, 15, 11, 7, 4))[0]
    if lot.tenders == 0 or dice.random() < 0.05:
        lot.outcome = "clos-nw"
        lot.reason = "no-rece" if lot.tenders == 0 else dice.choice(("all-rej", "chan-need", "ins-fund"))
        return
    lot.outcome = "selec-w"
    lot.winner = SUPPLIERS[int(dice.paretovariate(0.9) * 3) % len(SUPPLIERS)]
    small = lot.winner.size in ("micro", "small", "medium")
    lot.sme_tenders = min(lot.tenders, max(int(small), round(lot.tenders * dice.uniform(0.4, 1))))
    if dice.random() < 0.07:
        lot.tenders = None  # the count was left out
    if not purchase.is_framework and dice.random() > 0.06:
        lot.value = _round(lot.estimate * dice.uniform(0.7, 1.12))


def _round(amount: float) -> int:
    return int(amount // 100 * 100)
