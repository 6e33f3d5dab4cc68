"""From a notice file to the front page: one purchase told file by file, and every door gives the same figures.

All figures below are counted by hand from the files that the story writes.
"""

import csv
import html
import io
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from majakka.base.archive import hash_bytes
from majakka.classification.operations import ensure_definitions
from majakka.indicators.models import Value
from majakka.indicators.operations import ensure_indicators
from majakka.jobs.commands.main import main
from majakka.notices.models import Notice, Procedure
from majakka.organisations.models import Affiliation, Organisation
from majakka.organisations.operations import load_starter_organisations
from majakka.strategy.operations import ensure_national_programme
from tests.flows.eforms_files import BUYER, BUYER_ID, LotText, award, call, identifier

pytestmark = pytest.mark.django_db
MEASURE = "innovation-new-to-market"
CALLED, CORRECTED, AWARDED = date(2025, 2, 10), date(2025, 2, 20), date(2025, 6, 6)
NEW = LotText(number=1, strategic=("inn-pur",), innovation=("mar-nov",))
ASKED = LotText(number=2)  # codes nothing; Hilma's answers beside the file say that it is not new
ANSWERS = {"LOT-0002": {"solutionNewToMarketOrIndustry": False, "innovationConsidered": False}}


@dataclass(frozen=True)
class Sums:
    """What a share is made of, by count and by euro."""

    yes: int
    unknown: int
    whole: int
    euro_yes: str
    euro_unknown: str
    euro_whole: str

    @property
    def low(self) -> Decimal:
        return Decimal(self.euro_yes) / Decimal(self.euro_whole)

    @property
    def high(self) -> Decimal:
        return (Decimal(self.euro_yes) + Decimal(self.euro_unknown)) / Decimal(self.euro_whole)


@pytest.fixture(autouse=True)
def every_lot_is_judged(settings: Any, tmp_path: Path) -> None:
    """The story has two lots. The shipped rule judges nothing below thirty; here one is enough."""
    rules = json.loads(Path(settings.RANKING_RULES).read_text(encoding="utf-8"))
    settings.RANKING_RULES = tmp_path / "ranking.json"
    settings.RANKING_RULES.write_text(json.dumps([rule | {"least_counted": 1} for rule in rules]))


@pytest.fixture
def testila() -> Organisation:
    """A municipality of our own among the shipped bodies, with the national goal: ten per cent from 2020."""
    load_starter_organisations()
    ensure_definitions()
    ensure_indicators()
    ensure_national_programme()
    testila = Organisation.objects.create(
        code="testila",
        name_fi=BUYER,
        name_sv="Testby",
        name_en="Testilä",
        type="municipality",
        business_id=BUYER_ID,
    )
    Affiliation.objects.create(member=testila, parent=Organisation.objects.get(code="fi-municipalities"))
    return testila


class Store:
    """The doors of one Majakka, as a person uses them."""

    def __init__(self, folder: Path, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.client, self.capsys = folder, client, capsys

    def take_in(
        self, name: str, xml: bytes, answers: dict[str, Any] | None = None, *options: str
    ) -> dict[str, int]:
        """`majakka import notices FILE --json`; the counts of its last line."""
        path = self.folder / f"{name}.xml"
        path.write_bytes(xml)
        if answers:
            path.with_suffix(".statistics.json").write_text(json.dumps(answers))
        return self.import_again(path, *options)

    def import_again(self, path: Path, *options: str) -> dict[str, int]:
        assert main(["import", "notices", str(path), "--json", *options]) == 0
        return json.loads(self.capsys.readouterr().out.splitlines()[-1])

    def export(self, *arguments: str) -> bytes:
        path = self.folder / "export"
        assert main(["export", *arguments, "-o", str(path)]) == 0
        return path.read_bytes()

    def page(self, address: str) -> str:
        response = self.client.get(address)
        assert response.status_code == 200, address
        return words(response.content)

    def json(self, address: str) -> Any:
        response = self.client.get(address)
        assert response.status_code == 200, address
        return json.loads(response.content)


def words(content: bytes) -> str:
    """The words of a page without its tags, blanks as one blank."""
    text = re.sub(rb"<(script|style)\b.*?</\1>", b" ", content, flags=re.DOTALL).decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def store(tmp_path: Path, client: Client, capsys: pytest.CaptureFixture[str], testila: Organisation) -> Store:
    folder = tmp_path / "files"
    folder.mkdir()
    return Store(folder, client, capsys)


@pytest.fixture
def bought(store: Store) -> Store:
    """The purchase of the story: a call, its change notice, an award of two lots of 200 000 and 800 000 euro."""
    first = call("call", "00000100-2025", CALLED, NEW, purchase="p")
    assert store.take_in("call", first, None, "--no-measure")["new"] == 1
    change = call("change", "00000101-2025", CORRECTED, NEW, ASKED, purchase="p", changes="call")
    assert store.take_in("change", change, ANSWERS, "--no-measure")["new"] == 1
    lots = (LotText(number=1, value="200000"), LotText(number=2, value="800000"))
    result = award("award", "00000102-2025", AWARDED, *lots, purchase="p")
    assert store.take_in("award", result)["new"] == 1
    return store


def check_every_door(store: Store, sums: Sums, *, sentence: str) -> None:
    """Page, organisation page, lasting address, API and export of values all tell the same sums."""
    for address, owner in (
        ("/en/?year=2025&unit=euro", "overview"),
        ("/en/organisations/testila/?year=2025&unit=euro", "view"),
    ):
        response = store.client.get(address)
        figure = response.context[owner].figure
        assert figure.indicator.code == MEASURE
        assert (figure.count.yes, figure.count.unknown, figure.count.whole) == (
            sums.yes,
            sums.unknown,
            sums.whole,
        )
        assert (figure.euro.yes, figure.euro.unknown, figure.euro.whole) == (
            Decimal(sums.euro_yes),
            Decimal(sums.euro_unknown),
            Decimal(sums.euro_whole),
        )
    assert sentence in store.page("/en/?year=2025&unit=euro")
    low, high = (f"{part * 100:.1f}" for part in (sums.low, sums.high))
    number = store.page(f"/en/numbers/{MEASURE}/FI/2025/?unit=euro")
    if sums.unknown:
        assert f"{low} % if everything unanswered is a no; {high} % if it is all a yes" in number
    else:
        assert f"The share is {low} %; everything has an answer." in number
    for scope in ("country=FI", "organisation=testila", "country="):
        address = f"/api/v1/values?indicator={MEASURE}&year=2025&cpv_division=&{scope}"
        items = store.json(address)["items"]
        (item,) = [item for item in items if scope != "country=" or not item["organisation"]]
        check_value(item, sums)
    told = json.loads(store.export("values", "--format", "json", "--indicator", MEASURE, "--year", "2025"))
    scopes = {(value["organisation"], value["country"], value["cpv_division"]): value for value in told}
    assert {("", "FI", ""), ("", "", ""), ("testila", "", ""), ("testila", "", "90"), ("fi", "", "")} <= set(
        scopes
    )
    for value in scopes.values():
        check_value(value, sums)
    rows = csv.DictReader(io.StringIO(store.export("values", "--format", "csv").decode("utf-8-sig")))
    (row,) = [
        row
        for row in rows
        if (row["indicator"], row["organisation"], row["cpv_division"]) == (MEASURE, "testila", "")
    ]
    assert (row["count_numerator"], row["count_unknown"], row["count_denominator"]) == (
        str(sums.yes),
        str(sums.unknown),
        str(sums.whole),
    )
    assert (Decimal(row["euro_numerator"]), Decimal(row["euro_denominator"])) == (
        Decimal(sums.euro_yes),
        Decimal(sums.euro_whole),
    )


def check_value(value: dict[str, Any], sums: Sums) -> None:
    count, euro = value["count"], value["euro"]
    assert (count["numerator"], count["unknown"], count["denominator"]) == (
        sums.yes,
        sums.unknown,
        sums.whole,
    )
    told = [Decimal(str(euro[name])) for name in ("numerator", "unknown", "denominator")]
    assert told == [Decimal(sums.euro_yes), Decimal(sums.euro_unknown), Decimal(sums.euro_whole)]
    assert round(Decimal(str(euro["low"])), 8) == round(sums.low, 8)
    assert round(Decimal(str(euro["high"])), 8) == round(sums.high, 8)


FIRST = Sums(1, 0, 2, "200000", "0", "1000000")


def test_a_purchase_is_the_same_number_behind_every_door(bought: Store) -> None:
    sentence = "The 10 % target is met. The share is 20.0 %; everything has an answer."
    check_every_door(bought, FIRST, sentence=sentence)


@pytest.mark.parametrize(
    ("page", "owner"), [("/en/?year=2025", "overview"), ("/en/organisations/testila/?year=2025", "view")]
)
def test_the_link_behind_the_number_lists_exactly_the_lot_that_was_counted(
    bought: Store, page: str, owner: str
) -> None:
    """The award says nothing of innovation: the yes is from the call, the value from the award."""
    response = bought.client.get(page)
    assert response.context[owner].figure.indicator.code == MEASURE
    link = response.context["rows"]
    assert link in html.unescape(response.content.decode())
    path, _, place = link.partition("#")
    opened = bought.client.get(path)
    content = opened.content.decode()
    assert f'id="{place}"' in content
    (row,) = opened.context["found"].rows
    assert (row.notice, row.lot, row.answer, row.euro) == ("102-2025", "LOT-0001", "yes", Decimal(200000))
    assert 'href="/en/notices/102-2025/"' in content
    shown = words(opened.content)
    assert "By count: 1 yes + 1 no + 0 not answered = 2." in shown
    assert "EUR 200,000 yes" in shown.replace("\u00a0", " ")
    assert opened.context["adds_up"]
    told = bought.json(html.unescape(opened.context["row_data"].api))
    assert [(item["notice"], item["lot"], item["euro"]) for item in told["items"]] == [
        ("102-2025", "LOT-0001", 200000)
    ]
    assert (told["sums"]["whole"]["count"], told["sums"]["whole"]["euro"]) == (2, 1000000)


def test_the_number_page_says_when_the_rows_are_newer_than_the_number(bought: Store) -> None:
    address = f"/en/numbers/{MEASURE}/FI/2025/"
    assert "newer than the number" not in bought.page(address)
    Value.objects.update(count_whole=3)
    assert "newer than the number" in bought.page(address)


def test_the_notice_page_tells_the_evidence_and_the_story_of_the_purchase(bought: Store) -> None:
    page = bought.page("/en/notices/101-2025/")
    assert "Koulujen sisäilman mittaus" in page
    assert "BT-776" in page
    assert "solutionNewToMarketOrIndustry" in page
    old, new = (Notice.objects.get(identifier=identifier(name)) for name in ("call", "change"))
    assert (old.is_current, new.is_current) == (False, True)
    assert Procedure.objects.count() == 1
    result = bought.client.get("/en/notices/102-2025/")
    shown = [notice.number for notice in result.context["story"].procedure]
    assert shown == ["101-2025", "102-2025"], "the purchase without the call that was corrected"
    source = bought.client.get("/en/notices/102-2025/source/")
    assert (
        hash_bytes(b"".join(source) if source.streaming else source.content)
        == Notice.objects.get(number="102-2025").raw_file.sha256
    )


def test_the_notice_files_say_what_the_notices_say(bought: Store) -> None:
    package = json.loads(bought.export("notices", "--format", "ocds"))
    by_tag = {tag: release for release in package["releases"] for tag in release["tag"]}
    awards = by_tag["award"]["awards"]
    assert sorted(Decimal(str(one["value"]["amount"])) for one in awards) == [200000, 800000]
    assert len({release["ocid"] for release in package["releases"]}) == 1
    rows = list(csv.DictReader(io.StringIO(bought.export("notices", "--format", "csv").decode("utf-8-sig"))))
    assert {row["number"]: (row["lots"], row["definitions_yes"]) for row in rows}.keys() == {
        "101-2025",
        "102-2025",
    }
    (called,) = [row for row in rows if row["number"] == "101-2025"]
    assert called["buyer_organisation"] == "testila"
    assert called["lots"] == "2"
    assert MEASURE in called["definitions_yes"]
    assert MEASURE in called["definitions_no"]
    lines = [json.loads(line) for line in bought.export("notices", "--format", "jsonl").splitlines()]
    told = {line["number"]: line for line in lines}
    found = {
        (lot["identifier"], finding["answer"])
        for lot in told["101-2025"]["lots"]
        for finding in lot["findings"]
        if finding["definition"] == MEASURE
    }
    assert found == {("LOT-0001", "yes"), ("LOT-0002", "no")}
    assert bought.json("/api/v1/notices/102-2025") == told["102-2025"]


def test_a_further_lot_that_says_no_lowers_the_share(bought: Store) -> None:
    other = award(
        "other",
        "00000200-2025",
        date(2025, 9, 1),
        LotText(strategic=("none",), value="3000000"),
        purchase="q",
    )
    assert bought.take_in("other", other)["new"] == 1
    sentence = "The 10 % target is not met. The share is 5.0 %; everything has an answer."
    check_every_door(bought, Sums(1, 0, 3, "200000", "0", "4000000"), sentence=sentence)


def test_a_lot_that_does_not_answer_widens_the_interval_and_is_never_a_no(bought: Store) -> None:
    silent = award("silent", "00000300-2025", date(2025, 9, 1), LotText(value="1500000"), purchase="r")
    assert bought.take_in("silent", silent)["new"] == 1
    sums = Sums(1, 1, 3, "200000", "1500000", "2500000")
    check_every_door(bought, sums, sentence="We cannot yet say whether the 10 % target is met.")
    (value,) = bought.json(f"/api/v1/values?indicator={MEASURE}&year=2025&cpv_division=&country=FI")["items"]
    assert Decimal(str(value["euro"]["value"])) == Decimal("0.2"), "the share among what is answered stands"
    assert Decimal(str(value["euro"]["coverage"])) == Decimal("0.4")


def test_a_later_correction_of_the_award_takes_its_place(bought: Store) -> None:
    corrected = award(
        "correction",
        "00000103-2025",
        date(2025, 6, 20),
        LotText(number=1, value="50000"),
        LotText(number=2, value="950000"),
        purchase="p",
        changes="award",
    )
    assert bought.take_in("correction", corrected)["new"] == 1
    sentence = "The 10 % target is not met. The share is 5.0 %; everything has an answer."
    check_every_door(bought, Sums(1, 0, 2, "50000", "0", "1000000"), sentence=sentence)


def test_a_second_version_of_the_award_takes_its_place(bought: Store) -> None:
    lots = (LotText(number=1, value="100000.50"), LotText(number=2, value="800000"))
    second = award("award", "00000104-2025", date(2025, 6, 21), *lots, purchase="p", version=2)
    assert bought.take_in("second", second)["new"] == 1
    assert [n.version for n in Notice.objects.filter(identifier=identifier("award"), is_current=True)] == [2]
    sentence = "The 10 % target is met. The share is 11.1 %; everything has an answer."
    check_every_door(bought, Sums(1, 0, 2, "100000.50", "0", "900000.50"), sentence=sentence)


def test_an_award_that_comes_again_is_counted_once(bought: Store) -> None:
    again = bought.import_again(bought.folder)
    assert (again["read"], again["unchanged"], again["new"], again["updated"]) == (3, 3, 0, 0)
    copy = bought.take_in("copy-with-another-name", (bought.folder / "award.xml").read_bytes())
    assert copy["unchanged"] == 1
    lots = (LotText(number=1, value="200000"), LotText(number=2, value="800000"))
    repeated = award("repeat", "00000105-2025", date(2025, 7, 7), *lots, purchase="p")
    assert bought.take_in("repeated", repeated)["new"] == 1, "another notice of the same awards"
    check_every_door(bought, FIRST, sentence="The 10 % target is met.")


def test_the_order_in_which_files_come_changes_nothing(store: Store) -> None:
    lots = (LotText(number=1, value="200000"), LotText(number=2, value="800000"))
    store.take_in("award", award("award", "00000102-2025", AWARDED, *lots, purchase="p"))
    check_every_door(
        store,
        Sums(0, 2, 2, "0", "1000000", "1000000"),
        sentence="Nobody has answered this question yet.",
    )
    change = call("change", "00000101-2025", CORRECTED, NEW, ASKED, purchase="p", changes="call")
    store.take_in("change", change, ANSWERS)
    store.take_in("call", call("call", "00000100-2025", CALLED, NEW, purchase="p"))
    check_every_door(store, FIRST, sentence="The 10 % target is met.")


def test_measuring_again_changes_no_value(bought: Store) -> None:
    before = json.loads(bought.export("values", "--format", "json"))
    assert before
    assert main(["measure", "--json"]) == 0
    summary = json.loads(bought.capsys.readouterr().out.splitlines()[-1])
    assert (summary["new"], summary["changed"], summary["removed"]) == (0, 0, 0)
    after = json.loads(bought.export("values", "--format", "json"))
    for value in (*before, *after):
        del value["measured_at"]
    assert after == before
