"""`majakka import codes PATH...`"""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from majakka.base.clock import read_now
from majakka.codes.operations import import_codes
from majakka.codes.records import CodesOutcome
from majakka.jobs.commands.paths import path_faults


def add_codes_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "codes", help="genericode lists (.gc), CPV tables (.csv), and folders of them"
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.set_defaults(run=run_codes)


def run_codes(args: argparse.Namespace) -> int:
    """0 all taken in, 3 some files rejected, 2 a path does not exist."""
    if faults := path_faults(args.paths):
        print(*faults, sep="\n", file=sys.stderr)
        return 2
    outcome = import_codes(args.paths, now=read_now())
    if not outcome.lists and not outcome.rejections:
        print(_("Nothing to import was found there."), file=sys.stderr)
    _print_outcome(outcome)
    return 3 if outcome.rejections else 0


def _print_outcome(outcome: CodesOutcome) -> None:
    for one in outcome.lists:
        counts = {"list": one.code, "new": one.new, "updated": one.updated, "unchanged": one.unchanged}
        print(
            _("%(list)s: %(new)s new, %(updated)s updated, %(unchanged)s unchanged, %(ended)s ended")
            % (counts | {"ended": one.ended})
        )
    for rejection in outcome.rejections:
        place = f" [{rejection.place}]" if rejection.place else ""
        value = f": {rejection.value!r}" if rejection.value else ""
        print(f"{rejection.file}{place}{value}\n    {rejection.message} ({rejection.code})", file=sys.stderr)
