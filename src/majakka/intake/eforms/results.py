"""How a procedure ended: lot results, tenders, contracts, and who made the tenders.

Who won is found along the references of the notice: LotResult -> LotTender -> TenderingParty -> Tenderer ->
Organization.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.eforms.gather import ITSELF, Bag
from majakka.intake.eforms.parties import MAX_KEY, Cast
from majakka.intake.eforms.quantities import count_of, date_of, money_of
from majakka.intake.eforms.values import (
    code_of,
    first_text,
    flag_of,
    identifier_of,
    place_of,
    refusal,
    text_of,
    texts_of,
)
from majakka.intake.errors import Code
from majakka.intake.xml import Element
from majakka.notices.choices import Role
from majakka.notices.records import ContractRecord, LotResultRecord, TenderRecord

WINNER_CHOSEN = "selec-w"
MAX_IDENTIFIER = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The three parts of efac:NoticeResult that a record keeps."""

    results: tuple[LotResultRecord, ...] = ()
    tenders: tuple[TenderRecord, ...] = ()
    contracts: tuple[ContractRecord, ...] = ()


def read_outcome(bag: Bag, cast: Cast, lots: Collection[str]) -> Outcome:
    """Results, tenders and contracts; gives tenderers, winners, subcontractors and funders their roles.

    Raises RejectedError for a reference that leads nowhere and for an identifier that is used twice.
    """
    tender_bags = _by_key("OPT-321", bag.get("tender", ()))
    party_bags = _by_key("OPT-210", bag.get("tendering-party", ()))
    contract_bags = _by_key("OPT-316", bag.get("contract", ()))
    contracts = tuple(_read_contract(key, inner, tender_bags) for key, inner in contract_bags.items())
    results = tuple(
        _read_result(key, inner, cast, lots, tender_bags, contract_bags)
        for key, inner in _by_key("OPT-322", bag.get("lot-result", ()), prefix="RES").items()
    )
    won, lost = _verdicts(results, contracts)
    tenders = tuple(
        _read_tender(
            key, inner, cast, lots, party_bags, is_winner=True if key in won else _false_or_none(key in lost)
        )
        for key, inner in tender_bags.items()
    )
    return Outcome(results=results, tenders=tenders, contracts=contracts)


def _by_key(code: str, bags: Iterable[Bag], *, prefix: str = "") -> dict[str, Bag]:
    """Bags by their technical identifier. With a `prefix`, one that has none is numbered."""
    found: dict[str, Bag] = {}
    for number, bag in enumerate(bags, start=1):
        key = identifier_of(code, bag.get(code), limit=MAX_KEY)
        if not key and prefix:
            key = f"{prefix}-#{number}"
        if not key:
            raise RejectedError(
                Code.MISSING,
                f"The technical identifier {code} is missing.",
                place=place_of(code, bag[ITSELF][0]),
            )
        if key in found:
            raise refusal(Code.DUPLICATE, f"The identifier {key} is used twice.", code, bag[code][0])
        found[key] = bag
    return found


def _references(code: str, elements: Iterable[Element] | None, known: Collection[str]) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for element in elements or ():
        key = text_of(element)
        if not key:
            continue
        if key not in known:
            raise refusal(Code.DANGLING, f"There is no {key[:60]} in the notice.", code, element)
        keys[key] = None
    return tuple(keys)


def _read_result(
    key: str,
    bag: Bag,
    cast: Cast,
    lots: Collection[str],
    tenders: Collection[str],
    contracts: Collection[str],
) -> LotResultRecord:
    cast.refer("OPT-301-LotResult-Financing", bag.get("OPT-301-Funder"), Role.FUNDER)
    _references("OPT-315", bag.get("OPT-315"), contracts)
    decision = _first(bag, "decision")
    values = _first(bag, "framework-values")
    framework_value = money_of("BT-709", values.get("BT-709"))
    return LotResultRecord(
        key=key,
        lot=next(iter(_references("BT-13713", bag.get("BT-13713"), lots)), ""),
        outcome=code_of("BT-142", bag.get("BT-142")),
        reason=code_of("BT-144", decision.get("BT-144")),
        submissions=_read_submissions(bag.get("submissions", ())),
        tenders=_references("OPT-320", bag.get("OPT-320"), tenders),
        lowest=money_of("BT-710", bag.get("BT-710")),
        highest=money_of("BT-711", bag.get("BT-711")),
        framework_value=framework_value or money_of("BT-660", values.get("BT-660")),
        complaints=_read_complaints(bag.get("appeals", ())),
    )


def _first(bag: Bag, group: str) -> Bag:
    found: list[Any] | None = bag.get(group)
    return found[0] if found else {}


def _read_submissions(bags: Iterable[Bag]) -> tuple[tuple[str, int], ...]:
    counts: list[tuple[str, int]] = []
    for bag in bags:
        code = code_of("BT-760", bag.get("BT-760"))
        count = count_of("BT-759", bag.get("BT-759"))
        if code and count is not None:
            counts.append((code, count))
    return tuple(counts)


def _read_complaints(bags: Iterable[Bag]) -> int | None:
    """Number of complainants; other codes of the same list count requests, not people."""
    for bag in bags:
        if first_text(bag.get("BT-712(a)")) == "complainants":
            return count_of("BT-712(b)", bag.get("BT-712(b)"))
    return None


def _read_contract(key: str, bag: Bag, tenders: Collection[str]) -> ContractRecord:
    return ContractRecord(
        key=key,
        identifier=identifier_of("BT-150", bag.get("BT-150"), limit=MAX_IDENTIFIER),
        titles=texts_of("BT-721", bag.get("BT-721")),
        tenders=_references("BT-3202", bag.get("BT-3202"), tenders),
        concluded_on=date_of("BT-145", bag.get("BT-145")),
        decided_on=date_of("BT-1451", bag.get("BT-1451")),
        is_framework=flag_of("BT-768", bag.get("BT-768")),
    )


def _verdicts(
    results: Iterable[LotResultRecord], contracts: Iterable[ContractRecord]
) -> tuple[frozenset[str], frozenset[str]]:
    """Tenders that won (a contract, or a lot result with a winner, names them) and tenders that did not."""
    won = {tender for contract in contracts for tender in contract.tenders}
    lost: set[str] = set()
    for result in results:
        if result.outcome == WINNER_CHOSEN:
            won.update(result.tenders)
        elif result.outcome:
            lost.update(result.tenders)
    return frozenset(won), frozenset(lost)


def _false_or_none(lost: bool) -> bool | None:
    return False if lost else None


def _read_tender(
    key: str, bag: Bag, cast: Cast, lots: Collection[str], parties: dict[str, Bag], *, is_winner: bool | None
) -> TenderRecord:
    tenderers: dict[str, None] = {}
    subcontractors: dict[str, None] = {}
    for name in _references("OPT-310", bag.get("OPT-310"), parties):
        party = parties[name]
        tenderers.update(dict.fromkeys(_leader_first(party.get("tenderer", ()), cast)))
        found = cast.refer("OPT-301-Tenderer-SubCont", party.get("OPT-301-SubCont"), Role.SUBCONTRACTOR)
        subcontractors.update(dict.fromkeys(found))
    if is_winner:
        cast.give(tenderers, Role.WINNER)
    return TenderRecord(
        key=key,
        lot=next(iter(_references("BT-13714", bag.get("BT-13714"), lots)), ""),
        identifier=identifier_of("BT-3201", bag.get("BT-3201"), limit=MAX_IDENTIFIER),
        value=money_of("BT-720", bag.get("BT-720")),
        rank=count_of("BT-171", bag.get("BT-171")),
        is_winner=is_winner,
        tenderers=tuple(tenderers),
        subcontractors=tuple(subcontractors),
    )


def _leader_first(tenderers: Iterable[Bag], cast: Cast) -> list[str]:
    leaders: list[str] = []
    others: list[str] = []
    for bag in tenderers:
        keys = cast.refer("OPT-300-Tenderer", bag.get("OPT-300-Tenderer"), Role.TENDERER)
        (leaders if flag_of("OPT-170", bag.get("OPT-170")) else others).extend(keys)
    return leaders + others
