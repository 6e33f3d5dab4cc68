"""It does not matter whether bodies or notices came first."""

import pytest

from majakka.notices.matching import match_parties
from majakka.notices.models import Notice, Party
from majakka.notices.operations import record_notices
from majakka.organisations.models import Organisation
from majakka.organisations.queries import Matcher
from tests.notices.factories import award, buyer, call, incoming, winner

pytestmark = pytest.mark.django_db


def record(*records, now):
    record_notices([incoming(one) for one in records], now=now, matcher=Matcher())


def test_a_register_that_comes_after_the_notices_reaches_their_buyers(now):
    known = buyer("Kristiinankaupunki", identifiers=("0216509-5",))
    record(award(parties=(known, winner())), now=now)
    assert Notice.objects.get().buyer is None
    body = Organisation.objects.create(
        code="kristiina", name_fi="Kristiinankaupunki", business_id="0216509-5", type="municipality"
    )
    assert match_parties(matcher=Matcher()) == 1
    assert Notice.objects.get().buyer == body
    assert match_parties(matcher=Matcher()) == 0


def test_the_leader_of_several_buyers_is_the_buyer_whichever_is_matched_later(now):
    leader = buyer("Johtava kunta", key="ORG-0009")
    other = buyer("Toinen kunta", is_lead=False)
    record(call(parties=(other, leader)), now=now)
    second = Organisation.objects.create(code="toinen", name_fi="Toinen kunta", type="municipality")
    match_parties(matcher=Matcher())
    assert Notice.objects.get().buyer is None, "the leader is not known yet"
    first = Organisation.objects.create(code="johtava", name_fi="Johtava kunta", type="municipality")
    match_parties(matcher=Matcher())
    assert Notice.objects.get().buyer == first
    assert set(Party.objects.values_list("organisation", flat=True)) == {first.pk, second.pk}


def test_a_body_that_is_no_longer_sure_loses_its_notices(now):
    body = Organisation.objects.create(code="yksi", name_fi="Sama nimi", type="municipality")
    record(call(parties=(buyer("Sama nimi"),)), now=now)
    assert Notice.objects.get().buyer == body
    Organisation.objects.create(code="kaksi", name_fi="Sama nimi", type="municipality")
    match_parties(matcher=Matcher())
    assert Notice.objects.get().buyer is None
