"""Finding anew which bodies the parties of stored notices are, when bodies or their names have changed.

A notice is matched when it is recorded. A register that is imported later, a new alias or a new business ID must
reach the notices that were there before: the outcome does not depend on which came first.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from majakka.notices.models import Notice, Party
from majakka.organisations.queries import Matcher

_BATCH = 5_000


def match_parties(*, matcher: Matcher) -> int:
    """Match every stored party again; returns how many changed. Memory stays flat, each batch is one transaction."""
    changed = 0
    last = 0
    while batch := list(
        Party.objects.filter(pk__gt=last)
        .order_by("pk")
        .only("names", "identifiers", "country", "organisation_id", "notice_id", "is_buyer")[:_BATCH]
    ):
        last = batch[-1].pk
        moved = [party for party in batch if _moves(party, matcher)]
        if moved:
            with transaction.atomic():
                Party.objects.bulk_update(moved, ["organisation"], batch_size=500)
                _renew_buyers({party.notice_id for party in moved if party.is_buyer})
        changed += len(moved)
    return changed


def _moves(party: Party, matcher: Matcher) -> bool:
    found = matcher.match(party.identifiers, party.names.values(), party.country)
    if found == party.organisation_id:
        return False
    party.organisation_id = found
    return True


def _renew_buyers(notices: Iterable[int]) -> None:
    """The buyer of a notice is the body of its lead buyer (rules.lead_buyer): the leader, else the first named."""
    lead_of: dict[int, int | None] = {}
    buyers = Party.objects.filter(notice_id__in=notices, is_buyer=True).order_by(
        "notice_id", "-is_lead", "pk"
    )
    for notice, organisation in buyers.values_list("notice_id", "organisation_id"):
        lead_of.setdefault(notice, organisation)
    rows = Notice.objects.only("pk").in_bulk(lead_of)
    for pk, row in rows.items():
        row.buyer_id = lead_of[pk]
    Notice.objects.bulk_update(rows.values(), ["buyer"], batch_size=500)
