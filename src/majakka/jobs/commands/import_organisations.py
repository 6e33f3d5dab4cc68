"""`majakka import organisations FILE`"""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from majakka.base.clock import read_now, read_today
from majakka.base.errors import RejectedError, Rejection
from majakka.jobs.commands.paths import path_faults
from majakka.jobs.steps import run_steps
from majakka.jobs.store import load_reference_data
from majakka.organisations.operations import import_register


def add_organisations_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "organisations", help="a register of municipalities (CSV): name, business ID or VAT number"
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=run_organisations)


def run_organisations(args: argparse.Namespace) -> int:
    """0 all rows taken in, 3 some or all rejected, 2 the file does not exist."""
    if faults := path_faults([args.file]):
        print(*faults, sep="\n", file=sys.stderr)
        return 2
    if not args.file.is_file():
        print(_("There is no file %(path)s. Check the spelling.") % {"path": args.file}, file=sys.stderr)
        return 2
    load_reference_data(now=read_now())
    try:
        outcome = import_register(args.file, today=read_today())
    except RejectedError as error:
        _print_rejection(error.as_rejection(str(args.file)))
        return 3
    counts = {"new": outcome.new, "updated": outcome.updated, "unchanged": outcome.unchanged}
    print(
        _("%(new)s new, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected")
        % (counts | {"rejected": len(outcome.rejections)})
    )
    for rejection in outcome.rejections:
        _print_rejection(rejection)
    run_steps(now=read_now())  # notices that were there before find their buyers
    return 3 if outcome.rejections else 0


def _print_rejection(rejection: Rejection) -> None:
    place = f" [{rejection.place}]" if rejection.place else ""
    value = f": {rejection.value!r}" if rejection.value else ""
    print(f"{rejection.file}{place}{value}\n    {rejection.message} ({rejection.code})", file=sys.stderr)
