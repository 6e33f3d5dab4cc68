"""From the notices of one procedure to its awards: one row a lot award, one a winner, one for the procedure.

Every rule that decides what is counted, and with which value, is here (docs/measures/datasets.md tells them in
words). All are pure and independent of the order of the notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from majakka.base.money import Money
from majakka.measures.choices import Basis
from majakka.notices.award_records import (
    LotFacts,
    NoticeFacts,
    ProcedureFacts,
    ResultFacts,
    TenderFacts,
    WinnerFacts,
)
from majakka.notices.choices import Stage

DEMO_COUNTRY = "XV"
WINNER_CHOSEN = "selec-w"
# From a million million euro an amount is a slip of the pen.
LARGEST_VALUE = Decimal(10) ** 12
# Up to one euro (or krona) an amount stands in for one that the buyer does not tell.
STAND_IN = Decimal(1)
# A decision older than this when it is published is a slip of the pen in the year.
_OLDEST_DECISION_YEARS = 10

Answers = Mapping[int, Mapping[str, bool]]  # lot primary key -> definition code -> yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAward:
    """How one lot ended on one occasion. A lot has several occasions only under a system of repeated awards."""

    procedure: int
    lot: str
    occasion: int
    notice: int
    organisation: int | None
    country: str
    is_demo: bool
    year: int | None
    division: str
    nature: str
    procedure_type: str
    is_framework: bool
    outcome: str
    value_eur: Decimal | None
    value_basis: Basis
    tender_count: int | None
    sme_tender_count: int | None
    deadline: date | None
    decision: date | None
    answers: Mapping[str, bool] = field(default_factory=dict)
    winners: tuple[WinnerFacts, ...] = ()

    @property
    def is_awarded(self) -> bool:
        return self.outcome == WINNER_CHOSEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureAward:
    """A procedure in which at least one lot got a winner."""

    procedure: int
    organisation: int | None
    country: str
    is_demo: bool
    year: int | None
    division: str
    procedure_type: str
    value_eur: Decimal | None
    estimated_eur: Decimal


@dataclass(frozen=True, slots=True)
class _Occasion:
    """The results of one lot in one notice, with the winning tenders that no later notice repeats."""

    notice: NoticeFacts
    results: tuple[ResultFacts, ...]
    tenders: tuple[TenderFacts, ...]

    @property
    def outcome(self) -> str:
        outcomes = {result.outcome for result in self.results}
        if WINNER_CHOSEN in outcomes or (self.tenders and outcomes == {""}):
            return WINNER_CHOSEN
        return min(outcomes)


def lot_awards(procedure: ProcedureFacts, *, answers: Answers) -> list[LotAward]:
    """The awards of all lots, by lot and occasion. Modifications and calls add no award."""
    notices = sorted(procedure.notices, key=_order)
    awarding = [notice for notice in notices if notice.stage == Stage.AWARDED and notice.results]
    awards = []
    for lot in sorted({lot for notice in awarding for lot in _lots_with_result(notice)}):
        merged = _merged_answers(notices, lot, answers)
        for number, occasion in enumerate(_occasions(awarding, lot), start=1):
            awards.append(_lot_award(procedure, notices, lot, number, occasion, merged))
    return awards


def procedure_award(procedure: ProcedureFacts, awards: Sequence[LotAward]) -> ProcedureAward | None:
    """The procedure as one row, in the year of its first award; None when no lot got a winner."""
    won = [award for award in awards if award.is_awarded]
    if not won:
        return None
    notices = sorted(procedure.notices, key=_order)
    latest = max(won, key=lambda award: (award.year or 0, award.lot))
    values = [award.value_eur for award in won if award.value_eur is not None]
    estimates = [award.value_eur for award in won if award.value_eur and award.value_basis == Basis.ESTIMATED]
    years = [award.year for award in won if award.year is not None]
    return ProcedureAward(
        procedure=procedure.pk,
        organisation=latest.organisation,
        country=latest.country,
        is_demo=latest.is_demo,
        year=min(years, default=None),
        division=_last(notice.cpv for notice in notices)[:2] or latest.division,
        procedure_type=latest.procedure_type,
        value_eur=sum(values, Decimal(0)) if values else None,
        estimated_eur=sum(estimates, Decimal(0)),
    )


def _order(notice: NoticeFacts) -> tuple[date, datetime, str, int]:
    """The latest word last; nothing in it depends on when a file was imported."""
    earliest = datetime(1, 1, 1, tzinfo=UTC)
    return (
        notice.published_on or date.min,
        notice.dispatched_at or earliest,
        notice.identifier,
        notice.version,
    )


def _lots_with_result(notice: NoticeFacts) -> Iterator[str]:
    for result in notice.results:
        yield _lot_of(notice, result)


def _lot_of(notice: NoticeFacts, result: ResultFacts) -> str:
    """The lot of a result. One that names none belongs to the only lot, else it stands for a lot of its own."""
    if result.lot:
        return result.lot
    return notice.lots[0].identifier if len(notice.lots) == 1 else f"?{result.key}"


def _occasions(awarding: Iterable[NoticeFacts], lot: str) -> list[_Occasion]:
    """When a lot has results in several award notices the latest counts, and an earlier one only for contracts
    (BT-150) that no later one names: repeated awards under a dynamic system. Without contract identifiers two
    awards cannot be told apart, and counting one too few is better than counting it twice.
    """
    kept: list[_Occasion] = []
    named: set[str] = set()
    for notice in reversed(list(awarding)):
        occasion = _occasion(notice, lot)
        if occasion is None:
            continue
        contracts = {_folded(tender.contract) for tender in occasion.tenders}
        if kept:
            if not named or "" in named or "" in contracts:
                continue
            fresh = tuple(tender for tender in occasion.tenders if _folded(tender.contract) not in named)
            if not fresh:
                continue
            occasion = _Occasion(occasion.notice, occasion.results, fresh)
        kept.append(occasion)
        named |= contracts
    return list(reversed(kept))


def _occasion(notice: NoticeFacts, lot: str) -> _Occasion | None:
    results = tuple(result for result in notice.results if _lot_of(notice, result) == lot)
    if not results:
        return None
    keys = {result.pk for result in results}
    chosen = {result.pk for result in results if result.outcome in (WINNER_CHOSEN, "")}
    tenders = tuple(
        tender
        for tender in notice.tenders
        if (tender.result in keys or (tender.result is None and tender.lot == lot))
        and _is_winning(tender, in_chosen=tender.result is None or tender.result in chosen)
    )
    return _Occasion(notice, results, tenders)


def _is_winning(tender: TenderFacts, *, in_chosen: bool) -> bool:
    """What the notice says; when it does not say, the tender of a result with a winner that is not ranked below."""
    if tender.is_winner is None:
        return in_chosen and tender.rank in (None, 1)
    return tender.is_winner


def _lot_award(
    procedure: ProcedureFacts,
    notices: Sequence[NoticeFacts],
    lot: str,
    number: int,
    occasion: _Occasion,
    answers: Mapping[str, bool],
) -> LotAward:
    notice = occasion.notice
    # What the award notice does not say, the latest notice that does.
    sources = [*(other for other in notices if other.pk != notice.pk), notice]
    lots = [(found, source) for source in sources for found in source.lots if found.identifier == lot]
    is_framework = _last(facts.framework for facts, _ in lots) not in ("", "none")
    is_awarded = occasion.outcome == WINNER_CHOSEN
    value, basis = _value(occasion, lots, is_framework=is_framework) if is_awarded else (None, Basis.NONE)
    decision = _decision(occasion)
    day = decision or notice.published_on
    buyer = next((source for source in reversed(sources) if source.buyer is not None), None)
    return LotAward(
        procedure=procedure.pk,
        lot=lot,
        occasion=number,
        notice=notice.pk,
        organisation=buyer.buyer if buyer else None,
        country=_country(notice, buyer, sources),
        is_demo=notice.is_demo,
        year=day.year if day else None,
        division=(_last(facts.cpv for facts, _ in lots) or _last(source.cpv for source in sources))[:2],
        nature=_last(facts.nature for facts, _ in lots) or _last(source.nature for source in sources),
        procedure_type=_last(source.procedure_type for source in sources),
        is_framework=is_framework,
        outcome=occasion.outcome,
        value_eur=value,
        value_basis=basis,
        tender_count=_largest(result.tender_count for result in occasion.results),
        sme_tender_count=_largest(result.sme_tender_count for result in occasion.results),
        deadline=_deadline(lots),
        decision=decision,
        answers=answers,
        winners=_winners(occasion) if is_awarded else (),
    )


def _country(notice: NoticeFacts, buyer: NoticeFacts | None, sources: Iterable[NoticeFacts]) -> str:
    if notice.is_demo:
        return DEMO_COUNTRY
    return buyer.buyer_country if buyer else _last(source.buyer_country for source in sources)


def _value(
    occasion: _Occasion, lots: Sequence[tuple[LotFacts, NoticeFacts]], *, is_framework: bool
) -> tuple[Decimal | None, Basis]:
    """The value of the award in euro and what it rests on.

    Winning tenders (BT-720); else the notice total (BT-161) when this is its only lot with a winner; else the
    estimate (BT-27). The two fallbacks are ceilings for a framework agreement and are not used for one. No rate
    is applied: an amount in another currency gives no value. An amount of 1 or less is taken as not given.
    """
    given = [tender.value for tender in occasion.tenders if tender.value and _is_given(tender.value)]
    if given:
        is_partial = len(given) < len(occasion.tenders)
        if sharing := _lots_sharing_total(occasion, given):
            # Whose share is whose nobody tells: the first lot stands for the whole, the others have no value
            is_first = _lot_of(occasion.notice, occasion.results[0]) == sharing[0]
            return _checked(given[0], basis=Basis.SHARED_TOTAL) if is_first else (None, Basis.SHARED_TOTAL)
        return _checked(_tender_sum(given, is_framework=is_framework), is_partial=is_partial)
    if is_framework:
        return None, Basis.NONE
    total = occasion.notice.total
    if total and _is_given(total) and _is_only_awarded_lot(occasion):
        return _checked(total, basis=Basis.NOTICE_TOTAL)
    estimate = _estimate(lots)
    return _checked(estimate, basis=Basis.ESTIMATED) if estimate else (None, Basis.NONE)


def _is_given(money: Money) -> bool:
    return money.amount > STAND_IN


def _lots_sharing_total(occasion: _Occasion, given: Iterable[Money]) -> list[str]:
    """The lots of a notice whose winning tenders all carry the notice total (BT-161), when they are several.

    Their buyer wrote the value of the whole agreement at every lot: it is not theirs to add.
    """
    notice = occasion.notice
    if not notice.total or any(money != notice.total for money in given):
        return []
    lots = {result.pk: _lot_of(notice, result) for result in notice.results}
    chosen = {result.pk for result in notice.results if result.outcome in (WINNER_CHOSEN, "")}
    valued = [
        tender
        for tender in notice.tenders
        if tender.value
        and _is_given(tender.value)
        and _is_winning(tender, in_chosen=tender.result is None or tender.result in chosen)
    ]
    sharing = {lots.get(tender.result or 0, tender.lot) for tender in valued}
    is_shared = len(sharing) > 1 and all(tender.value == notice.total for tender in valued)
    return sorted(sharing) if is_shared else []


def _tender_sum(given: Sequence[Money], *, is_framework: bool) -> Money | None:
    """None when currencies differ. The suppliers of one framework agreement often all carry its whole value."""
    if len({money.currency for money in given}) > 1:
        return None
    if is_framework and len({money.amount for money in given}) == 1:
        return given[0]
    return Money(sum((money.amount for money in given), Decimal(0)), given[0].currency)


def _checked(
    money: Money | None, *, basis: Basis = Basis.AWARDED, is_partial: bool = False
) -> tuple[Decimal | None, Basis]:
    if money is None or money.currency != "EUR":
        return None, Basis.OTHER_CURRENCY
    if money.amount >= LARGEST_VALUE:
        return None, Basis.IMPLAUSIBLE
    return money.amount, Basis.PARTIAL if is_partial else basis


def _is_only_awarded_lot(occasion: _Occasion) -> bool:
    notice = occasion.notice
    lots = {_lot_of(notice, result) for result in notice.results if result.outcome in (WINNER_CHOSEN, "")}
    return len(lots) == 1


def _estimate(lots: Sequence[tuple[LotFacts, NoticeFacts]]) -> Money | None:
    """The lot's own estimate, else that of the procedure when the notice has no other lot; the latest given."""
    for facts, notice in reversed(lots):
        estimate = facts.estimated or (notice.estimated if len(notice.lots) == 1 else None)
        if estimate and _is_given(estimate):
            return estimate
    return None


def _decision(occasion: _Occasion) -> date | None:
    """The first decision day (BT-1451), else the first conclusion day (BT-145), of those that can be true."""
    for days in (
        [tender.decided_on for tender in occasion.tenders if tender.decided_on],
        [tender.concluded_on for tender in occasion.tenders if tender.concluded_on],
    ):
        believed = [day for day in days if _is_believed(day, occasion.notice.published_on)]
        if believed:
            return min(believed)
    return None


def _is_believed(day: date, published_on: date | None) -> bool:
    """A decision is published after it was made, and not ten years after."""
    return published_on is None or (
        day <= published_on and day.year >= published_on.year - _OLDEST_DECISION_YEARS
    )


def _deadline(lots: Sequence[tuple[LotFacts, NoticeFacts]]) -> date | None:
    for facts, _ in reversed(lots):
        if facts.tenders_due_on:
            return facts.tenders_due_on
    return None


def _winners(occasion: _Occasion) -> tuple[WinnerFacts, ...]:
    """Each winner once, by business ID, else by name; every member of a group is a winner."""
    found: dict[str, WinnerFacts] = {}
    for tender in occasion.tenders:
        for key in tender.tenderers:
            winner = occasion.notice.winners.get(key)
            if winner is not None:
                found.setdefault(winner.business_id or _folded(winner.name) or key, winner)
    return tuple(found[key] for key in sorted(found))


def _merged_answers(notices: Sequence[NoticeFacts], lot: str, answers: Answers) -> dict[str, bool]:
    """The latest notice that answers wins; a question that none answers is missing: unknown."""
    merged: dict[str, bool] = {}
    for notice in notices:
        for facts in notice.lots:
            if facts.identifier == lot:
                merged |= answers.get(facts.pk, {})
    return merged


def _last(values: Iterable[str]) -> str:
    return next((value for value in reversed(list(values)) if value), "")


def _largest(values: Iterable[int | None]) -> int | None:
    """Several results of one lot describe one competition: their counts repeat each other."""
    return max((value for value in values if value is not None), default=None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
