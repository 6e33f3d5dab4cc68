"""A notice that cannot be true is refused with a code, the field, its place and the value."""

from pathlib import Path

import pytest

from majakka.base.errors import RejectedError
from majakka.intake.eforms import paths
from majakka.intake.eforms.read import read_eforms
from majakka.intake.errors import Code

# What follows an identifier tells apart the places that hold it.
RESULT_LOT_END = "</cbc:ID>\n              </efac:TenderLot>\n            </efac:LotResult>"
RESULT_TENDER_END = "</cbc:ID>\n              </efac:LotTender>\n              <efac:Received"
TENDER_PARTY_END = "</cbc:ID>\n              </efac:TenderingParty>\n              <efac:TenderLot>"
TENDERER_END = "</cbc:ID>\n              </efac:Tenderer>"
COMPANY_END = "</cbc:ID>\n                </cac"
SUBCONTRACTOR_END = "</cbc:ID>\n                <efac"
BUYER_END = "</cbc:ID>\n      </cac:PartyIdentification>"
SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


def changed(sample: str, old: str, new: str, *, count: int = -1) -> bytes:
    text = (SAMPLES / f"{sample}.xml").read_text(encoding="utf-8")
    assert old in text, f"the sample no longer holds {old}"
    return text.replace(old, new, count).encode()


def refusal_of(data: bytes, **arguments: object) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        read_eforms(data, **arguments)  # type: ignore[arg-type]
    assert caught.value.message.endswith((".", ")")), "a message is a sentence"
    return caught.value


@pytest.mark.parametrize(
    ("sample", "old", "new", "code", "field", "value"),
    [
        # dates
        ("call", "2026-01-16+02:00", "2026-02-30+02:00", Code.BAD_DATE, "BT-05", "2026-02-30+02:00"),
        ("call", "2026-01-16+02:00", "16.1.2026", Code.BAD_DATE, "BT-05", "16.1.2026"),
        ("call", "2026-01-16+02:00", "2026-01-16+25:00", Code.BAD_DATE, "BT-05", "2026-01-16+25:00"),
        ("call", "2026-01-16+02:00", "0001-01-01Z", Code.BAD_DATE, "BT-05", "0001-01-01Z"),
        ("call", "14:30:00+02:00", "24:61:00+02:00", Code.BAD_DATE, "BT-05", "24:61:00+02:00"),
        ("call", "2026-03-02+02:00", "2026-13-02+02:00", Code.BAD_DATE, "BT-131(d)", "2026-13-02+02:00"),
        ("call", "2026-01-19Z", "yesterday", Code.BAD_DATE, "OPP-012", "yesterday"),
        ("call", "2026-01-16+02:00", "2101-01-16+02:00", Code.BAD_DATE, "BT-05", "2101-01-16+02:00"),
        ("call", "2026-01-16+02:00", "1989-12-31Z", Code.BAD_DATE, "BT-05", "1989-12-31Z"),
        ("call", "2026-01-19Z", "2199-01-19Z", Code.BAD_DATE, "OPP-012", "2199-01-19Z"),
        ("call", "2026-01-19Z", "٢٠٢٦-01-19Z", Code.BAD_DATE, "OPP-012", "٢٠٢٦-01-19Z"),
        ("call", "<cbc:IssueDate>2026-01-16+02:00</cbc:IssueDate>", "", Code.MISSING, "BT-05", ""),
        ("award", "2026-06-01Z", "2026-06-31Z", Code.BAD_DATE, "BT-145", "2026-06-31Z"),
        # numbers
        ("award", ">3</efbc:StatisticsNumeric>", ">-3</efbc:StatisticsNumeric>", Code.NEGATIVE, "BT-759", "-3"),
        ("award", ">3</efbc:StatisticsNumeric>", ">3.5</efbc:StatisticsNumeric>", Code.BAD_NUMBER, "BT-759", "3.5"),
        ("award", ">3</efbc:StatisticsNumeric>", ">many</efbc:StatisticsNumeric>", Code.BAD_NUMBER, "BT-759", "many"),
        ("award", "180000.25", "-180000.25", Code.NEGATIVE, "BT-161", "-180000.25"),
        ("award", "180000.25", "180 000,25", Code.BAD_NUMBER, "BT-161", "180 000,25"),
        ("award", "180000.25", "NaN", Code.BAD_NUMBER, "BT-161", "NaN"),
        ("award", "180000.25", "1e9", Code.BAD_NUMBER, "BT-161", "1e9"),
        ("award", "180000.25", "1234567890123456789", Code.BAD_NUMBER, "BT-161", "1234567890123456789"),
        ("award", "<cbc:RankCode>1<", "<cbc:RankCode>first<", Code.BAD_NUMBER, "BT-171", "first"),
        ("call", "<cbc:VersionID>01<", "<cbc:VersionID>one<", Code.BAD_NUMBER, "BT-757", "one"),
        ("call", ">70.5<", ">-70.5<", Code.NEGATIVE, "BT-541", "-70.5"),
        ("call", 'unitCode="MONTH">24', 'unitCode="MONTH">24000000', Code.BAD_NUMBER, "BT-36", "24000000"),
        # currencies
        ("award", 'EUR">180000.25', 'EUX">180000.25', Code.UNKNOWN_CURRENCY, "BT-161", "180000.25 EUX"),
        ("award", 'currencyID="EUR">180000.25', ">180000.25", Code.UNKNOWN_CURRENCY, "BT-161", "180000.25"),
        # codes
        ("call", ">innovation<", ">innovative<", Code.UNKNOWN_CODE, "BT-105", "innovative"),
        ("call", ">mar-nov<", ">new<", Code.UNKNOWN_CODE, "BT-776", "new"),
        ("call", ">env-imp<", ">green<", Code.UNKNOWN_CODE, "BT-06", "green"),
        ("call", ">pollu-prev<", ">pollution<", Code.UNKNOWN_CODE, "BT-774", "pollution"),
        ("call", ">opp<", ">jobs<", Code.UNKNOWN_CODE, "BT-775", "jobs"),
        ("call", ">national<", ">own<", Code.UNKNOWN_CODE, "BT-805", "own"),
        ("call", ">services<", ">thoughts<", Code.UNKNOWN_CODE, "BT-23", "thoughts"),
        ("call", ">16<", ">99<", Code.UNKNOWN_CODE, "OPP-070", "99"),
        ("call", '"competition"', '"contest"', Code.UNKNOWN_CODE, "BT-03", "cn-standard"),
        ("call", ">cn-standard<", ">cn-special<", Code.UNKNOWN_CODE, "BT-02", "cn-special"),
        ("call", ">90731400<", ">00731400<", Code.UNKNOWN_CODE, "BT-262", "00731400"),
        ("plan", ">31500000-1<", ">air<", Code.UNKNOWN_CODE, "BT-262", "air"),
        ("call", 'listName="country">XVA<', 'listName="country">QQQ<', Code.UNKNOWN_CODE, "BT-514", "QQQ"),
        ("call", "<cbc:NoticeLanguageCode>FIN<", "<cbc:NoticeLanguageCode>XXQ<", Code.UNKNOWN_CODE, "BT-702", "XXQ"),
        ("plan", 'languageID="SWE">Lampor', 'languageID="ZZZ">Lampor', Code.UNKNOWN_CODE, "BT-21", "Lampor"),
        ("call", ">true</cbc:SMESuitableIndicator>", ">maybe</cbc:SMESuitableIndicator>", Code.UNKNOWN_CODE, "BT-726",
         "maybe"),
        ("award", ">selec-w<", ">won<", Code.UNKNOWN_CODE, "BT-142", "won"),
        ("award", ">all-rej<", ">bored<", Code.UNKNOWN_CODE, "BT-144", "bored"),
        ("award", ">technical<", ">habit<", Code.UNKNOWN_CODE, "BT-136", "habit"),
        ("award", ">t-sme<", ">t-tiny<", Code.UNKNOWN_CODE, "BT-760", "t-tiny"),
        ("award", ">micro<", ">tiny<", Code.UNKNOWN_CODE, "BT-165", "tiny"),
        ("call", ">body-pl-la<", ">parish<", Code.UNKNOWN_CODE, "BT-11", "parish"),
        ("call", ">gen-pub<", ">fishing<", Code.UNKNOWN_CODE, "BT-10", "fishing"),
        ("call", ">per-exa<", ">per-haps<", Code.UNKNOWN_CODE, "BT-5421", "per-haps"),
        ("call", ">no-eu-funds<", ">maybe<", Code.UNKNOWN_CODE, "BT-60", "maybe"),
        ("call", ">XV001<", ">XV-001<", Code.UNKNOWN_CODE, "BT-50", "XV-001"),
        ("call", ">XV001<", ">XV0011<", Code.UNKNOWN_CODE, "BT-50", "XV0011"),
        # identifiers and references
        ("call", ">LOT-0002<", ">LOT-0001<", Code.DUPLICATE, "BT-137", "LOT-0001"),
        ("call", f">ORG-0004{COMPANY_END}", f">ORG-0003{COMPANY_END}", Code.DUPLICATE,
         "OPT-200", "ORG-0003"),
        ("award", ">RES-0002<", ">RES-0001<", Code.DUPLICATE, "OPT-322", "RES-0001"),
        ("award", f">LOT-0002{RESULT_LOT_END}", f">LOT-0009{RESULT_LOT_END}", Code.DANGLING, "BT-13713", "LOT-0009"),
        ("award", f">TEN-0002{RESULT_TENDER_END}", f">TEN-0009{RESULT_TENDER_END}",
         Code.DANGLING, "OPT-320", "TEN-0009"),
        ("award", f">TPA-0003{TENDER_PARTY_END}", f">TPA-0009{TENDER_PARTY_END}", Code.DANGLING, "OPT-310", "TPA-0009"),
        ("award", f">ORG-0005{TENDERER_END}", f">ORG-0009{TENDERER_END}",
         Code.DANGLING, "OPT-300-Tenderer", "ORG-0009"),
        ("award", f">ORG-0004{SUBCONTRACTOR_END}", f">ORG-0009{SUBCONTRACTOR_END}", Code.DANGLING,
         "OPT-301-Tenderer-SubCont", "ORG-0009"),
        ("call", f">TPO-0001{BUYER_END}", f">TPO-0002{BUYER_END}",
         Code.DANGLING, "OPT-300-Procedure-Buyer", "TPO-0002"),
        # what must be there
        ("call", ">6F1C2A9E-7B44-4D0A-9E60-3C5A1F0B8D21<", "><", Code.MISSING, "BT-701", ""),
        ("call", '<cbc:SubTypeCode listName="notice-subtype">16</cbc:SubTypeCode>', "", Code.MISSING, "OPP-070", ""),
        ("call", "<cbc:CustomizationID>eforms-sdk-1.13</cbc:CustomizationID>", "", Code.MISSING, "OPT-002", ""),
        ("plan", f">ORG-0001{BUYER_END}", f">{BUYER_END}", Code.MISSING, "OPT-300-Procedure-Buyer", ""),
        ("plan", '<cbc:Name languageID="SWE">Fyrvikens stad</cbc:Name>', "", Code.MISSING, "BT-500", ""),
        ("call", ">LOT-0002<", "><", Code.MISSING, "BT-137", ""),
        # versions
        ("call", "eforms-sdk-1.13", "eforms-sdk-2.0", Code.UNKNOWN_VERSION, "OPT-002", "eforms-sdk-2.0"),
        ("call", "eforms-sdk-1.13", "eforms-sdk-1.2", Code.UNKNOWN_VERSION, "OPT-002", "eforms-sdk-1.2"),
        ("call", "eforms-sdk-1.13", "eforms-sdk-1.١٣", Code.UNKNOWN_VERSION, "OPT-002", "eforms-sdk-1.١٣"),
        ("call", "eforms-sdk-1.13", "eforms-sdk-1.99", Code.UNKNOWN_VERSION, "OPT-002", "eforms-sdk-1.99"),
        ("call", "eforms-sdk-1.13", "urn:peppol:bis:3", Code.UNKNOWN_VERSION, "OPT-002", "urn:peppol:bis:3"),
        # lengths
        ("call", "6F1C2A9E-7B44-4D0A-9E60-3C5A1F0B8D21", "9" * 101, Code.TOO_LONG, "BT-701", "9" * 101),
        ("call", "Haemme ratkaisua", "Haemme " * 60_000, Code.TOO_LONG, "BT-24", None),
    ],
)  # fmt: skip
def test_an_impossible_value_is_refused_with_its_field(
    sample: str, old: str, new: str, code: Code, field: str, value: str | None
) -> None:
    error = refusal_of(changed(sample, old, new))
    assert (error.code, error.place.split(" ")[0].startswith(field)) == (code, True), (
        error.place,
        error.message,
    )
    if value is not None:
        assert error.value == value


def test_the_place_names_the_element_by_its_path() -> None:
    error = refusal_of(changed("call", "2026-02-20+02:00", "2026-02-31+02:00"))
    assert error.place == (
        "BT-1311(d) /*/cac:ProcurementProjectLot[2]/cac:TenderingProcess"
        "/cac:ParticipationRequestReceptionPeriod/cbc:EndDate"
    )


def test_every_missing_mandatory_field_is_named() -> None:
    data = changed("call", "<cbc:NoticeLanguageCode>FIN</cbc:NoticeLanguageCode>", "")
    error = refusal_of(data.replace(b"6F1C2A9E-7B44-4D0A-9E60-3C5A1F0B8D21", b""))
    assert "BT-701, BT-702(a)" in error.message


def test_repeats_beyond_the_limit_are_refused() -> None:
    lot = '<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">L</cbc:ID></cac:ProcurementProjectLot>'
    data = changed("plan", "</PriorInformationNotice>", lot * 5_001 + "</PriorInformationNotice>")
    error = refusal_of(data)
    assert (error.code, error.place) == (Code.TOO_MANY, "lot")


def test_two_main_cpv_codes_are_refused() -> None:
    tag = "cac:MainCommodityClassification"
    codes = ("31500000", "45000000")
    two = "".join(
        f"<{tag}><cbc:ItemClassificationCode>{c}</cbc:ItemClassificationCode></{tag}>" for c in codes
    )
    data = changed("plan", '<cbc:Name languageID="SWE">Lampor</cbc:Name>', two)
    assert (refusal_of(data).code, refusal_of(data).place.split(" ")[0]) == (Code.TOO_MANY, "BT-262")


@pytest.mark.parametrize("minor", range(3, paths.NEWEST_MINOR + paths.MINORS_AHEAD + 1))
def test_every_known_minor_version_and_the_next_ones_are_read(minor: int) -> None:
    record = read_eforms(changed("call", "eforms-sdk-1.13", f"eforms-sdk-1.{minor}"))
    assert record.schema == f"eforms-sdk-1.{minor}"


@pytest.mark.parametrize(
    "subtype",
    [
        *map(str, range(1, 41)),
        "CEI",
        "E1",
        "E2",
        "E3",
        "E4",
        "E5",
        "E6",
        "T01",
        "T02",
        "X01",
        "X02",
        "N4",
        "N16",
        "N29",
    ],
)
def test_every_subtype_is_known(subtype: str) -> None:
    assert read_eforms(changed("call", ">16<", f">{subtype}<")).subtype == subtype


def test_another_root_is_refused() -> None:
    error = refusal_of(b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>")
    assert error.code == Code.UNKNOWN_FORMAT
    assert "Invoice" in error.value


def test_the_sdk_examples_that_are_invalid_are_refused_with_the_right_field(shared_data: Path) -> None:
    found = {}
    for path in sorted((shared_data / "eforms-sdk-examples").glob("INVALID_*.xml")):
        try:
            read_eforms(path.read_bytes())
            found[path.stem.removeprefix("INVALID_")] = "read"
        except RejectedError as error:
            found[path.stem.removeprefix("INVALID_")] = f"{error.code} {error.place.split(' ')[0]}"
    assert found == {
        # nothing but what the schema asks for, or empty elements in the place of mandatory ones
        "can_24_empty": "missing-field OPT-002",
        "can_24_stage-1": "missing-field OPT-002",
        "can_24_stage-2": "missing-field BT-701",
        "cn_24_empty": "missing-field OPT-002",
        "cn_24_stage-1": "missing-field OPT-002",
        "cn_24_stage-2": "missing-field BT-701",
        "pin-buyer_24_stage-1": "missing-field OPT-002",
        "pin-only_24_empty": "missing-field OPT-002",
        "pin-only_24_minimal": "missing-field OPT-002",
        "pin-only_24_stage-1": "missing-field OPT-002",
        # an organisation without anything in it
        "cn_24_multiple": "missing-field OPT-200",
        # wrong only beside its parent notice, which is another file: a reader of one file cannot see it
        "change-cn_24_FRA_comments": "read",
    }


def test_all_other_sdk_examples_are_read(shared_data: Path) -> None:
    files = [
        p for p in (shared_data / "eforms-sdk-examples").glob("*.xml") if not p.name.startswith("INVALID_")
    ]
    assert len(files) == 80
    subtypes = {read_eforms(path.read_bytes()).subtype for path in files}
    assert len(subtypes) > 40
