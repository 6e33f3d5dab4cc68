"""`majakka export`: the same rows that pages and the API show, as a file.

    majakka export notices --format ocds|csv|jsonl [filters] [--language fi|sv|en] [-o FILE]
    majakka export values --format csv|json [filters] [-o FILE]

Filters have the names of the pages' query strings. Without -o the file goes to standard output; with it, the
file appears under its name when it is whole.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from majakka.base.clock import read_today
from majakka.exports.files import write_atomically
from majakka.exports.notice_files import MEDIA_TYPES, Publisher, notice_file
from majakka.exports.values import ValueSearch, search_values, value_csv, value_json
from majakka.reports.notice_search import SearchError, read_search, search_notices

_NOTICE_FILTERS = {
    "q": "words",
    "stage": "planned, dialogue, open, closed, awarded, changed, other (may be repeated)",
    "country": "country of the lead buyer, two letters",
    "organisation": "code of an organisation; everything below it counts too",
    "cpv": "first digits of the main CPV code",
    "procedure": "kind of procedure (may be repeated)",
    "year": "year of publication",
    "since": "published on this day or later",
    "until": "published on this day or earlier",
    "definition": "with --answer: what a definition says of the lots",
    "answer": "with --definition: yes, no, unknown",
    "min-value": "smallest value, in euro unless --currency names another",
    "max-value": "largest value, in euro unless --currency names another",
    "currency": "currency of the value, three letters",
    "demo": "true: the demo country; false: real notices",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("export", help="write notices or indicator values into a file")
    things = parser.add_subparsers(metavar="WHAT", required=True)
    _add_notices(things.add_parser("notices", help="notices as OCDS, CSV or JSON lines"))
    _add_values(things.add_parser("values", help="indicator values as CSV or JSON"))


def _add_notices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", required=True, choices=sorted(MEDIA_TYPES))
    parser.add_argument(
        "--language", default="fi", choices=("fi", "sv", "en"), help="of titles and names in CSV"
    )
    for name, words in _NOTICE_FILTERS.items():
        parser.add_argument(f"--{name}", action="append", default=[], help=words)
    _add_output(parser)
    parser.set_defaults(run=_run_notices)


def _add_values(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", required=True, choices=("csv", "json"))
    parser.add_argument("--indicator", action="append", default=[], help="code (may be repeated)")
    parser.add_argument("--organisation", default="", help="code of an organisation")
    parser.add_argument("--country", help='two letters; "" is all real countries together')
    parser.add_argument("--year", action="append", default=[], type=int)
    parser.add_argument("--cpv-division", help='two digits; "" is over all divisions')
    parser.add_argument("--demo", choices=("true", "false"), help="the demo country, or real values")
    _add_output(parser)
    parser.set_defaults(run=_run_values)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


def _run_notices(args: argparse.Namespace) -> int:
    given = vars(args)
    try:
        search = read_search(
            {name.replace("-", "_"): given[name.replace("-", "_")] for name in _NOTICE_FILTERS}
        )
    except SearchError as error:
        return _misuse(error.problems)
    pieces = notice_file(
        search_notices(search, today=read_today()),
        file_format=args.format,
        publisher=Publisher(prefix=settings.OCID_PREFIX, name=settings.PUBLISHER),
        uri="urn:majakka:notices",
        language=args.language,
    )
    return _write(pieces, args.output)


def _run_values(args: argparse.Namespace) -> int:
    search = ValueSearch(
        indicator=tuple(args.indicator),
        organisation=args.organisation,
        country=args.country,
        year=tuple(args.year),
        cpv_division=args.cpv_division,
        demo=None if args.demo is None else args.demo == "true",
    )
    try:
        values = search_values(search).iterator(chunk_size=2000)
    except SearchError as error:
        return _misuse(error.problems)
    return _write(value_csv(values) if args.format == "csv" else value_json(values), args.output)


def _write(pieces: Iterable[bytes], output: Path | None) -> int:
    if output is not None:
        try:
            write_atomically(output, pieces)
        except OSError as error:
            return _complain(f"{output} could not be written: {error.strerror}. Nothing was left behind.")
        return 0
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    return 0


def _misuse(problems: dict[str, str]) -> int:
    for name, problem in problems.items():
        print(f"majakka export: --{name.replace('_', '-')}: {problem}", file=sys.stderr)
    return 2


def _complain(words: str) -> int:
    print(f"majakka export: {words}", file=sys.stderr)
    return 1
