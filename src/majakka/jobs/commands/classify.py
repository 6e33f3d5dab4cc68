"""`majakka classify`: find what each recorded notice counts as."""

import argparse
import json
import sys
from time import perf_counter

from django.utils.translation import gettext as _
from tqdm import tqdm

from majakka.base.clock import read_now
from majakka.classification.operations import classify_pending, ensure_definitions


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "classify",
        help="classify the notices that wait for it",
        description="Applies the definitions in force to every notice not yet classified under them.",
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as one line of JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    start = perf_counter()
    ensure_definitions()
    with tqdm(unit=" notices", disable=not sys.stderr.isatty()) as bar:
        count = classify_pending(now=read_now(), progress=bar.update)
    seconds = round(perf_counter() - start, 3)
    if args.json:
        print(json.dumps({"classified": count, "seconds": seconds}))
    else:
        print(_("Classified %(count)s notices in %(seconds)s s.") % {"count": count, "seconds": seconds})
    return 0
