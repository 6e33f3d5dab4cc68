"""Recording is idempotent and does not depend on order."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from majakka.notices.models import Lot, LotResult, Notice, Party, Procedure, Tender
from majakka.notices.operations import record_notices
from majakka.notices.records import ZONE_NOT_GIVEN, LotRecord
from majakka.organisations.models import Organisation
from majakka.organisations.queries import Matcher
from tests.notices.factories import award, buyer, call, identifier, incoming, winner

pytestmark = pytest.mark.django_db


def record(*records, now, **changes):
    return record_notices([incoming(one, **changes) for one in records], now=now, matcher=Matcher())


def test_a_result_is_stored_with_its_lot_outcome_tender_and_contract(now):
    counts = record(award(), now=now)
    assert (counts.new, counts.updated, counts.unchanged) == (1, 0, 0)
    notice = Notice.objects.get()
    assert notice.stage == "awarded"
    assert notice.listed_value == Decimal("1000.00")
    assert notice.buyer_names == {"fi": "Testilän kunta"}
    result = LotResult.objects.get()
    assert (result.tender_count, result.sme_tender_count) == (3, 2)
    tender = Tender.objects.get()
    assert tender.result == result
    assert tender.concluded_on.isoformat() == "2025-05-20"
    assert [party.is_winner for party in Party.objects.order_by("key")] == [False, True]


def test_recording_the_same_file_again_changes_nothing(now):
    record(award(), now=now)
    counts = record(award(), now=now)
    assert (counts.new, counts.updated, counts.unchanged) == (0, 0, 1)
    assert Lot.objects.count() == 1


def test_moments_keep_their_zone_and_the_notice_that_of_its_latest_deadline(now):
    oslo, helsinki = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
    lots = (
        LotRecord(identifier="LOT-0001", tenders_due_at=datetime(2025, 3, 20, 12, tzinfo=oslo)),
        LotRecord(identifier="LOT-0002", tenders_due_at=datetime(2025, 3, 20, 12, 30, tzinfo=helsinki)),
        LotRecord(identifier="LOT-0003", tenders_due_at=datetime(2025, 3, 19, 12, tzinfo=ZONE_NOT_GIVEN)),
        LotRecord(identifier="LOT-0004"),
    )
    record(call(dispatched_at=datetime(2025, 3, 1, 12, tzinfo=helsinki), lots=lots), now=now)
    notice = Notice.objects.get()
    assert (notice.dispatched_at, notice.dispatched_offset) == (datetime(2025, 3, 1, 10, tzinfo=UTC), 120)
    assert (notice.tenders_due_at, notice.tenders_due_offset) == (datetime(2025, 3, 20, 11, tzinfo=UTC), 60)
    kept = Lot.objects.order_by("identifier").values_list("tenders_due_offset", flat=True)
    assert list(kept) == [60, 120, None, None]


def test_new_reading_rules_replace_what_the_old_ones_read(now):
    record(award(), now=now)
    counts = record(award(), now=now, reader_version="2", content=repr(award()).encode())
    assert counts.updated == 1
    assert Notice.objects.get().reader_version == "2"


def test_answers_that_come_later_beside_the_same_file_are_taken_in(now):
    plain = call()
    answered = replace(plain, lots=(replace(plain.lots[0], statistics={"solutionNewToBuyer": True}),))
    content = b"<xml/>"
    record_notices([incoming(plain, content=content)], now=now, matcher=Matcher())
    counts = record_notices(
        [incoming(answered, content=content, statistics_sha256="a" * 64)], now=now, matcher=Matcher()
    )
    assert counts.updated == 1
    assert Lot.objects.get().statistics == {"solutionNewToBuyer": True}
    again = record_notices([incoming(plain, content=content)], now=now, matcher=Matcher())
    assert again.unchanged == 1


def test_notices_of_one_procedure_identifier_share_a_procedure(now):
    key = identifier(77)
    record(call(1, procedure_key=key), award(2, procedure_key=key), now=now)
    assert Procedure.objects.count() == 1


LEGACY = {"source": "ted", "procedure_key": ""}


def legacy_chain():
    call_ = call(1, **LEGACY, publication_number="100-2021")
    correction = call(2, **LEGACY, publication_number="200-2021", changes="100-2021", form_type="change")
    result = award(3, **LEGACY, publication_number="300-2021", refers_to=("100-2021",))
    return call_, correction, result


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_legacy_notices_that_name_each_other_join_in_any_order(order, now):
    chain = legacy_chain()
    for index in order:
        record(chain[index], now=now)
    assert set(Procedure.objects.values_list("key", flat=True)) == {identifier(1)}
    assert Notice.objects.filter(is_current=True).count() == 3  # a corrigendum does not repeat the notice


def test_a_prior_information_notice_does_not_make_two_purchases_one(now):
    prior = call(1, **LEGACY, publication_number="100-2021", notice_type="pin-only", form_type="planning")
    first = call(2, **LEGACY, publication_number="200-2021", refers_to=("100-2021",))
    second = call(3, **LEGACY, publication_number="300-2021", refers_to=("100-2021",))
    record(prior, first, second, now=now)
    assert Procedure.objects.count() == 3


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_change_notice_replaces_and_a_higher_version_wins_in_any_order(order, now):
    first = call(1)
    second_version = replace(first, version=2, dispatched_at=datetime(2025, 3, 2, tzinfo=UTC))
    change = call(
        9,
        procedure_key=first.procedure_key,
        changes=f"{first.identifier}-02",
        dispatched_at=datetime(2025, 4, 1, tzinfo=UTC),
    )
    versions = (first, second_version, change)
    for index in order:
        record(versions[index], now=now)
    current = Notice.objects.filter(is_current=True)
    assert [notice.identifier for notice in current] == [identifier(9)]


def test_two_change_notices_that_name_each_other_leave_the_later_one(now):
    early = call(1, changes=identifier(2), dispatched_at=datetime(2025, 1, 1, tzinfo=UTC))
    late = call(2, changes=identifier(1), dispatched_at=datetime(2025, 2, 1, tzinfo=UTC))
    record(early, late, now=now)
    assert Notice.objects.get(is_current=True).identifier == identifier(2)


def test_of_two_copies_of_one_version_the_published_one_stays_in_either_order(now):
    sent = call(1)
    published = replace(sent, publication_number="525037-2024")
    for first, second in ((sent, published), (published, sent)):
        Notice.objects.all().delete()
        record(first, now=now)
        record(second, now=now)
        assert Notice.objects.get().number == "525037-2024"


SENT = datetime(2025, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2025, 3, 1, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        ({"publication_number": "525037-2024"}, {"dispatched_at": LATER}, "published"),
        ({"dispatched_at": LATER}, {"dispatched_at": SENT}, "sent-later"),
        ({"titles": {"fi": "Yksi"}}, {"titles": {"fi": "Toinen"}}, "no-difference"),
    ],
)
def test_a_file_of_the_same_version_with_other_bytes_is_told_with_what_decided(better, worse, because, now):
    files = [incoming(replace(call(1), **changes)) for changes in (better, worse)]
    if because == "no-difference":
        files.sort(key=lambda item: item.sha256, reverse=True)
    best, other = (replace(item, origin=name) for item, name in zip(files, ("best", "other"), strict=True))

    def told(*items):
        redeliveries = record_notices(items, now=now, matcher=Matcher()).redeliveries
        return [(one.file, one.has_replaced, one.because.value) for one in redeliveries]

    assert told(other) == []
    assert told(best) == [("best", True, because)]
    assert told(other) == [("other", False, because)]
    assert told(best) == []
    assert told(other, best, other) == [("other", False, because)] * 2


def test_a_failure_in_a_batch_stores_nothing_of_it(now):
    good = call(1)
    bad = replace(call(2), descriptions={"fi": object()})  # cannot be written as JSON
    with pytest.raises(TypeError):
        record(good, bad, now=now)
    assert not Notice.objects.exists()
    assert not Procedure.objects.exists()


def test_all_buyers_and_their_roles_are_kept(now):
    parties = (
        buyer("Toinen kunta", key="ORG-0009", is_lead=False),
        buyer("Ensimmäinen kunta", roles=("buyer", "cpb")),
        winner(),
    )
    record(award(parties=parties), now=now)
    assert Notice.objects.get().buyer_names == {"fi": "Ensimmäinen kunta"}
    assert Party.objects.filter(is_buyer=True).count() == 2


def test_a_natural_person_is_not_searched_by_name(now):
    record(award(parties=(buyer(), winner("Maija Meikäläinen", is_natural_person=True))), now=now)
    assert "meikäläinen" not in Notice.objects.get().search_text.text


def test_parties_match_bodies_by_business_id_and_unmatched_ones_stay(now):
    body = Organisation.objects.create(
        code="testila", name_fi="Testilä", business_id="0201256-6", type="municipality"
    )
    known = buyer("Aivan toinen nimi", identifiers=("FI02012566",))
    unknown = buyer("Tuntematon ostaja", key="ORG-0005", is_lead=False)
    record(call(parties=(known, unknown)), now=now)
    assert Notice.objects.get().buyer == body
    assert list(Party.objects.order_by("key").values_list("organisation", flat=True)) == [body.pk, None]
