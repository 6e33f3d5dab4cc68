"""`majakka work`: the background worker. It does what the schedule says until it is stopped."""

import argparse
import logging
import signal
import threading
from collections.abc import Sequence
from datetime import datetime

from django.db import close_old_connections

from majakka.base.clock import read_now
from majakka.jobs.schedule import DUTIES, Duty, due_duties

_log = logging.getLogger(__name__)
_PAUSE_SECONDS = 1.0


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("work", help="do background work: classify, measure, tidy")
    parser.add_argument("--once", action="store_true", help="do everything once and end (for cron)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; with --once: 0, or 1 when a duty failed."""
    if args.once:
        outcomes = [_perform(duty, read_now()) for duty in DUTIES]
        return int(not all(outcomes))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work_until(stop, DUTIES)
    return 0


def work_until(stop: threading.Event, duties: Sequence[Duty]) -> None:
    """Perform duties as they fall due. One that fails is logged and tried again later; the others go on."""
    next_at: dict[str, datetime] = {}
    while not stop.is_set():
        for duty in due_duties(duties, next_at=next_at, now=read_now()):
            pause = duty.every if _perform(duty, read_now()) else max(duty.every, duty.rest)
            next_at[duty.name] = read_now() + pause
            if stop.is_set():
                return
        stop.wait(_PAUSE_SECONDS)


def _perform(duty: Duty, now: datetime) -> bool:
    close_old_connections()
    try:
        duty.perform(now)
    except Exception:
        _log.exception("%s failed; it is tried again later", duty.name)
        return False
    return True
