"""The older TED XML: small files written by us, each with the record it must give, and what is refused."""

import json
import random
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.codes.builtin import known_codes
from majakka.intake.errors import Code
from majakka.intake.ted import codes
from majakka.intake.ted.lots import lot_identifier, lots_named, names_of
from majakka.intake.ted.read import read_ted
from majakka.intake.ted.values import nuts_of, publication_number, weight_of
from majakka.notices.records import ZONE_NOT_GIVEN, LotRecord, NoticeRecord

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "ted"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.xml"))


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.xml").read_text(encoding="utf-8")


def read(text: str) -> NoticeRecord:
    return read_ted(text.encode())


def estimate(currency: str, amount: str) -> tuple[str, str]:
    """The estimate of the utilities call, and another one in its place."""
    return 'TOTAL CURRENCY="EUR">900000<', f'TOTAL CURRENCY="{currency}">{amount}<'


def told(value: object) -> object:
    """The record as JSON, without the fields that it leaves unknown."""
    if is_dataclass(value) and not isinstance(value, (type, Money)):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: told(item) for name, item in pairs if item not in (None, "", (), {})}
    if isinstance(value, (list, tuple)):
        return [told(item) for item in value]
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, (Decimal, Money)) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_expected_record(name: str) -> None:
    expected = json.loads((SAMPLES / f"{name}.record.json").read_text(encoding="utf-8"))
    assert told(read(sample(name))) == expected


def test_every_reason_for_no_call_is_a_code_of_the_list() -> None:
    reasons = {*codes.DIRECT_AWARD_REASONS.values(), *codes.CONCESSION_REASONS.values()}
    assert reasons <= (known_codes("direct-award-justification") or set())


def test_the_form_is_found_behind_other_elements_and_in_the_language_of_the_coded_part() -> None:
    record = read(sample("award_two_languages"))
    assert (record.subtype, record.language, record.languages) == ("F03", "fi", ("fi", "sv"))
    assert record.titles == {"fi": "Ultraäänilaitteet", "sv": "Ultraljudsapparater"}
    assert record.lots[1].titles == {"fi": "Kiinteät laitteet", "sv": "Fasta apparater"}


def test_languages_are_not_paired_when_they_describe_different_numbers_of_lots() -> None:
    text = sample("award_two_languages").replace(
        '<OBJECT_DESCR ITEM="2"><TITLE><P>Fasta apparater</P></TITLE></OBJECT_DESCR>', ""
    )
    assert [set(lot.titles) for lot in read(text).lots[:2]] == [{"fi"}, {"fi"}]


def test_the_coded_heading_is_a_title_only_when_the_form_has_none() -> None:
    text = sample("award_two_languages").replace("<TITLE><P>Ultraäänilaitteet</P></TITLE>", "")
    text = text.replace("<TITLE><P>Ultraljudsapparater</P></TITLE>", "")
    assert read(text).titles == {"fi": "Lääketieteelliset laitteet"}


def test_two_contracts_of_one_lot_are_two_results_and_two_tenders() -> None:
    record = read(sample("award_two_languages"))
    assert [(result.lot, result.tenders) for result in record.results[:2]] == [
        ("LOT-0001", ("TEN-0001",)),
        ("LOT-0001", ("TEN-0002",)),
    ]


def test_a_lot_that_only_an_award_names_is_a_lot() -> None:
    lot = read(sample("award_two_languages")).lots[2]
    assert (lot.identifier, lot.titles, lot.cpv) == ("LOT-0003", {"fi": "Tarvikkeet"}, "33112000")


def test_an_award_may_cover_several_lots_and_its_value_counts_once() -> None:
    text = sample("award_two_languages").replace("<LOT_NO>01</LOT_NO>", "<LOT_NO>1 ja 2</LOT_NO>")
    record = read(text)
    assert [result.lot for result in record.results if "TEN-0002" in result.tenders] == [
        "LOT-0001",
        "LOT-0002",
    ]
    assert len(record.tenders) == 2


def test_a_notice_described_as_a_whole_may_award_several_lots() -> None:
    text = sample("award_two_languages")
    start = text.index('<OBJECT_DESCR ITEM="2">\n          <TITLE><P>Kiinteät')
    whole = text[:start] + text[text.index("</OBJECT_CONTRACT>", start) :]
    record = read(whole.replace("<LOT_NO>1</LOT_NO>\n          <CPV", "<CPV"))
    assert [lot.identifier for lot in record.lots] == ["LOT-0001", "LOT-0002", "LOT-0003"]
    assert {lot.descriptions["fi"] for lot in record.lots} == {"Kevyitä."}


def test_an_estimate_of_a_contract_is_not_its_value() -> None:
    text = sample("award_two_languages").replace('<VAL_TOTAL CURRENCY="EUR">150000.50</VAL_TOTAL>', "")
    assert read(text).tenders[0].value is None


def test_the_estimate_that_its_only_award_repeats_is_that_of_the_lot() -> None:
    text = sample("award_two_languages").replace("<LOT_NO>01</LOT_NO>", "<LOT_NO>2</LOT_NO>")
    estimates = {lot.identifier: lot.estimated_value for lot in read(text).lots}
    assert estimates["LOT-0001"] == Money(Decimal(300000), "EUR")
    assert estimates["LOT-0002"] is None


def test_several_awards_of_one_lot_tell_no_estimate_of_it() -> None:
    assert read(sample("award_two_languages")).lots[0].estimated_value is None


def test_a_deadline_is_local_time_of_the_buyers_country() -> None:
    lot = read(sample("call_utilities")).lots[0]
    assert lot.tenders_due_at == datetime(2017, 6, 15, 9, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert lot.tenders_due_at.utcoffset() == timedelta(hours=3)
    assert lot.tenders_due_precision == "zone"


def test_a_deadline_without_a_time_is_a_day_and_lasts_it() -> None:
    text = sample("call_utilities").replace("<TIME_RECEIPT_TENDERS>9:30</TIME_RECEIPT_TENDERS>", "")
    lot = read(text).lots[0]
    assert lot.tenders_due_at == datetime(2017, 6, 15, 23, 59, 59, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert lot.tenders_due_precision == "day"


@pytest.mark.parametrize(
    ("country", "hours", "precision"),
    [("RE", 4, "zone"), ("NE", 1, "zone"), ("US", -4, "zone"), ("AQ", 0, "no-zone")],
)
def test_a_deadline_overseas_is_in_the_zone_of_its_country_or_has_none(
    country: str, hours: int, precision: str
) -> None:
    text = sample("call_utilities")
    given = '<ISO_COUNTRY VALUE="FI"/>'
    assert given in text
    lot = read(text.replace(given, f'<ISO_COUNTRY VALUE="{country}"/>')).lots[0]
    assert lot.tenders_due_at.isoformat() == f"2017-06-15T09:30:00{hours:+03}:00"
    assert (lot.tenders_due_at.tzinfo is ZONE_NOT_GIVEN, lot.tenders_due_precision) == (
        precision == "no-zone",
        precision,
    )


def test_the_moment_of_dispatch_is_but_a_day() -> None:
    record = read(sample("call_utilities"))
    assert (record.dispatched_at.tzinfo, record.dispatched_precision) == (ZONE_NOT_GIVEN, "day")


@pytest.mark.parametrize(
    ("operators", "told"),
    [("", "fa"), ("<SEVERAL_OPERATORS/>", "fa"), ("<SINGLE_OPERATOR/>", "fa-wo-rc")],
)
def test_a_framework_is_of_unknown_kind_unless_one_operator_leaves_nobody_to_compete(
    operators: str, told: str
) -> None:
    text = sample("call_utilities")
    framework = f"<FRAMEWORK>{operators}</FRAMEWORK>"
    given = "<FRAMEWORK><SINGLE_OPERATOR/></FRAMEWORK>"
    assert given in text
    assert read(text.replace(given, framework)).lots[0].framework == told


@pytest.mark.parametrize(
    ("form", "heading", "kind"),
    [
        ("F01", '<NOTICE TYPE="PRI_ONLY"/>', ("planning", "pin-only")),
        ("F01", '<NOTICE TYPE="PRI_CALL_COMPETITION"/>', ("competition", "pin-cfc-standard")),
        ("F04", '<NOTICE TYPE="PER_REDUCING_TIME_LIMITS"/>', ("planning", "pin-rtl")),
        ("F07", "", ("competition", "qu-sy")),
        ("F12", "", ("competition", "cn-desg")),
        ("F15", "", ("dir-awa-pre", "veat")),
        ("F20", "", ("cont-modif", "can-modif")),
        ("F21", '<NOTICE TYPE="AWARD_CONTRACT"/>', ("result", "can-social")),
        ("F24", "", ("competition", "cn-standard")),
        ("T01", "", ("planning", "pin-tran")),
    ],
)
def test_form_and_heading_give_the_eforms_kind(form: str, heading: str, kind: tuple[str, str]) -> None:
    text = sample("call_utilities").replace('FORM="F05" LG="SV">', f'FORM="{form}" LG="SV">{heading}')
    record = read(text.replace("F05_2014", "MOVE" if form == "T01" else f"{form}_2014"))
    assert (record.form_type, record.notice_type) == kind
    assert {lot.kind for lot in record.lots} == ({"part"} if kind[1] in ("pin-only", "pin-rtl") else {"lot"})


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "place"),
    [
        ("call_utilities", "TED_EXPORT", "TED_IMPORT", Code.UNKNOWN_FORMAT, "/TED_IMPORT"),
        ("call_utilities", "R2.0.9.S02.E01", "R2.1.0.S01.E01", Code.UNKNOWN_VERSION, "/TED_EXPORT/@VERSION"),
        ("call_utilities", 'FORM="F05"', 'FORM="F99"', Code.UNKNOWN_FORMAT, "/F05_2014"),
        ("call_utilities", "F05_2014", "F99_2014", Code.UNKNOWN_FORMAT, "/F99_2014"),
        ("call_utilities", "F05_2014", "MOVE", Code.UNKNOWN_FORMAT, "/MOVE"),
        (
            "defence_award",
            "CONTRACT_AWARD_DEFENCE",
            "CONTRACT_DEFENCE",
            Code.UNKNOWN_FORMAT,
            "/CONTRACT_DEFENCE",
        ),
        ("call_utilities", 'LG="SV">', 'LG="SV"><NOTICE TYPE="X"/>', None, ""),
        ("call_utilities", 'CATEGORY="ORIGINAL"', 'CATEGORY="TRANSLATION"', Code.MISSING, "/FORM_SECTION"),
        ("call_utilities", "2017/S 083-120034", "later", Code.BAD_IDENTIFIER, "/NO_DOC_OJS"),
        ("call_utilities", "<DATE_PUB>20170501", "<DATE_PUB>20170230", Code.BAD_DATE, "/REF_OJS/DATE_PUB"),
        ("call_utilities", "<DATE_PUB>2017", "<DATE_PUB>2101", Code.BAD_DATE, "/REF_OJS/DATE_PUB"),
        ("call_utilities", "<DATE_PUB>2017", "<DATE_PUB>1989", Code.BAD_DATE, "/REF_OJS/DATE_PUB"),
        ("call_utilities", "DISPATCH>2017", "DISPATCH>2199", Code.BAD_DATE, "/CODIF_DATA/DS_DATE_DISPATCH"),
        ("call_utilities", "<DATE_PUB>2017", "<DATE_PUB>٢٠١٧", Code.BAD_DATE, "/REF_OJS/DATE_PUB"),
        ("call_utilities", ">900000<", ">９０００００<", Code.BAD_NUMBER, "/VAL_OBJECT"),
        ("call_utilities", "2017-06-15", "15.6.2017", Code.BAD_DATE, "/PROCEDURE/DATE_RECEIPT_TENDERS"),
        ("call_utilities", "9:30", "25:30", Code.BAD_DATE, "/PROCEDURE/TIME_RECEIPT_TENDERS"),
        ("call_utilities", *estimate("EUR", "-900000"), Code.NEGATIVE, "/VAL_ESTIMATED_TOTAL"),
        ("call_utilities", *estimate("EUR", "NaN"), Code.BAD_NUMBER, "/VAL_ESTIMATED_TOTAL"),
        ("call_utilities", *estimate("EUR", "1e9"), Code.BAD_NUMBER, "/VAL_ESTIMATED_TOTAL"),
        ("call_utilities", *estimate("EUR", "9" * 19), Code.BAD_NUMBER, "/VAL_ESTIMATED_TOTAL"),
        ("call_utilities", *estimate("EUX", "900000"), Code.UNKNOWN_CURRENCY, "/VAL_ESTIMATED_TOTAL"),
        ("call_utilities", ">48<", ">-48<", Code.NEGATIVE, "/OBJECT_DESCR/DURATION"),
        ("call_utilities", "90513900", "905139", Code.UNKNOWN_CODE, "/CPV_MAIN/CPV_CODE"),
        ("call_utilities", '"WATER"', '"WIZARDRY"', Code.UNKNOWN_CODE, "/CONTRACTING_BODY/CE_ACTIVITY"),
        (
            "call_utilities",
            'COUNTRY VALUE="FI"/></ADD',
            'COUNTRY VALUE="QQ"/></ADD',
            Code.UNKNOWN_CODE,
            "/COUNTRY",
        ),
        ("award_two_languages", "RECEIVED>4<", "RECEIVED>-4<", Code.NEGATIVE, "/TENDERS/NB_TENDERS_RECEIVED"),
        (
            "award_two_languages",
            "RECEIVED>4<",
            "RECEIVED>four<",
            Code.BAD_NUMBER,
            "/TENDERS/NB_TENDERS_RECEIVED",
        ),
        ("defence_award", "<MONTH>01<", "<MONTH>13<", Code.BAD_DATE, "/CONTRACT_AWARD_DATE"),
        ("defence_award", 'FORM="18"', 'FORM="2"', Code.UNKNOWN_FORMAT, "/CONTRACT_AWARD_DEFENCE"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    name: str, old: str, new: str, code: Code | None, place: str
) -> None:
    text = sample(name)
    assert old in text
    text = text.replace(old, new)
    if code is None:
        assert read(text).subtype == "F05"
        return
    with pytest.raises(RejectedError) as refusal:
        read(text)
    assert refusal.value.code == code
    assert refusal.value.place.endswith(place)
    assert refusal.value.message


def test_a_notice_without_any_day_is_refused_and_one_day_is_enough() -> None:
    text = sample("call_utilities").replace("<DATE_PUB>20170501</DATE_PUB>", "")
    assert read(text).published_on is None
    with pytest.raises(RejectedError) as refusal:
        read(text.replace("<DS_DATE_DISPATCH>20170427</DS_DATE_DISPATCH>", ""))
    assert refusal.value.code == Code.MISSING
    assert "DATE_PUB" in refusal.value.message
    assert "DS_DATE_DISPATCH" in refusal.value.message


@pytest.mark.parametrize(
    ("form", "heading", "kind"),
    [
        ("F21", "PRI_ONLY", ("result", "can-social")),
        ("F22", "CONTRACT", ("result", "can-social")),
        ("F23", "PRI", ("result", "can-social")),
    ],
)
def test_awards_under_the_heading_of_a_plan_make_a_result(
    form: str, heading: str, kind: tuple[str, str]
) -> None:
    text = sample("award_two_languages").replace("F03", form)
    record = read(
        text.replace(f'FORM="{form}" LG="FI">', f'FORM="{form}" LG="FI"><NOTICE TYPE="{heading}"/>')
    )
    assert (record.form_type, record.notice_type) == kind
    assert {lot.kind for lot in record.lots} == {"lot"}


TITLED = [
    LotRecord(identifier=f"LOT-000{number}", titles={"fi": title})
    for number, title in enumerate(["Etelä-Suomi", "Länsi-Suomi", "Suomi", "Itä-Suomi", "Itä"], start=1)
]


@pytest.mark.parametrize(
    ("title", "lots"),
    [
        ("Osa 3: Itä-Suomi", ["LOT-0004"]),  # the title goes before a number that counts otherwise
        ("OSA 3, ITÄ-SUOMI", ["LOT-0004"]),
        ("Osa 2: Suomi", ["LOT-0002"]),  # a title within other titles tells no lot apart
        ("Osa 2: Itä", ["LOT-0002"]),
        ("Osa 1: Itä-Suomi ja Länsi-Suomi", ["LOT-0001"]),  # two titles name no one lot
        ("Osa 1: Itä-Suomikin", ["LOT-0001"]),
        ("Suomi", ["LOT-0003"]),
        ("Osa ٣", []),
    ],
)
def test_an_award_without_lot_number_is_of_the_lot_whose_title_it_repeats(
    title: str, lots: list[str]
) -> None:
    assert lots_named("", {"fi": title}, names_of(TITLED)) == lots


def test_a_place_is_a_country_and_up_to_three_more_characters() -> None:
    def place(code: str) -> str:
        return nuts_of(etree.fromstring(f'<NUTS CODE="{code}"/>'))

    assert [place(code) for code in ("FI1B1", "fi", "UKI", "1A", "00", "")] == [
        *("FI1B1", "FI", "UKI", "1A", "", "")
    ]
    for code in ("FI1B11", "F", "12", "FI-1", "FI１"):
        with pytest.raises(RejectedError) as refusal:
            place(code)
        assert refusal.value.code == Code.UNKNOWN_CODE


def test_a_notice_without_any_number_is_refused() -> None:
    text = sample("corrigendum").replace("<NO_DOC_OJS>2022/S 111-300001</NO_DOC_OJS>", "")
    assert read(text).identifier == "ted-300001-2022"
    with pytest.raises(RejectedError) as refusal:
        read(text.replace(' DOC_ID="300001-2022"', ""))
    assert refusal.value.code == Code.MISSING


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    data = (SAMPLES / f"{name}.xml").read_bytes()
    dice = random.Random(name)
    outcomes = {"read": 0, "refused": 0}
    for turn in range(500):
        if turn % 4 == 0:
            damaged = data[: dice.randrange(len(data))]
        else:
            damaged = bytearray(data)
            byte = dice.randrange(256) if turn % 4 == 1 else dice.choice(b"0123456789-ABZ")
            damaged[dice.randrange(len(damaged))] = byte
        try:
            read_ted(bytes(damaged))
            outcomes["read"] += 1
        except RejectedError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_any_element_taken_out_or_emptied_is_read_or_refused(name: str) -> None:
    data = (SAMPLES / f"{name}.xml").read_bytes()
    outcomes = set()
    for victim in range(1, sum(1 for _ in etree.fromstring(data).iter())):
        for damage in (_take_out, _empty):
            root = etree.fromstring(data)
            damage(list(root.iter())[victim])
            try:
                outcomes.add(read_ted(etree.tostring(root)).source)
            except RejectedError as refusal:
                outcomes.add(type(refusal.code).__name__)
    assert outcomes == {"ted", "Code"}


def _take_out(element: etree._Element) -> None:
    element.getparent().remove(element)


def _empty(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


@pytest.mark.parametrize(
    ("label", "identifier"),
    [
        ("1", "LOT-0001"),
        ("01", "LOT-0001"),
        ("2.", "LOT-0002"),
        ("Los 03", "LOT-0003"),
        ("Osa 4", "LOT-0004"),
        ("Lot n° 5", "LOT-0005"),
        ("0", "LOT-0000"),
        ("2.1-CVKTP1", "LOT-2.1-CVKTP1"),
        ("1/4", "LOT-1/4"),
    ],
)
def test_lot_numbers_become_identifiers(label: str, identifier: str) -> None:
    assert lot_identifier(label) == identifier


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2021/S 123-045678", "45678-2021"),
        ("2021/S 3-1", "1-2021"),
        ("045678-2021", "45678-2021"),
        ("n.a.", ""),
        ("", ""),
    ],
)
def test_journal_numbers_are_normalised(written: str, number: str) -> None:
    assert publication_number(written) == number


@pytest.mark.parametrize(
    ("written", "weight"),
    [
        ("40 %", (Decimal(40), True)),
        ("60", (Decimal(60), False)),
        ("13,50", (Decimal("13.50"), False)),
        ("Pass/Fail", (None, False)),
        ("", (None, False)),
        ("40-60", (None, False)),
    ],
)
def test_weights_are_numbers_or_unknown(written: str, weight: tuple[Decimal | None, bool]) -> None:
    assert weight_of(written) == weight


def test_as_many_awards_without_numbers_as_lots_are_read_without_delay() -> None:
    lots = "".join(
        f'<OBJECT_DESCR ITEM="{n}"><TITLE><P>Kohde {n}</P></TITLE><LOT_NO>{n}</LOT_NO></OBJECT_DESCR>'
        for n in range(1, 4_001)
    )
    awards = "".join(
        f'<AWARD_CONTRACT ITEM="{n}"><TITLE><P>Sopimus: Kohde {n}</P></TITLE></AWARD_CONTRACT>'
        for n in range(1, 4_001)
    )
    text = sample("award_two_languages")
    start = text.index('<F03_2014 CATEGORY="ORIGINAL" FORM="F03" LG="FI">')
    form = f"<OBJECT_CONTRACT>{lots}</OBJECT_CONTRACT>{awards}</F03_2014>"
    end = text.index("</F03_2014>", start) + len("</F03_2014>")
    head = text[start : text.index("<OBJECT_CONTRACT>", start)]
    began = perf_counter()
    record = read(text[:start] + head + form + text[end:])
    assert len(record.lots) == len(record.results) == 4_000
    assert perf_counter() - began < 20
