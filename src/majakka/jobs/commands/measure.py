"""`majakka measure`: compute the indicator values."""

import argparse
import json
import re
import sys
from dataclasses import asdict
from time import perf_counter

from majakka.base.clock import read_now
from majakka.measures.operations import measure

_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")


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
        sys.stdout.write(json.dumps(asdict(summary) | {"seconds": seconds}) + "\n")
        return 0
    period = f"{summary.years[0]}–{summary.years[-1]}" if summary.years else "no year"
    sys.stdout.write(
        f"Measured {period}: {summary.values} values from {summary.rows['lots']} lot awards in {seconds} s "
        f"({summary.new} new, {summary.changed} changed, {summary.unchanged} as before, {summary.removed} gone).\n"
        f"Rules: {summary.rule_version}.\n"
    )
    return 0


def _years(text: str) -> range:
    """The years of "2024" or "2022-2024". argparse turns the error into a message and exit code 2."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a period. Give a year (2024) or two (2022-2024).")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1990 <= first <= last <= 2100:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a period. Give the earlier year first, both between 1990 and 2100."
        )
    return range(first, last + 1)
