"""`majakka measure`: compute the indicator values."""

import argparse
import json
import re
from dataclasses import asdict
from time import perf_counter

from django.utils.translation import gettext as _

from majakka.base.clock import read_now
from majakka.measures.operations import measure
from majakka.measures.records import MeasureSummary

_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "measure",
        help="compute indicator values from the recorded notices",
        description="Writes the awards dataset beside the database and replaces the indicator values of the period.",
    )
    parser.add_argument(
        "--period", type=_years, metavar="YYYY[-YYYY]", help="years to measure (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as one line of JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    start = perf_counter()
    summary = measure(years=args.period, now=read_now())
    seconds = round(perf_counter() - start, 3)
    if args.json:
        print(json.dumps(asdict(summary) | {"seconds": seconds}))
        return 0
    _print_summary(summary, seconds=seconds)
    return 0


def _print_summary(summary: MeasureSummary, *, seconds: float) -> None:
    if not summary.years:
        print(_("There was nothing to measure: no notice with an award has been recorded for the period."))
        return
    print(
        _(
            "Measured %(first)s–%(last)s in %(seconds)s s: %(values)s values from %(lots)s lot awards "
            "(%(new)s new, %(changed)s changed, %(unchanged)s as before, %(removed)s gone)."
        )
        % {
            "first": summary.years[0],
            "last": summary.years[-1],
            "seconds": seconds,
            "values": summary.values,
            "lots": summary.rows["lots"],
            "new": summary.new,
            "changed": summary.changed,
            "unchanged": summary.unchanged,
            "removed": summary.removed,
        }
    )
    print(_("Rules: %(version)s.") % {"version": summary.rule_version})


def _years(text: str) -> range:
    """The years of "2024" or "2022-2024". argparse turns the error into a message and exit code 2."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a period. Give a year (2024) or two (2022-2024).") % {"text": text}
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1990 <= first <= last <= 2100:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a period. Give the earlier year first, both between 1990 and 2100.")
            % {"text": text}
        )
    return range(first, last + 1)
