"""Real notices, imported and exported again: OCDS and JSON lines say what the notices say, field by field.

The expected values were taken out of the files by another program, with the paths of the eForms SDK itself. The
test prints how many agree for each field. Every difference that remains is named here with its reason and
told in docs/ocds.md.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majakka.codes.builtin import language_tag
from majakka.exports import ocds_codes
from majakka.exports.notice_files import Publisher, notice_file
from majakka.intake.operations import import_notices
from majakka.notices.models import Notice
from tests.flows.eforms_xpath import counted, named_parties, names_of

pytestmark = pytest.mark.django_db

Given = list[dict[str, Any]]
Told = dict[str, Any]

# (file, field): why the exports say something else than the file's own path
EXPLAINED: dict[tuple[str, str], str] = {
    ("eforms-doffin/PriorInformationNotice_pin-cfc-social_2022-394467.xml", "procedure type"): (
        "the converter wrote UNKNOWN where it had no procedure type; unknown is left empty"
    ),
    ("eforms-doffin/ContractAwardNotice_can-social_2022-927623.xml", "winners by lot"): (
        "the converter wrote MISSING where it had no lot; the result has its winners, and no lot"
    ),
    ("eforms-doffin/ContractNotice_cn-desg_2024-101636.xml", "BT-775 social"): (
        "the sender names the list social-procurement, which the path of the SDK passes over; the answer counts"
    ),
}


def texts(given: Given) -> Counter[Any]:
    return Counter((language_tag(one["lang"]), " ".join(one["value"].split())) for one in given)


def codes(given: Given) -> Counter[Any]:
    return Counter(one["value"].strip() for one in given)


def amounts(given: Given) -> Counter[Any]:
    return Counter((Decimal(one["value"]).normalize(), one["currency"]) for one in given)


def plain_texts(text: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, " ".join(words.split())) for language, words in text.items()]


def money(*values: dict[str, Any] | None) -> Counter[Any]:
    return Counter((value["amount"].normalize(), value["currency"]) for value in values if value)


def ocds_texts(holder: Told, field: str, language: str) -> list[tuple[str, str]]:
    """`title` and `title_xx` as (language, text). The plain field is in the language of the release."""
    found = [
        (name[len(field) + 1 :], value) for name, value in holder.items() if name.startswith(f"{field}_")
    ]
    if field in holder:
        found.append((language, holder[field]))
    return [(tag, " ".join(value.split())) for tag, value in found]


def by_role(told: Told, role: str) -> list[Told]:
    return [party for party in told.get("parties", []) if role in party.get("roles", [])]


def line_names(role: str) -> Callable[[Told], Counter[Any]]:
    return lambda told: counted(
        {name for _, name in plain_texts(party["names"])} for party in by_role(told, role)
    )


def release_names(role: str) -> Callable[[Told], Counter[Any]]:
    """Without their languages: OCDS writes a name of unknown language as if it were in that of the release."""
    return lambda told: counted(
        {name for _, name in ocds_texts(party, "name", told["language"])} for party in by_role(told, role)
    )


def release_identifiers(role: str) -> Callable[[Told], Counter[Any]]:
    """The identifier of the register and those as written, bare of what registers and senders put round them."""

    def read(release: Told) -> Counter[Any]:
        return counted(
            {
                bare(one["id"])
                for one in [party.get("identifier"), *party.get("additionalIdentifiers", [])]
                if one
            }
            for party in by_role(release, role)
        )

    return read


def bare(identifier: str) -> str:
    return "".join(letter for letter in identifier.upper() if letter.isalnum()).removeprefix("FI")


def line_winners_of_lots(told: Told) -> Counter[Any]:
    parties = {party["key"]: party for party in told["parties"]}
    tenders = {tender["key"]: tender for tender in told["tenders"]}
    return Counter(
        (result["lot"], tuple(sorted({name for _, name in plain_texts(parties[key]["names"])})))
        for result in told["results"]
        for tender in result["tenders"]
        if tenders[tender]["is_winner"]
        for key in tenders[tender]["tenderers"]
    )


def release_winners_of_lots(release: Told) -> Counter[Any]:
    """An award names each of its suppliers once, however many tenders it accepts."""
    parties = {party["id"]: party for party in release["parties"]}
    return Counter(
        (
            lot,
            tuple(sorted({name for _, name in ocds_texts(parties[one["id"]], "name", release["language"])})),
        )
        for award in release.get("awards", [])
        for lot in award.get("relatedLots", [])
        for one in award.get("suppliers", [])
    )


def lots_of(told: Told) -> list[Told]:
    return [lot for lot in told["lots"] if lot["kind"] == "lot"]


def lot_codes(field: str) -> Callable[[Told], Counter[Any]]:
    return lambda told: Counter(code for lot in told["lots"] for code in lot[field])


def goals(table: dict[str, str]) -> Callable[[Told], Counter[Any]]:
    """The codes that the goals of the lots came from."""
    back = {goal: code for code, goal in table.items()}

    def read(release: Told) -> Counter[Any]:
        aims = [aim for lot in release["tender"].get("lots", []) for aim in lot.get("sustainability", [])]
        return Counter(back[aim["goal"]] for aim in aims if aim["goal"] in back)

    return read


def answers(field: str, *, without: str = "") -> Callable[[dict[str, Given]], Counter[Any]]:
    return lambda fields: Counter({c: n for c, n in codes(fields.get(field, [])).items() if c != without})


def strategic_answers(fields: dict[str, Given]) -> Counter[Any]:
    return answers("BT-06-Lot")(fields)


def days(given: Given) -> Counter[Any]:
    """Days with their zone; no zone is UTC."""
    plain = (one["value"].strip().replace("+00:00", "Z") for one in given)
    return Counter(day if len(day) > len("2024-08-29") else f"{day}Z" for day in plain)


def days_of(*moments: str | None) -> Counter[Any]:
    """2024-08-29T12:00:00+03:00 is of 2024-08-29+03:00."""
    return Counter(f"{moment[:10]}{moment[19:]}" for moment in moments if moment)


Expected = Callable[[dict[str, Any]], Counter[Any]]
Reading = Callable[[Told], Counter[Any]] | None


def of_parties(
    role: str, ocds_role: str, whose: Callable[[Any], Iterable[Any]]
) -> dict[str, tuple[Expected, Reading, Reading]]:
    """What is compared of buyers or of winners."""
    return {
        f"{role} names": (
            lambda f: counted(names_of(party) for party in whose(f["parties"])),
            line_names(role),
            release_names(ocds_role),
        ),
        f"{role} names with language": (
            lambda f: counted(party.names for party in whose(f["parties"])),
            lambda t: counted(plain_texts(party["names"]) for party in by_role(t, role)),
            None,
        ),
        f"{role} identifiers": (
            lambda f: counted({bare(one) for one in party.identifiers} for party in whose(f["parties"])),
            lambda t: counted({bare(one) for one in party["identifiers"]} for party in by_role(t, role)),
            release_identifiers(ocds_role),
        ),
        f"{role} countries": (
            lambda f: Counter(party.country for party in whose(f["parties"])),
            lambda t: Counter(party["country"] for party in by_role(t, role)),
            lambda r: Counter(party["address"]["country"] for party in by_role(r, ocds_role)),
        ),
    }


# What is compared: name -> (expected, in JSON lines, in OCDS; None where OCDS has no place for it)
COMPARED: dict[str, tuple[Expected, Reading, Reading]] = {
    "notice identifier": (
        lambda f: codes(f["BT-701-notice"]),
        lambda t: Counter([t["identifier"]]),
        lambda r: Counter([r["id"].rsplit("-", 1)[0]]),
    ),
    "BT-05 day with its zone": (
        lambda f: days(f["BT-05(a)-notice"]),
        lambda t: days_of(t["dispatched_at"]),
        lambda r: days_of(r["date"]),
    ),
    "title": (
        lambda f: texts(f["BT-21-Procedure"]),
        lambda t: Counter(plain_texts(t["titles"])),
        lambda r: Counter(ocds_texts(r["tender"], "title", r["language"])),
    ),
    "main CPV": (
        lambda f: codes(f["BT-262-Procedure"]),
        lambda t: Counter([t["cpv"]] if t["cpv"] else []),
        lambda r: Counter([r["tender"]["classification"]["id"]] if "classification" in r["tender"] else []),
    ),
    "additional CPV": (
        lambda f: Counter(set(codes(f.get("BT-263-Procedure", [])))),
        lambda t: Counter(set(t["additional_cpv"])),
        lambda r: Counter({one["id"] for one in r["tender"].get("additionalClassifications", [])}),
    ),
    "lot CPV": (
        lambda f: codes(f.get("BT-262-Lot", [])),
        lambda t: Counter(lot["cpv"] for lot in lots_of(t)),
        None,
    ),
    **of_parties("buyer", "buyer", lambda parties: parties.buyers),
    **of_parties("winner", "supplier", lambda parties: parties.winners),
    "winners by lot": (
        lambda f: f["parties"].winners_of_lots,
        line_winners_of_lots,
        release_winners_of_lots,
    ),
    "procedure type": (
        lambda f: codes(f.get("BT-105-Procedure", [])),
        lambda t: Counter([t["procedure_type"]] if t["procedure_type"] else []),
        lambda r: Counter(
            [r["tender"]["procurementMethodDetails"]] if "procurementMethodDetails" in r["tender"] else []
        ),
    ),
    "lots": (
        lambda f: Counter(set(codes(f.get("BT-137-Lot", [])))),
        lambda t: Counter(lot["identifier"] for lot in lots_of(t)),
        lambda r: Counter(lot["id"] for lot in r["tender"].get("lots", []) if lot["id"].startswith("LOT")),
    ),
    "estimated value": (
        lambda f: amounts(f.get("BT-27-Procedure", [])),
        lambda t: money(t["estimated_value"]),
        lambda r: money(r["tender"].get("value")),
    ),
    "lot estimated values": (
        lambda f: amounts(f.get("BT-27-Lot", [])),
        lambda t: money(*(lot["estimated_value"] for lot in lots_of(t))),
        lambda r: money(*(lot.get("value") for lot in r["tender"].get("lots", []))),
    ),
    "total value": (
        lambda f: amounts(f.get("BT-161-NoticeResult", [])),
        lambda t: money(t["total_value"]),
        None,
    ),
    "tender values": (
        lambda f: amounts(f.get("BT-720-Tender", [])),
        lambda t: money(*(tender["value"] for tender in t["tenders"])),
        lambda r: money(*(bid.get("value") for bid in r.get("bids", {}).get("details", []))),
    ),
    "tenders received": (
        lambda f: Counter(int(one["value"]) for one in f.get("BT-759-LotResult", [])),
        lambda t: Counter(one["count"] for result in t["results"] for one in result["submissions"]),
        lambda r: Counter(
            int(one["value"]) for one in r.get("bids", {}).get("statistics", []) if "currency" not in one
        ),
    ),
    "outcomes": (
        lambda f: codes(f.get("BT-142-LotResult", [])),
        lambda t: Counter(result["outcome"] for result in t["results"] if result["outcome"]),
        lambda r: Counter(
            {v: k for k, v in ocds_codes.AWARD_STATUS.items()}[award["status"]]
            for award in r.get("awards", [])
            if "status" in award
        ),
    ),
    "BT-06 strategic": (
        strategic_answers,
        lot_codes("strategic"),
        lambda r: (
            goals(ocds_codes.STRATEGIC)(r)
            + Counter(
                {"none": sum(lot.get("hasSustainability") is False for lot in r["tender"].get("lots", []))}
            )
        ),
    ),
    "BT-774 environment": (answers("BT-774-Lot"), lot_codes("environment"), goals(ocds_codes.ENVIRONMENT)),
    "BT-775 social": (answers("BT-775-Lot"), lot_codes("social"), goals(ocds_codes.SOCIAL)),
    "BT-776 innovation": (answers("BT-776-Lot"), lot_codes("innovation"), goals(ocds_codes.INNOVATION)),
    "BT-805 green criteria": (
        answers("BT-805-Lot"),
        lot_codes("gpp_criteria"),
        None,
    ),
    "BT-805 but for none": (
        answers("BT-805-Lot", without="none"),
        lambda t: Counter(code for lot in t["lots"] for code in lot["gpp_criteria"] if code != "none"),
        lambda r: Counter(
            {strategy: code for code, strategy in ocds_codes.GPP.items()}[strategy]
            for lot in r["tender"].get("lots", [])
            for aim in lot.get("sustainability", [])
            for strategy in aim.get("strategies", [])
        ),
    ),
    "BT-777 words about aims": (
        lambda f: texts(f.get("BT-777-Lot", [])),
        lambda t: counted(plain_texts(lot["strategic_texts"]) for lot in t["lots"]),
        None,
    ),
    "BT-754 accessibility": (
        answers("BT-754-Lot"),
        lambda t: Counter(lot["accessibility"] for lot in t["lots"] if lot["accessibility"]),
        None,
    ),
    "BT-754 yes or no": (
        lambda f: Counter(one["value"] == "inc" for one in f.get("BT-754-Lot", [])),
        lambda t: Counter(lot["accessibility"] == "inc" for lot in t["lots"] if lot["accessibility"]),
        lambda r: Counter(
            lot["hasAccessibilityCriteria"]
            for lot in r["tender"].get("lots", [])
            if "hasAccessibilityCriteria" in lot
        ),
    ),
    "BT-71 reserved": (
        lambda f: f["parties"].reserved,
        lot_codes("reserved"),
        None,
    ),
    "BT-71 but for none": (
        lambda f: Counter({code: n for code, n in f["parties"].reserved.items() if code != "none"}),
        lambda t: Counter(code for lot in t["lots"] for code in lot["reserved"] if code != "none"),
        lambda r: Counter(
            {kind: code for code, kind in ocds_codes.RESERVED.items()}[kind]
            for lot in r["tender"].get("lots", [])
            for kind in lot.get("otherRequirements", {}).get("reservedParticipation", [])
        ),
    ),
    "BT-726 suitable for SMEs": (
        lambda f: codes(f.get("BT-726-Lot", [])),
        lambda t: Counter(
            str(lot["sme_suitable"]).lower() for lot in lots_of(t) if lot["sme_suitable"] is not None
        ),
        lambda r: Counter(
            str(lot["suitability"]["sme"]).lower()
            for lot in r["tender"].get("lots", [])
            if "suitability" in lot and lot["id"].startswith("LOT")
        ),
    ),
}


@pytest.fixture
def exported(shared_data: Path, now: datetime) -> dict[str, tuple[dict[str, Any], Told, Told]]:
    """File -> (expected fields, its JSON line, its release), after a real import of all files."""
    expected = [
        json.loads(line) for line in (shared_data / "expected-eforms-fields.jsonl").read_text().splitlines()
    ]
    outcome = import_notices([shared_data / one["file"] for one in expected], now=now)
    assert outcome.rejections == []
    publisher = Publisher(prefix="ocds-majakka", name="Majakka")

    def file_of(file_format: str) -> bytes:
        everything = Notice.objects.all()
        return b"".join(
            notice_file(everything, file_format=file_format, publisher=publisher, uri="urn:x", language="fi")
        )

    lines = [
        json.loads(line, parse_float=Decimal, parse_int=_number) for line in file_of("jsonl").splitlines()
    ]
    package = json.loads(file_of("ocds"), parse_float=Decimal, parse_int=_number)
    told = {(line["identifier"], line["version"]): line for line in lines}
    releases = {release["id"]: release for release in package["releases"]}
    assert len(lines) == len(releases) == outcome.new
    matched = {}
    for one in expected:
        fields = one["fields"] | {"parties": named_parties(shared_data / one["file"])}
        identifier = fields["BT-701-notice"][0]["value"].lower()
        version = int(fields["BT-757-notice"][0]["value"])
        matched[one["file"]] = fields, told[identifier, version], releases[f"{identifier}-{version:02d}"]
    return matched


def _number(text: str) -> Decimal:
    return Decimal(text)


def test_every_expected_value_is_in_both_exports(
    exported: dict[str, tuple[dict[str, Any], Told, Told]], capsys: pytest.CaptureFixture[str]
) -> None:
    agreed: Counter[tuple[str, str]] = Counter()
    compared: Counter[tuple[str, str]] = Counter()
    differences: dict[tuple[str, str], str] = {}
    for file, (fields, line, release) in exported.items():
        for name, (expect, in_lines, in_ocds) in COMPARED.items():
            wanted = expect(fields)
            for kind, reading, told in (("jsonl", in_lines, line), ("ocds", in_ocds, release)):
                if reading is None:
                    continue
                compared[name, kind] += 1
                found = +reading(told)
                if found == +wanted:
                    agreed[name, kind] += 1
                else:
                    differences[file, name] = f"{kind}: expected {dict(wanted)}, exported {dict(found)}"
    with capsys.disabled():
        sys.stdout.write(_table(agreed, compared))
    assert {key: words for key, words in differences.items() if key not in EXPLAINED} == {}
    assert set(EXPLAINED) - set(differences) == set(), "explained, but no longer different"


def _table(agreed: Counter[tuple[str, str]], compared: Counter[tuple[str, str]]) -> str:
    lines = ["", f"{'field':28} {'jsonl':>9} {'ocds':>9}"]
    for name in COMPARED:
        cells = [
            f"{agreed[name, kind]}/{compared[name, kind]}" if compared[name, kind] else "-"
            for kind in ("jsonl", "ocds")
        ]
        lines.append(f"{name:28} {cells[0]:>9} {cells[1]:>9}")
    return "\n".join(lines)


def test_the_parties_compared_are_those_of_the_expected_values(
    exported: dict[str, tuple[dict[str, Any], Told, Told]],
) -> None:
    """The XPaths of this test and the other program agree on who is named; and there are winners to compare."""
    winners = 0
    for file, (fields, line, release) in exported.items():
        known = {" ".join(one["value"].split()) for one in fields["BT-500-Organization-Company"]}
        parties = fields["parties"]
        assert {name for party in parties.buyers for _, name in party.names} <= known, file
        keys = {one["value"].strip() for one in fields["OPT-300-Procedure-Buyer"]}
        assert len(parties.buyers) == len(keys) == len(by_role(release, "buyer")), file
        assert {party["key"] for party in by_role(line, "buyer")} == keys, file
        assert _clean(release["buyer"]["name"]) in {
            name for one in parties.buyers for _, name in one.names
        }, file
        tenderers = {one["value"].strip() for one in fields.get("OPT-300-Tenderer", [])}
        assert len(parties.winners) <= len(tenderers), file
        assert bool(parties.winners) == bool(tenderers), file
        winners += len(parties.winners)
    assert winners > 20


def test_deadlines_are_on_the_days_and_in_the_zones_that_the_notice_names(
    exported: dict[str, tuple[dict[str, Any], Told, Told]],
) -> None:
    """BT-131 alone: the expected values leave out BT-1311, which stands for it where tenders are asked for later."""
    with_deadline = [told for told in exported.values() if "BT-131(d)-Lot" in told[0]]
    assert len(with_deadline) > 30
    for fields, line, release in with_deadline:
        expected = days(fields["BT-131(d)-Lot"])
        assert days_of(*(lot["tenders_due_at"] for lot in lots_of(line))) == expected
        periods = [lot.get("tenderPeriod", {}) for lot in release["tender"]["lots"]]
        assert days_of(*(period.get("endDate") for period in periods)) == expected


def _clean(text: str) -> str:
    return " ".join(text.split())
