"""The demo country is the same in every run, plausible, and plainly invented."""

from datetime import date

from lxml import etree

from majakka.jobs.demo.country import BODIES, SUPPLIERS
from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import draw_purchases

TODAY = date(2026, 11, 20)


def files():
    for purchase in draw_purchases(seed=7, today=TODAY):
        yield from write_notices(purchase, today=TODAY)


def test_the_same_seed_and_day_give_the_same_files():
    first, second = files(), files()
    assert all(a == b for a, b in zip(first, second, strict=True))


def test_some_five_thousand_notices_of_three_years_in_both_languages():
    notices = list(files())
    assert 4_500 <= len(notices) <= 6_000
    assert {notice.name.removesuffix(".xml")[-4:] for notice in notices} <= {"2023", "2024", "2025", "2026"}
    languages = {b"FIN": 0, b"SWE": 0}
    for notice in notices:
        for code in languages:
            languages[code] += b'languageID="%s"' % code in notice.xml
    assert languages[b"FIN"] > 2_000
    assert languages[b"SWE"] > 500


def test_nothing_is_published_after_the_day():
    for notice in files():
        day = etree.fromstring(notice.xml).findtext(".//{*}PublicationDate")[:10]
        assert date.fromisoformat(day) <= TODAY


def test_notice_names_bodies_and_identifiers_are_unique():
    names = [notice.name for notice in files()]
    assert len(set(names)) == len(names)
    identifiers = [body.identifier for body in BODIES if body.weight]
    identifiers += [supplier.identifier for supplier in SUPPLIERS]
    assert len(set(identifiers)) == len(identifiers)


def test_no_company_carries_a_real_legal_form_or_a_finnish_business_id():
    assert all(supplier.name.endswith(" Vy") for supplier in SUPPLIERS)
    assert all(supplier.identifier.startswith("XV-") for supplier in SUPPLIERS)
