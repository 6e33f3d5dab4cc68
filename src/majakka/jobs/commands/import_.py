"""`majakka import`: take outside files in."""

import argparse
import sys
import time
from pathlib import Path

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from majakka.base.clock import read_now
from majakka.intake.explanations import explain, explain_redelivery
from majakka.intake.operations import ImportOutcome, import_notices
from majakka.jobs.commands.import_codes import add_codes_parser
from majakka.jobs.commands.import_organisations import add_organisations_parser
from majakka.jobs.commands.paths import path_faults
from majakka.jobs.steps import run_steps, steps_held


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("import", help="take files in: notices, codes, organisations")
    kinds = parser.add_subparsers(title="what to import", metavar="KIND", required=True)
    notices = kinds.add_parser("notices", help="eForms and TED XML files, folders, .zip and .tar.gz")
    notices.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    notices.add_argument(
        "--json", action="store_true", help="print the counts as one line of JSON at the end"
    )
    notices.add_argument(
        "--no-measure",
        action="store_true",
        help="only record; classification and measures wait for the worker",
    )
    notices.set_defaults(run=run_notices)
    add_codes_parser(kinds)
    add_organisations_parser(kinds)


def run_notices(args: argparse.Namespace) -> int:
    """Import, then bring classification and measures up to date. 0 all read, 3 some rejected, 2 misuse."""
    if faults := path_faults(args.paths):
        print(*faults, sep="\n", file=sys.stderr)
        return 2
    started = time.monotonic()
    quiet = args.json or not sys.stderr.isatty()
    # Held, so that two imports do not meet and the worker does not measure in the middle of a long one
    with steps_held(), tqdm(unit=" files", disable=quiet, file=sys.stderr) as bar:
        outcome = import_notices(args.paths, now=read_now(), progress=bar.update)
    seconds = time.monotonic() - started
    _print_rejections(outcome)
    _print_redeliveries(outcome)
    if not args.no_measure:
        run_steps(now=read_now())
    if not outcome.read and not outcome.rejected:
        print(_("Nothing to import was found there."), file=sys.stderr)
    _print_counts(outcome, seconds=seconds, as_json=args.json)
    return 3 if outcome.rejected else 0


def _print_rejections(outcome: ImportOutcome) -> None:
    for rejection in outcome.rejections:
        place = f" [{rejection.place}]" if rejection.place else ""
        value = f": {rejection.value!r}" if rejection.value else ""
        reason = explain(rejection.code, rejection.message)
        print(f"{rejection.file}{place}{value}\n    {reason} ({rejection.code})", file=sys.stderr)


def _print_redeliveries(outcome: ImportOutcome) -> None:
    for one in outcome.redeliveries:
        print(
            f"{one.file}: {one.identifier}-{one.version:02}\n    {explain_redelivery(one)}", file=sys.stderr
        )


def _print_counts(outcome: ImportOutcome, *, seconds: float, as_json: bool) -> None:
    counts = {
        "read": outcome.read,
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "redelivered": len(outcome.redeliveries),
        "seconds": round(seconds, 3),
    }
    if as_json:
        print(orjson.dumps(counts | {"redeliveries": _redeliveries(outcome)}).decode())
        return
    print(
        _(
            "Read %(read)s: %(new)s new, %(updated)s updated, %(unchanged)s unchanged. "
            "Rejected %(rejected)s. %(seconds)s s."
        )
        % counts
    )
    if outcome.redeliveries:
        print(
            ngettext(
                "%(count)s file differs from another file of the same notice and version.",
                "%(count)s files differ from another file of the same notice and version.",
                len(outcome.redeliveries),
            )
            % {"count": len(outcome.redeliveries)}
        )


def _redeliveries(outcome: ImportOutcome) -> list[dict[str, object]]:
    return [
        {
            "file": one.file,
            "notice": one.identifier,
            "version": one.version,
            "replaced": one.has_replaced,
            "because": one.because.value,
            "message": explain_redelivery(one),
        }
        for one in outcome.redeliveries
    ]
