"""Awards of an older TED notice: results, tenders and contracts (section V)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from majakka.base.money import Money
from majakka.base.text import Text
from majakka.intake.ted import codes
from majakka.intake.ted.lots import lots_named, names_of
from majakka.intake.ted.node import Node
from majakka.intake.ted.parties import PartyBook
from majakka.intake.ted.paths import AwardPaths, Layout
from majakka.intake.ted.values import count_of, date_at, money_at
from majakka.notices.choices import Role
from majakka.notices.records import ContractRecord, LotRecord, LotResultRecord, TenderRecord

_LONGEST_IDENTIFIER = 400


@dataclass(slots=True)
class Outcome:
    """What the awards of one notice say."""

    results: list[LotResultRecord] = field(default_factory=list)
    tenders: list[TenderRecord] = field(default_factory=list)
    contracts: list[ContractRecord] = field(default_factory=list)
    lots: dict[str, Text] = field(default_factory=dict)
    """Lots that the awards name, with the award's title."""
    prizes: list[Money] = field(default_factory=list)
    """Prizes of a design contest (F13): paid, but to all winners together."""
    estimates: dict[str, list[Money | None]] = field(default_factory=dict)
    """What each award of a lot says that the lot was estimated at (V.2.4)."""


def read_awards(
    form: Node, layout: Layout, lots: Sequence[LotRecord], book: PartyBook, *, is_framework: bool
) -> Outcome:
    """Every award of the form. Several awards may concern one lot, and one award several lots."""
    outcome = Outcome()
    nodes = form.every(layout.awards)
    for node, identifiers in zip(nodes, _lots_of(nodes, layout.award, lots), strict=True):
        for identifier in identifiers:
            outcome.lots.setdefault(identifier, node.texts(layout.award.title, " "))
            estimate = _estimate(node, layout.award) if len(identifiers) == 1 else None
            outcome.estimates.setdefault(identifier, []).append(estimate)
        _read_award(node, layout.award, identifiers or [""], book, outcome, is_framework=is_framework)
    return outcome


def with_estimates(lots: Sequence[LotRecord], outcome: Outcome) -> list[LotRecord]:
    """The lots with the estimate that their award repeats. Of several awards none tells what the lot was worth."""
    return [
        replace(lot, estimated_value=estimates[0])
        if lot.estimated_value is None and len(estimates := outcome.estimates.get(lot.identifier, [])) == 1
        else lot
        for lot in lots
    ]


def _estimate(node: Node, paths: AwardPaths) -> Money | None:
    made = node.first(paths.made)
    return None if made is None else money_at(made, paths.estimate)


def _lots_of(nodes: list[Node], paths: AwardPaths, lots: Sequence[LotRecord]) -> list[list[str]]:
    names = names_of(lots)
    named = [lots_named(node.text(paths.lot), node.texts(paths.title, " "), names) for node in nodes]
    if len(lots) == 1 and len({tuple(identifiers) for identifiers in named if identifiers}) <= 1:
        # One lot, and the awards do not tell lots apart: whatever they call it, it is this one.
        return [[lots[0].identifier] for _ in nodes]
    return named


def _read_award(
    node: Node,
    paths: AwardPaths,
    identifiers: list[str],
    book: PartyBook,
    outcome: Outcome,
    *,
    is_framework: bool,
) -> None:
    made = node.first(paths.made)
    if made is None:
        outcome.results += _results(outcome, identifiers, _closed(node, paths))
        return
    tender = _read_tender(made, paths, identifiers[0], book, outcome)
    won = LotResultRecord(
        key="",
        lot="",
        outcome=codes.WON,
        submissions=_submissions(made, paths),
        tenders=(tender.key,),
        lowest=money_at(made, paths.lowest),
        highest=money_at(made, paths.highest),
    )
    outcome.tenders.append(tender)
    outcome.contracts.append(
        _read_contract(node, made, paths, tender.key, outcome, is_framework=is_framework)
    )
    outcome.results += _results(outcome, identifiers, won)
    if prize := money_at(made, paths.prize):
        outcome.prizes.append(prize)


def _closed(node: Node, paths: AwardPaths) -> LotResultRecord:
    reason = _reason(node, paths)
    return LotResultRecord(key="", lot="", outcome=codes.CLOSED if reason else "", reason=reason)


def _results(outcome: Outcome, identifiers: list[str], pattern: LotResultRecord) -> list[LotResultRecord]:
    """The same ending for each lot that the award covers."""
    first_number = len(outcome.results) + 1
    return [
        replace(pattern, key=f"RES-{number:04d}", lot=identifier)
        for number, identifier in enumerate(identifiers, start=first_number)
    ]


def _next(prefix: str, records: Sequence[object]) -> str:
    return f"{prefix}-{len(records) + 1:04d}"


def _reason(node: Node, paths: AwardPaths) -> str:
    if node.has(paths.unsuccessful):
        return codes.UNSUCCESSFUL
    return codes.DISCONTINUED if node.has(paths.discontinued) else ""


def _read_tender(made: Node, paths: AwardPaths, lot: str, book: PartyBook, outcome: Outcome) -> TenderRecord:
    """The winning tender. A group, or several winners of one contract, are its makers together: one value, once."""
    makers = [_add_contractor(node, paths, book) for node in made.every(paths.contractors)]
    return TenderRecord(
        key=_next("TEN", outcome.tenders),
        lot=lot,
        value=money_at(made, paths.value),
        is_winner=True,
        tenderers=tuple(dict.fromkeys(key for key in makers if key)),
    )


def _add_contractor(node: Node, paths: AwardPaths, book: PartyBook) -> str:
    address = node.first(paths.contractor_address)
    if address is None:
        return ""
    size = codes.SME if node.has(paths.sme) else codes.NOT_SME if node.has(paths.not_sme) else ""
    return book.add(address, Role.TENDERER, Role.WINNER, size=size)


def _read_contract(
    node: Node, made: Node, paths: AwardPaths, tender: str, outcome: Outcome, *, is_framework: bool
) -> ContractRecord:
    return ContractRecord(
        key=_next("CON", outcome.contracts),
        identifier=node.text(paths.number)[:_LONGEST_IDENTIFIER],
        titles=node.texts(paths.title, " "),
        tenders=(tender,),
        concluded_on=date_at(made, paths.concluded_on),
        decided_on=date_at(made, paths.decided_on),
        is_framework=True if is_framework else None,
    )


def _submissions(made: Node, paths: AwardPaths) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for code, where in paths.submissions:
        element = made.one(where)
        count = None if element is None else count_of(element)
        if count is not None:
            found.setdefault(code, count)
    return tuple(found.items())
