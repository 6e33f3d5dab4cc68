"""The steps behind an import, in order: match parties when bodies changed, classify what is new, measure anew.

Each step pulls: it asks for what the step before left undone for its own rule version. So the steps can be run
at any time, by anyone, again: by `majakka import` when it has recorded notices, and by the worker.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q, Sum

from majakka.classification.models import Classified, Definition
from majakka.classification.operations import classify_pending
from majakka.measures.catalogue import MEASURES
from majakka.measures.operations import dataset_rules, measure
from majakka.notices.matching import match_parties
from majakka.notices.models import Notice, Party
from majakka.organisations.models import Affiliation, Alias, Organisation
from majakka.organisations.queries import Matcher

_MATCHED = "matched-from.json"
_MEASURED = "measured-from.json"


@dataclass(frozen=True, slots=True)
class StepsSummary:
    """What one run of the steps did. `is_busy`: another process was at it, nothing was done here."""

    classified: int = 0
    has_measured: bool = False
    is_busy: bool = False


def run_steps(
    *, now: datetime, progress: Callable[[int], None] | None = None, wait: bool = True
) -> StepsSummary:
    """Bring classification and measures up to date with the notices.

    `progress` is called with the number of notices that a batch classified. Two processes never do this at once:
    with `wait` the second waits for the first and then does what is left, without it returns at once as busy.
    """
    with steps_held(wait=wait) as is_ours:
        if not is_ours:
            return StepsSummary(is_busy=True)
        _match_anew()
        classified = classify_pending(now=now, progress=progress)
        state = measured_state()
        if _read_stamp(_MEASURED) == state:
            return StepsSummary(classified=classified)
        measure(now=now)
        _write_stamp(_MEASURED, state)
        _renew_statistics()
        return StepsSummary(classified=classified, has_measured=True)


def _renew_statistics() -> None:
    """Let the database plan for the rows that are there now, not for those before the import.

    PostgreSQL would come to it by itself, minutes later; SQLite never does. With 100,000 notices in SQLite a page of
    an organisation takes 12 ms with statistics and 250 ms without; gathering them takes 0.3 s.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextlib.contextmanager
def steps_held(*, wait: bool = True) -> Iterator[bool]:
    """Keep the steps to this process while the block runs; gives False when another has them and `wait` is off.

    A long import may hold them too, so that the worker does not measure again after every batch. The lock goes
    with the process that holds it, however that ends.
    """
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "steps.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def _match_anew() -> None:
    """Parties of stored notices are matched again when bodies or their names are others than the last time."""
    bodies = Organisation.objects.order_by("pk")
    facts = {
        "bodies": list(
            bodies.values_list("pk", "business_id", "country", "type", "name_fi", "name_sv", "name_en")
        ),
        "aliases": list(Alias.objects.order_by("pk").values_list("organisation", "folded")),
    }
    state = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    if _read_stamp(_MATCHED) != state:
        match_parties(matcher=Matcher())
        _write_stamp(_MATCHED, state)


def measured_state() -> str:
    """A digest of everything that the measures are made from: it differs when they would come out differently."""
    facts = {
        "notices": Notice.objects.aggregate(
            n=Count("id"),
            last=Max("id"),
            at=Max("recorded_at"),
            current=Count("id", filter=Q(is_current=True)),
        ),
        "parties": Party.objects.filter(organisation__isnull=False).aggregate(
            n=Count("id"), last=Max("id"), bodies=Sum("organisation_id")
        ),
        "classified": Classified.objects.aggregate(
            n=Count("id"), since=Min("classified_at"), at=Max("classified_at")
        ),
        "definitions": list(
            Definition.objects.filter(is_in_force=True).order_by("code").values_list("code", "version")
        ),
        "organisations": list(
            Organisation.objects.order_by("pk").values_list("pk", "country", "successor", "ended_on")
        ),
        "tree": list(
            Affiliation.objects.order_by("pk").values_list("member", "parent", "starts_on", "ends_on")
        ),
        "rules": dataset_rules(),
        "measures": [(m.code, m.version) for m in MEASURES],
    }
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def _stamp_path(name: str) -> Path:
    """In the lake, so that whoever empties the lake also makes the steps due."""
    lake: Path = settings.LAKE
    return lake / name


def _read_stamp(name: str) -> str:
    try:
        return str(json.loads(_stamp_path(name).read_text())["state"])
    except (OSError, ValueError, KeyError):
        return ""


def _write_stamp(name: str, state: str) -> None:
    path = _stamp_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"state": state}))
    part.replace(path)
