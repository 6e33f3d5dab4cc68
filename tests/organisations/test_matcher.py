"""Finding the body that a party of an outside file is."""

import csv
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from majakka.organisations.models import Alias
from majakka.organisations.operations import add_aliases, import_register, load_starter_organisations
from majakka.organisations.queries import Matcher
from tests.organisations.factories import make_body

pytestmark = pytest.mark.django_db


def test_a_business_id_decides_whatever_the_name_is() -> None:
    hansel, tiera = make_body("Hansel Oy", business_id="0988084-1"), make_body("Kuntien Tiera Oy")
    matcher = Matcher()
    assert matcher.match(["FI09880841"], ["Kuntien Tiera Oy"], "FI") == hansel.pk
    assert matcher.match(["n/a", ""], ["KUNTIEN TIERA"], "FI") == tiera.pk
    assert matcher.match(["0245440-1"], ["Somebody"], "FI") is None


def test_an_unknown_identifier_leaves_it_to_the_name() -> None:
    body = make_body("Ulkoministeriö")
    assert Matcher().match(["0245973-9"], ["Ulkoministeriö"], "FI") == body.pk


def test_every_language_and_alias_is_a_name() -> None:
    body = make_body("Kansaneläkelaitos")
    body.name_sv = "Folkpensionsanstalten"
    body.save()
    add_aliases([(body.pk, "Kela", "test")])
    matcher = Matcher()
    assert {matcher.match([], [name], "FI") for name in ("Kela", "FOLKPENSIONSANSTALTEN")} == {body.pk}


def test_a_name_that_two_bodies_share_matches_none() -> None:
    one, other = make_body("Kaupunki 1"), make_body("Kaupunki 2")
    add_aliases([(one.pk, "Kaupunki", ""), (other.pk, "kaupunki", ""), (one.pk, "Ykkönen", "")])
    matcher = Matcher()
    assert matcher.match([], ["Kaupunki"], "FI") is None
    assert matcher.match([], ["Kaupunki", "Ykkönen"], "FI") == one.pk


def test_names_of_one_party_that_point_to_two_bodies_match_none() -> None:
    make_body("Yksi")
    make_body("Kaksi")
    assert Matcher().match([], ["Yksi", "Kaksi"], "FI") is None


def test_a_company_is_never_taken_for_a_town() -> None:
    town = make_body("Salo", type="municipality")
    company = make_body("Hansel Oy")
    matcher = Matcher()
    assert matcher.match([], ["Salo"], "FI") == town.pk
    assert matcher.match([], ["Salo Oy"], "FI") is None
    assert {matcher.match([], [name], "FI") for name in ("Hansel", "Hansel Ab")} == {company.pk}


def test_an_own_name_without_legal_form_goes_before_a_company_of_that_name() -> None:
    agency = make_body("Business Finland")
    company = make_body("Business Finland Oy")
    matcher = Matcher()
    assert matcher.match([], ["Business Finland"], "FI") == agency.pk
    assert matcher.match([], ["Business Finland Oy"], "FI") == company.pk


def test_two_names_joined_by_a_slash_are_tried_apart() -> None:
    body = make_body("Kristiinankaupungin kaupunki")
    make_body("Toinen")
    matcher = Matcher()
    assert matcher.match([], ["Kristinestad Stad/Kristiinankaupungin kaupunki"], "FI") == body.pk
    assert matcher.match([], ["Toinen / Kristiinankaupungin kaupunki"], "FI") is None


def test_a_body_is_found_only_in_its_own_country() -> None:
    finnish, demo = make_body("Satama"), make_body("Satama 2", country="XV", business_id="XV-12.3")
    add_aliases([(demo.pk, "Satama", "")])
    matcher = Matcher()
    assert matcher.match([], ["Satama"], "FI") == finnish.pk
    assert matcher.match([], ["Satama"], "") == finnish.pk
    assert matcher.match(["xv123"], [], "XV") == demo.pk
    assert matcher.match([], ["Satama"], "XV") == demo.pk
    assert matcher.match([], ["Satama"], "SE") is None


def test_a_level_of_the_tree_is_nobody() -> None:
    make_body("Kunnat", type="group")
    assert Matcher().match([], ["Kunnat"], "FI") is None


def test_the_matcher_costs_two_queries_and_matching_none(django_assert_num_queries) -> None:
    body = make_body("Hansel Oy", business_id="0988084-1")
    with django_assert_num_queries(2):
        matcher = Matcher()
    with django_assert_num_queries(0):
        assert matcher.match(["0988084-1"], ["Hansel"], "FI") == body.pk


def test_an_alias_is_kept_once_however_it_is_written() -> None:
    body = make_body("Kansaneläkelaitos")
    for name in ("Kela", "KELA", " kela "):
        add_aliases([(body.pk, name, "")])
    assert Alias.objects.count() == 1


def finnish_buyers(folder: Path) -> list[tuple[str, str]]:
    """Name and identifier of every Finnish buyer of the older notices, once."""
    found = set()
    for path in folder.glob("*.xml"):
        for body in etree.parse(path).iter(
            "{*}ADDRESS_CONTRACTING_BODY", "{*}ADDRESS_CONTRACTING_BODY_ADDITIONAL"
        ):
            country = body.find("{*}COUNTRY")
            if country is not None and country.get("VALUE") == "FI":
                found.add((body.findtext("{*}OFFICIALNAME") or "", body.findtext("{*}NATIONALID") or ""))
    return sorted(found)


# Companies, foundations and an EU agency: no part of the starter set or the register.
_NOT_IN_THE_TREE = {
    "Ab Yrkeshögskolan vid Åbo Akademi ",
    "Baltic Connector Oy",
    "CSI Helsinki Oy",
    "Fingrid Oyj",
    "Fortum Oyj",
    "Forum Virium Helsinki",
    "Korkeasaaren eläintarhan säätiö sr",
    "Rokotetutkimuskeskus Finvac Oy",
    "Stadion-säätiö sr",
    "Tampereen Sähköverkko Oy",
    "VR-Yhtymä Oy",
}


def test_every_finnish_buyer_of_the_real_notices_that_is_in_the_tree_is_found(
    shared_data: Path, today: date
) -> None:
    load_starter_organisations()
    import_register(shared_data / "reference" / "osta-fi-codes" / "municipality_bids.csv", today=today)
    matcher = Matcher()
    buyers = [b for b in finnish_buyers(shared_data / "ted-legacy-fi") if "ECHA" not in b[0].upper()]
    missed = {name for name, identifier in buyers if matcher.match([identifier], [name], "FI") is None}
    assert missed == _NOT_IN_THE_TREE
    assert len(buyers) - len(missed) >= 50


def test_the_finnish_eforms_buyers_are_found_by_name_alone(shared_data: Path, today: date) -> None:
    load_starter_organisations()
    import_register(shared_data / "reference" / "osta-fi-codes" / "municipality_bids.csv", today=today)
    matcher = Matcher()
    with (shared_data / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == "eforms-ted" and row["country"] == "FIN"]
    assert [row["buyer"] for row in rows if matcher.match([], [row["buyer"]], "FI") is None] == []
    assert len(rows) == 4
