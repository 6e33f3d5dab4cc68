"""Writes a purchase of Valomaa as eForms notices (UBL, SDK 1.13), with Hilma's answers beside them.

Only the fields that Majakka reads are written.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

from majakka.jobs.demo.country import COUNTRY_ALPHA3, DemoSupplier
from majakka.jobs.demo.purchases import DemoLot, DemoPurchase
from majakka.jobs.demo.subjects import GREEN_FI, GREEN_SV, NEW_FI, NEW_SV

SDK = "eforms-sdk-1.13"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
_NAMESPACES = {
    "xmlns:cac": f"{_UBL}:CommonAggregateComponents-2",
    "xmlns:cbc": f"{_UBL}:CommonBasicComponents-2",
    "xmlns:ext": f"{_UBL}:CommonExtensionComponents-2",
    "xmlns:efac": f"{_EFORMS}-aggregate-components/1",
    "xmlns:efbc": f"{_EFORMS}-basic-components/1",
    "xmlns:efext": f"{_EFORMS}s/1",
}
_LANGUAGE = {"fi": "FIN", "sv": "SWE"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """Root element, form type (BT-03), notice type (BT-02) and subtype (OPP-070) of a kind of notice."""

    root: str
    form_type: str
    notice_type: str
    subtype: str
    has_lots: bool = True
    has_result: bool = False


_PLAN = _Kind("PriorInformationNotice", "planning", "pin-only", "4", has_lots=False)
_CALL = _Kind("ContractNotice", "competition", "cn-standard", "16")
_AWARD = _Kind("ContractAwardNotice", "result", "can-standard", "29", has_result=True)
_DIRECT = _Kind("ContractAwardNotice", "dir-awa-pre", "veat", "25", has_result=True)


@dataclass(frozen=True, slots=True)
class DemoNotice:
    """One file: its name, the XML, and the statistical answers by lot (empty: none were given)."""

    name: str
    xml: bytes
    statistics: dict[str, dict[str, bool | int]] = field(default_factory=dict)


def write_notices(purchase: DemoPurchase, *, today: date) -> Iterator[DemoNotice]:
    """The notices of a purchase that have been published by the day: plan, call, correction, award."""
    if purchase.procedure_type == "neg-wo-call":
        if purchase.decided_on <= today:
            yield _notice(purchase, _DIRECT, purchase.decided_on, serial=0)
        return
    if purchase.is_planned:
        yield _notice(purchase, _PLAN, purchase.called_on - timedelta(days=70), serial=1)
    yield _notice(purchase, _CALL, purchase.called_on, serial=2)
    corrected_on = purchase.called_on + timedelta(days=6)
    if purchase.is_corrected and corrected_on <= today:
        yield _notice(purchase, _CALL, corrected_on, serial=3, corrects=_notice_id(purchase, 2))
    published_on = purchase.decided_on + timedelta(days=9)
    if published_on <= today:
        yield _notice(purchase, _AWARD, published_on, serial=4)


def _el(tag: str, *content: str, **attributes: str) -> str:
    """One element around finished XML. Text must be escaped before."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{written}>{''.join(content)}</{tag}>"


def _code(tag: str, list_name: str, code: str) -> str:
    return _el(f"cbc:{tag}", code, listName=list_name)


def _id(scheme: str, value: str) -> str:
    return _el("cbc:ID", value, schemeName=scheme)


def _euro(tag: str, amount: int) -> str:
    return _el(f"cbc:{tag}", str(amount), currencyID="EUR")


def _texts(tag: str, by_language: Mapping[str, str], languages: Iterable[str]) -> str:
    return "".join(
        _el(f"cbc:{tag}", escape(by_language[code]), languageID=_LANGUAGE[code]) for code in languages
    )


def _extension(*content: str) -> str:
    inner = _el("ext:ExtensionContent", _el("efext:EformsExtension", *content))
    return _el("ext:UBLExtensions", _el("ext:UBLExtension", inner))


def _zone(day: date) -> str:
    """Finnish summer or winter time, near enough for an invented country."""
    return "+03:00" if 4 <= day.month <= 9 else "+02:00"


def _notice_id(purchase: DemoPurchase, serial: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"valomaa/{purchase.number}/{serial}"))


def _notice(purchase: DemoPurchase, kind: _Kind, day: date, *, serial: int, corrects: str = "") -> DemoNotice:
    number = f"{purchase.number * 10 + serial:08d}-{day.year}"
    winners = _winners(purchase) if kind.has_result else []
    sent_on = day - timedelta(days=1)
    official, *others = purchase.languages
    changes = _el("efbc:ChangedNoticeIdentifier", f"{corrects}-01")
    content = [
        _extension(
            _el("efac:Changes", changes) if corrects else "",
            _result(purchase, winners) if kind.has_result else "",
            _el("efac:NoticeSubType", _code("SubTypeCode", "notice-subtype", kind.subtype)),
            _organizations(purchase, winners),
            _el(
                "efac:Publication",
                _el("efbc:NoticePublicationID", number, schemeName="ojs-notice-id"),
                _el("efbc:PublicationDate", f"{day.isoformat()}{_zone(day)}"),
            ),
        ),
        _el("cbc:UBLVersionID", "2.3"),
        _el("cbc:CustomizationID", SDK),
        _id("notice-id", _notice_id(purchase, serial)),
        _el("cbc:ContractFolderID", str(uuid.uuid5(uuid.NAMESPACE_URL, f"valomaa/{purchase.number}"))),
        _el("cbc:IssueDate", f"{sent_on.isoformat()}{_zone(sent_on)}"),
        _el("cbc:IssueTime", f"13:20:00{_zone(sent_on)}"),
        _el("cbc:VersionID", "01"),
        _el("cbc:RegulatoryDomain", "32014L0024"),
        _code("NoticeTypeCode", kind.form_type, kind.notice_type),
        _el("cbc:NoticeLanguageCode", _LANGUAGE[official]),
        *(_el("cac:AdditionalNoticeLanguage", _el("cbc:ID", _LANGUAGE[code])) for code in others),
        _contracting_party(purchase),
        _process(purchase),
        _project(purchase),
        *(_lot(purchase, lot, kind) for lot in purchase.lots),
    ]
    xml = _el(kind.root, *content, xmlns=f"{_UBL}:{kind.root}-2", **_NAMESPACES)
    answers = {_lot_id(lot): _answers(lot) for lot in purchase.lots if lot.is_answered and kind.has_lots}
    return DemoNotice(f"{number}.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'.encode(), answers)


def _winners(purchase: DemoPurchase) -> list[DemoSupplier]:
    return list({lot.winner.number: lot.winner for lot in purchase.lots if lot.winner}.values())


def _lot_id(lot: DemoLot) -> str:
    return f"LOT-{lot.number:04d}"


def _organizations(purchase: DemoPurchase, winners: list[DemoSupplier]) -> str:
    body = purchase.body
    names = _texts("Name", {"fi": body.name_fi, "sv": body.name_sv}, purchase.languages)
    companies = [_company("ORG-0001", names, body.identifier)]
    for index, winner in enumerate(winners, start=2):
        name = _texts("Name", {purchase.languages[0]: winner.name}, purchase.languages[:1])
        companies.append(_company(f"ORG-{index:04d}", name, winner.identifier, size=winner.size))
    return _el("efac:Organizations", *companies)


def _company(key: str, names: str, identifier: str, *, size: str = "") -> str:
    country = _code("IdentificationCode", "country", COUNTRY_ALPHA3)
    company = _el(
        "efac:Company",
        _el("efbc:CompanySizeCode", size, listName="economic-operator-size") if size else "",
        _el("cac:PartyIdentification", _id("organization", key)),
        _el("cac:PartyName", names),
        _el("cac:PostalAddress", _el("cac:Country", country)),
        _el("cac:PartyLegalEntity", _el("cbc:CompanyID", identifier)),
    )
    return _el("efac:Organization", company)


def _contracting_party(purchase: DemoPurchase) -> str:
    body = purchase.body
    return _el(
        "cac:ContractingParty",
        _el("cac:ContractingPartyType", _code("PartyTypeCode", "buyer-legal-type", body.legal_type)),
        _el("cac:ContractingActivity", _code("ActivityTypeCode", "authority-activity", body.activity)),
        _el("cac:Party", _el("cac:PartyIdentification", _id("organization", "ORG-0001"))),
    )


def _process(purchase: DemoPurchase) -> str:
    reason = _code("ProcessReasonCode", "direct-award-justification", "technical")
    is_direct = purchase.procedure_type == "neg-wo-call"
    return _el(
        "cac:TenderingProcess",
        _code("ProcedureCode", "procurement-procedure-type", purchase.procedure_type),
        _el("cac:ProcessJustification", reason) if is_direct else "",
    )


def _project(purchase: DemoPurchase) -> str:
    subject = purchase.subject
    return _el(
        "cac:ProcurementProject",
        _texts("Name", {"fi": subject.title_fi, "sv": subject.title_sv}, purchase.languages),
        _texts("Description", {"fi": subject.text_fi, "sv": subject.text_sv}, purchase.languages),
        *_object(purchase, sum(lot.estimate for lot in purchase.lots)),
    )


def _object(purchase: DemoPurchase, estimate: int, *, strategic: str = "") -> Iterator[str]:
    subject = purchase.subject
    yield _code("ProcurementTypeCode", "contract-nature", subject.nature)
    yield strategic
    yield _el("cac:RequestedTenderTotal", _euro("EstimatedOverallContractAmount", estimate))
    yield _el("cac:MainCommodityClassification", _code("ItemClassificationCode", "cpv", subject.cpv))


def _lot(purchase: DemoPurchase, lot: DemoLot, kind: _Kind) -> str:
    subject = purchase.subject
    titles = {
        "fi": f"{subject.title_fi}, {lot.part_fi}" if lot.part_fi else subject.title_fi,
        "sv": f"{subject.title_sv}, {lot.part_sv}" if lot.part_sv else subject.title_sv,
    }
    project = _el(
        "cac:ProcurementProject",
        _texts("Name", titles, purchase.languages),
        _texts("Description", _descriptions(purchase, lot), purchase.languages),
        *_object(purchase, lot.estimate, strategic=_strategic(purchase, lot) if kind.has_lots else ""),
    )
    if not kind.has_lots:
        return _el("cac:ProcurementProjectLot", _id("Part", f"PAR-{lot.number:04d}"), project)
    return _el(
        "cac:ProcurementProjectLot",
        _id("Lot", _lot_id(lot)),
        _terms(purchase),
        _lot_process(purchase, has_deadline=kind is _CALL),
        project,
    )


def _descriptions(purchase: DemoPurchase, lot: DemoLot) -> dict[str, str]:
    texts = {"fi": [purchase.subject.text_fi], "sv": [purchase.subject.text_sv]}
    if lot.says_new:
        texts["fi"].append(NEW_FI[purchase.number % len(NEW_FI)])
        texts["sv"].append(NEW_SV[purchase.number % len(NEW_SV)])
    if lot.is_green:
        texts["fi"].append(GREEN_FI[purchase.number % len(GREEN_FI)])
        texts["sv"].append(GREEN_SV[purchase.number % len(GREEN_SV)])
    return {code: " ".join(sentences) for code, sentences in texts.items()}


def _strategic(purchase: DemoPurchase, lot: DemoLot) -> str:
    """BT-06, 774, 775 and 776, as the body coded them; nothing when it left them out."""
    if not lot.is_coded:
        return ""
    codes: list[tuple[str, str]] = []
    if lot.is_new_to_market:
        kind = "rd-act" if purchase.subject.cpv.startswith("73") else "mar-nov"
        codes += [("innovative-acquisition", kind), ("strategic-procurement", "inn-pur")]
    if lot.is_green:
        codes += [("environmental-impact", "clim-mitig"), ("strategic-procurement", "env-imp")]
    if lot.is_social:
        codes += [("social-objective", "opp"), ("strategic-procurement", "soc-obj")]
    return "".join(
        _el("cac:ProcurementAdditionalType", _code("ProcurementTypeCode", list_name, code))
        for list_name, code in codes or [("strategic-procurement", "none")]
    )


def _terms(purchase: DemoPurchase) -> str:
    quality = 0 if purchase.number % 2 else 40
    criteria = [_criterion("price", {"fi": "Hinta", "sv": "Pris"}, 100 - quality, purchase.languages)]
    if quality:
        criteria.append(_criterion("quality", {"fi": "Laatu", "sv": "Kvalitet"}, quality, purchase.languages))
    return _el("cac:TenderingTerms", _el("cac:AwardingTerms", _el("cac:AwardingCriterion", *criteria)))


def _criterion(kind: str, names: Mapping[str, str], weight: int, languages: tuple[str, ...]) -> str:
    weighted = _el(
        "efac:AwardCriterionParameter",
        _el("efbc:ParameterCode", "per-exa", listName="number-weight"),
        _el("efbc:ParameterNumeric", str(weight)),
    )
    return _el(
        "cac:SubordinateAwardingCriterion",
        _extension(weighted),
        _code("AwardingCriterionTypeCode", "award-criterion-type", kind),
        _texts("Name", names, languages),
    )


def _lot_process(purchase: DemoPurchase, *, has_deadline: bool) -> str:
    zone = _zone(purchase.due_on)
    due = _el(
        "cac:TenderSubmissionDeadlinePeriod",
        _el("cbc:EndDate", f"{purchase.due_on.isoformat()}{zone}"),
        _el("cbc:EndTime", f"12:00:00{zone}"),
    )
    framework = "fa-wo-rc" if purchase.is_framework else "none"
    system = _code("ContractingSystemTypeCode", "framework-agreement", framework)
    return _el("cac:TenderingProcess", due if has_deadline else "", _el("cac:ContractingSystem", system))


def _result(purchase: DemoPurchase, winners: list[DemoSupplier]) -> str:
    organisation = {winner.number: f"ORG-{index:04d}" for index, winner in enumerate(winners, start=2)}
    results, tenders, contracts, parties = [], [], [], []
    for index, lot in enumerate(purchase.lots, start=1):
        results.append(_lot_result(lot, index))
        if lot.winner:
            tenders.append(_tender(lot, index))
            contracts.append(_contract(purchase, index))
            tenderer = _el("efac:Tenderer", _id("organization", organisation[lot.winner.number]))
            parties.append(_el("efac:TenderingParty", _id("tendering-party", f"TPA-{index:04d}"), tenderer))
    values = [lot.value for lot in purchase.lots if lot.winner]
    known = [value for value in values if value is not None]
    total = _euro("TotalAmount", sum(known)) if known and len(known) == len(values) else ""
    return _el("efac:NoticeResult", total, *results, *tenders, *contracts, *parties)


def _lot_result(lot: DemoLot, index: int) -> str:
    counts = [] if lot.tenders is None else [("tenders", lot.tenders), ("t-sme", lot.sme_tenders)]
    statistics = [
        _el(
            "efac:ReceivedSubmissionsStatistics",
            _el("efbc:StatisticsCode", code, listName="received-submission-type"),
            _el("efbc:StatisticsNumeric", str(count)),
        )
        for code, count in counts
    ]
    reason = _el("efbc:DecisionReasonCode", lot.reason, listName="non-award-justification")
    return _el(
        "efac:LotResult",
        _id("result", f"RES-{index:04d}"),
        _code("TenderResultCode", "winner-selection-status", lot.outcome),
        _el("efac:DecisionReason", reason) if lot.reason else "",
        _el("efac:LotTender", _id("tender", f"TEN-{index:04d}")) if lot.winner else "",
        *statistics,
        _el("efac:SettledContract", _id("contract", f"CON-{index:04d}")) if lot.winner else "",
        _el("efac:TenderLot", _id("Lot", _lot_id(lot))),
    )


def _tender(lot: DemoLot, index: int) -> str:
    value = "" if lot.value is None else _el("cac:LegalMonetaryTotal", _euro("PayableAmount", lot.value))
    return _el(
        "efac:LotTender",
        _id("tender", f"TEN-{index:04d}"),
        _el("cbc:RankCode", "1"),
        _el("efbc:TenderRankedIndicator", "true"),
        value,
        _el("efac:TenderingParty", _id("tendering-party", f"TPA-{index:04d}")),
        _el("efac:TenderLot", _id("Lot", _lot_id(lot))),
    )


def _contract(purchase: DemoPurchase, index: int) -> str:
    decided_on = purchase.decided_on
    return _el(
        "efac:SettledContract",
        _id("contract", f"CON-{index:04d}"),
        _el("cbc:AwardDate", f"{decided_on.isoformat()}Z"),
        _el("cbc:IssueDate", f"{(decided_on + timedelta(days=3)).isoformat()}Z"),
        _el("efac:ContractReference", _el("cbc:ID", f"XV/{purchase.number}/{index}")),
        _el("efac:LotTender", _id("tender", f"TEN-{index:04d}")),
    )


def _answers(lot: DemoLot) -> dict[str, bool | int]:
    """Hilma's fifteen statistical answers of a lot."""
    return {
        "energyEfficiencyConsidered": lot.is_green,
        "lowCarbon": lot.is_green,
        "circularEconomy": lot.is_green and lot.number % 2 == 0,
        "biodiversity": False,
        "sustainableFoodProduction": False,
        "listedGreenCriteriaUsed": lot.is_green and lot.estimate % 300 == 0,
        "justWorkingConditions": lot.is_social,
        "employmentCondition": lot.is_social,
        "howManyOpportunitiesIsEstimated": 2 if lot.is_social else 0,
        "codeOfConduct": lot.is_social,
        "innovationConsidered": lot.is_new_to_buyer,
        "solutionNewToBuyer": lot.is_new_to_buyer,
        "solutionNewToMarketOrIndustry": lot.is_new_to_market,
        "smeParticipationConsidered": lot.sme_tenders > 0,
        "endUserInvolved": lot.estimate % 500 == 0,
    }
