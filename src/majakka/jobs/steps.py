"""The steps behind an import, in order: classify what is new, then measure anew when something changed.

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
from django.db.models import Count, Max, Min, Q

from majakka.classification.models import Classified, Definition
from majakka.classification.operations import classify_pending
from majakka.measures.catalogue import MEASURES
from majakka.measures.operations import dataset_rules, measure
from majakka.notices.models import Notice, Party
from majakka.organisations.models import Affiliation, Organisation

_STAMP = "measured-from.json"


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
        classified = classify_pending(now=now, progress=progress)
        state = measured_state()
        if _read_stamp() == state:
            return StepsSummary(classified=classified)
        measure(now=now)
        _write_stamp(state)
        return StepsSummary(classified=classified, has_measured=True)


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


def measured_state() -> str:
    """A digest of everything that the measures are made from: it differs when they would come out differently."""
    facts = {
        "notices": Notice.objects.aggregate(
            n=Count("id"),
            last=Max("id"),
            at=Max("recorded_at"),
            current=Count("id", filter=Q(is_current=True)),
        ),
        "parties": Party.objects.filter(organisation__isnull=False).aggregate(n=Count("id"), last=Max("id")),
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


def _stamp_path() -> Path:
    """In the lake, so that whoever empties the lake also makes the measures due."""
    lake: Path = settings.LAKE
    return lake / _STAMP


def _read_stamp() -> str:
    try:
        return str(json.loads(_stamp_path().read_text())["state"])
    except (OSError, ValueError, KeyError):
        return ""


def _write_stamp(state: str) -> None:
    path = _stamp_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"state": state}))
    part.replace(path)
