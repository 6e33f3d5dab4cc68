"""The genuine notices in the older TED XML, against counts and values taken from the files by plain XPath."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from majakka.intake.ted.read import read_ted
from majakka.notices.records import ContractRecord, LotResultRecord, NoticeRecord

Read = list[tuple[str, etree._Element, NoticeRecord]]


def _files(shared: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((shared / "ted-legacy-fi").glob("*.xml")):
        yield path.name, path.read_bytes()
    with tarfile.open(shared / "ted-legacy-eu.tar.gz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".xml"):
                yield member.name, archive.extractfile(member).read()


@pytest.fixture(scope="module")
def notices(shared_data: Path) -> Read:
    """Every file: its name, its root with bare element names, its record."""
    return [(name, _bare(data), read_ted(data)) for name, data in _files(shared_data)]


def _bare(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    return root


def _original(root: etree._Element) -> etree._Element:
    language = root.xpath("string(CODED_DATA_SECTION/NOTICE_DATA/LG_ORIG)")
    return root.xpath(
        "FORM_SECTION/*[@CATEGORY='ORIGINAL'][@LG=$language] | FORM_SECTION/*[@CATEGORY='ORIGINAL'][1]",
        language=language,
    )[0]


def _blanks(text: str) -> str:
    return " ".join(text.split())


def test_every_file_is_read(notices: Read) -> None:
    assert len(notices) == 1502
    assert len({record.identifier for _, _, record in notices}) == len(
        {root.get("DOC_ID") for _, root, _ in notices}
    )


def test_forms_are_those_of_the_files(notices: Read) -> None:
    old = {"1": "F01", "16": "F16", "17": "F17", "18": "F18"}
    in_files = Counter(
        old.get(form, form) for _, root, _ in notices for form in [_original(root).get("FORM")]
    )
    assert Counter(record.subtype for _, _, record in notices) == in_files
    assert in_files["F21"] == 139
    assert in_files["F18"] == 28


def test_numbers_are_the_document_numbers_without_leading_zeros(notices: Read) -> None:
    for name, root, record in notices:
        assert record.publication_number == root.get("DOC_ID").lstrip("0"), name
        assert record.identifier == f"ted-{record.publication_number}", name


def test_earlier_notices_are_those_of_the_coded_part(notices: Read) -> None:
    for name, root, record in notices:
        written = root.xpath("CODED_DATA_SECTION/NOTICE_DATA/REF_NOTICE/NO_DOC_OJS/text()")
        numbers = {f"{text.split('-')[1].lstrip('0')}-{text[:4]}" for text in written}
        assert numbers <= set(record.refers_to), name
    assert sum(bool(record.refers_to) for _, _, record in notices) >= 477


def test_corrigenda_name_the_notice_they_correct(notices: Read) -> None:
    changes = [record for _, _, record in notices if record.subtype == "F14"]
    assert len(changes) == 10
    assert all(record.changes.startswith("ted-") and record.form_type == "change" for record in changes)
    assert all(not record.changes for _, _, record in notices if record.subtype != "F14")


def test_titles_are_the_forms_own_in_its_language(notices: Read) -> None:
    for name, root, record in notices:
        form = _original(root)
        texts = form.xpath("(OBJECT_CONTRACT/TITLE | .//TITLE_CONTRACT)[1]/P")
        assert record.titles[record.language] == _blanks(" ".join("".join(p.itertext()) for p in texts)), name
        assert record.language == form.get("LG").lower(), name


def test_every_language_of_the_form_has_its_title(notices: Read) -> None:
    several = 0
    for name, root, record in notices:
        languages = {form.get("LG").lower() for form in root.xpath("FORM_SECTION/*[@CATEGORY]")}
        assert set(record.languages) == languages == set(record.titles), name
        several += len(languages) > 1
    assert several == 37


def test_described_lots_are_the_object_descriptions(notices: Read) -> None:
    more: Counter[str] = Counter()
    for name, root, record in notices:
        form = _original(root)
        if form.get("VERSION"):
            described = form.xpath("count(.//LOT_PRIOR_INFORMATION | .//F17_ANNEX_B)") or 1
        else:
            described = form.xpath("count(OBJECT_CONTRACT/OBJECT_DESCR)")
        assert len(record.lots) >= described, name
        assert len({lot.identifier for lot in record.lots}) == len(record.lots), name
        if len(record.lots) > described:
            more[record.subtype] += 1
            assert form.xpath("boolean(AWARD_CONTRACT/LOT_NO | .//AWARD_OF_CONTRACT_DEFENCE/LOT_NUMBER)"), (
                name
            )
    # The awards of these name lots that the description does not.
    assert sum(more.values()) <= 15


def test_every_lot_of_a_result_is_a_lot_of_the_notice(notices: Read) -> None:
    without = 0
    for name, _, record in notices:
        known = {lot.identifier for lot in record.lots}
        for result in record.results:
            assert result.lot in known or (result.lot == "" and len(known) > 1), name
            without += result.lot == ""
    assert without <= 5


def test_every_award_is_one_tender_with_its_value_counts_and_winners(notices: Read) -> None:
    seen: Counter[str] = Counter()
    for name, root, record in notices:
        form = _original(root)
        made = form.xpath("AWARD_CONTRACT/AWARDED_CONTRACT | RESULTS/AWARDED_PRIZE")
        if form.get("VERSION"):
            continue
        assert len(record.tenders) == len(record.contracts) == len(made), name
        parties = {party.key: party for party in record.parties}
        of_tender = {result.tenders[0]: result for result in reversed(record.results) if result.tenders}
        for award, tender in zip(made, record.tenders, strict=True):
            written = award.xpath("(VALUES/VAL_TOTAL | VALUE/VAL_TOTAL | VAL_TOTAL)[1]/text()")
            assert ([tender.value.amount] if tender.value else []) == [Decimal(text) for text in written], (
                name
            )
            counts = award.xpath("(.//NB_TENDERS_RECEIVED | .//NB_PARTICIPANTS)/text()")
            result = of_tender[tender.key]
            assert [n for code, n in result.submissions if code == "tenders"] == [
                int(text) for text in counts
            ], name
            names = award.xpath(
                ".//CONTRACTOR/ADDRESS_CONTRACTOR/OFFICIALNAME | .//WINNER/ADDRESS_WINNER/OFFICIALNAME"
            )
            winners = [next(iter(parties[key].names.values())).casefold() for key in tender.tenderers]
            assert winners == list(dict.fromkeys(_blanks(e.text).casefold() for e in names)), name
            assert result.outcome == "selec-w", name
            seen["awards"] += 1
            seen["values"] += bool(written)
            seen["winners"] += len(names)
            seen["sme"] += int(award.xpath("count(.//SME)"))
    assert seen["awards"] > 1100
    assert seen["values"] > 800


def test_awards_that_failed_say_why(notices: Read) -> None:
    for name, root, record in notices:
        form = _original(root)
        unsuccessful = form.xpath("count(.//PROCUREMENT_UNSUCCESSFUL)")
        discontinued = form.xpath("count(.//PROCUREMENT_DISCONTINUED)")
        assert sum(result.reason == "no-rece" for result in record.results) >= unsuccessful, name
        assert sum(result.reason == "other" for result in record.results) >= discontinued, name
        assert all((result.outcome == "clos-nw") == bool(result.reason) for result in record.results), name


def test_small_and_large_winners_are_those_of_the_boxes(notices: Read) -> None:
    for name, root, record in notices:
        form = _original(root)
        sizes = Counter(party.size for party in record.parties)
        small, large = form.xpath("count(.//SME)"), form.xpath("count(.//NO_SME)")
        assert (sizes["sme"] <= small and (sizes["sme"] > 0) == (small > 0)) or sizes["large"], name
        assert sizes["large"] <= large, name


def test_total_values_are_those_of_the_files(notices: Read) -> None:
    count, by_currency = 0, Counter()
    expected: Counter[str] = Counter()
    for name, root, record in notices:
        written = _original(root).xpath("OBJECT_CONTRACT/VAL_TOTAL")
        for element in written[:1]:
            count += 1
            expected[element.get("CURRENCY")] += Decimal(element.text)
            by_currency[record.total_value.currency] += record.total_value.amount
            assert record.total_value.amount == Decimal(element.text), name
            assert record.total_value.currency == element.get("CURRENCY"), name
    assert count >= 403
    assert by_currency == expected


def test_estimates_are_those_of_the_coded_part(notices: Read) -> None:
    seen = 0
    for name, root, record in notices:
        coded = root.xpath("CODED_DATA_SECTION/NOTICE_DATA/VALUES/VALUE[@TYPE='ESTIMATED_TOTAL']")
        if coded and root.get("VERSION"):
            assert record.estimated_value is not None, name
            assert record.estimated_value.amount == Decimal(coded[0].text), name
            seen += 1
    assert seen >= 350


def test_buyers_are_those_of_section_one(notices: Read) -> None:
    for name, root, record in notices:
        form = _original(root)
        if form.get("VERSION"):
            continue
        written = form.xpath(
            "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY | CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL"
        )
        names = {_blanks(element.findtext("OFFICIALNAME")).casefold() for element in written}
        buyers = [party for party in record.parties if "buyer" in party.roles]
        assert {next(iter(party.names.values())).casefold() for party in buyers} == names, name
        assert [party.is_lead for party in buyers] == [True] + [False] * (len(buyers) - 1), name
        assert ("cpb" in buyers[0].roles) == bool(form.xpath("CONTRACTING_BODY/CENTRAL_PURCHASING")), name


def test_procedure_types_agree_with_the_coded_part(notices: Read) -> None:
    coded_types = {
        "1": "open",
        "2": "restricted",
        "3": "restricted",
        "4": "neg-w-call",
        "6": "neg-w-call",
        "B": "neg-w-call",
        "C": "comp-dial",
        "G": "innovation",
        "T": "neg-wo-call",
        "V": "neg-wo-call",
        "F": "neg-wo-call",
    }
    agreed = 0
    for name, root, record in notices:
        code = root.xpath("string(CODED_DATA_SECTION/CODIF_DATA/PR_PROC/@CODE)")
        if code in coded_types:
            assert record.procedure_type == coded_types[code], name
            agreed += 1
    assert agreed > 1000


def test_deadlines_agree_with_the_coded_part_in_local_time(notices: Read) -> None:
    """The coded part is brought up to date when a corrigendum moves the deadline; the form keeps its own."""
    agreed = moved = 0
    for name, root, record in notices:
        coded = root.xpath("string(CODED_DATA_SECTION/CODIF_DATA/DT_DATE_FOR_SUBMISSION)")
        due = record.lots[0].tenders_due_at if record.lots else None
        if coded and due is not None:
            written = f"{due:%Y%m%d %H:%M}" if " " in coded else f"{due:%Y%m%d}"
            assert written <= coded, name
            assert due.utcoffset() is not None, name
            agreed += written == coded
            moved += written != coded
    assert agreed > 500
    assert moved == 38


def test_main_cpv_and_places_agree_with_the_coded_part(notices: Read) -> None:
    """The coded places of a design contest are the winners'; corrigenda and modifications describe none."""
    agreed = 0
    for name, root, record in notices:
        assert record.cpv in root.xpath("CODED_DATA_SECTION/NOTICE_DATA/ORIGINAL_CPV/@CODE"), name
        places = set(root.xpath("CODED_DATA_SECTION/NOTICE_DATA/PERFORMANCE_NUTS/@CODE")) - {"00"}
        if places and record.subtype not in ("F12", "F13", "F14", "F20"):
            agreed += places <= set(record.places)
            assert places <= set(record.places) or record.subtype == "T02", name
    assert agreed > 1000


def test_no_person_and_no_contact_is_kept(notices: Read) -> None:
    for name, _, record in notices:
        texts = [
            text
            for party in record.parties
            for text in (*party.names.values(), *party.identifiers, party.city)
        ]
        assert not any("@" in text for text in texts), name


def test_awards_under_the_heading_of_a_plan_are_results_of_their_own_lots(notices: Read) -> None:
    under_plans = {
        record.publication_number: record
        for _, root, record in notices
        if _original(root).xpath("boolean(NOTICE[@TYPE='PRI_ONLY'] and AWARD_CONTRACT)")
    }
    assert len(under_plans) == 6
    assert {record.form_type for record in under_plans.values()} == {"result"}
    record = under_plans["37940-2018"]
    titles = {lot.identifier: lot.titles["fi"] for lot in record.lots}
    awarded = [(result.lot, contract.titles["fi"]) for result, contract in _pairs(record)]
    assert all(titles[lot] in title for lot, title in awarded if any(t in title for t in titles.values()))


def _pairs(record: NoticeRecord) -> list[tuple[LotResultRecord, ContractRecord]]:
    contracts = {contract.tenders: contract for contract in record.contracts}
    return [(result, contracts[result.tenders]) for result in record.results]
