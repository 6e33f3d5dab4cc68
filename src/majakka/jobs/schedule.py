"""What the worker does by itself, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command

from majakka.jobs.steps import run_steps


@dataclass(frozen=True, slots=True)
class Duty:
    """Something done again and again: `perform(now)` every `every`; after a failure not before `rest`."""

    name: str
    every: timedelta
    perform: Callable[[datetime], object]
    rest: timedelta = timedelta(minutes=1)


def due_duties(duties: Iterable[Duty], *, next_at: Mapping[str, datetime], now: datetime) -> list[Duty]:
    """The duties whose time has come; one that never ran is due at once."""
    return [duty for duty in duties if next_at.get(duty.name, now) <= now]


def _run_steps(now: datetime) -> None:
    run_steps(now=now, wait=False)


def _forget_old_sessions(_now: datetime) -> None:
    call_command("clearsessions")


DUTIES = (
    Duty("classification and measures", timedelta(seconds=5), _run_steps),
    Duty("old sign-in sessions", timedelta(days=1), _forget_old_sessions),
)
