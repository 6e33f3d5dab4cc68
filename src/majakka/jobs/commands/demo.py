"""`majakka demo`: loads the invented demo country once, or takes it out."""

import argparse
import sys

from django.utils.translation import gettext as _
from tqdm import tqdm

from majakka.base.clock import read_now, read_today
from majakka.jobs.demo.load import demo_logins, load_demo, remove_demo
from majakka.jobs.demo.purchases import PURCHASES
from majakka.jobs.steps import run_steps, steps_held


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("demo", help="load the invented demo country, or remove it")
    parser.add_argument("--remove", action="store_true", help="take the demo country out and leave all else")
    parser.add_argument(
        "--purchases",
        type=_number,
        default=PURCHASES,
        metavar="N",
        help="how many purchases to invent (%(default)s)",
    )
    parser.set_defaults(run=run)


def _number(text: str) -> int:
    """argparse turns the error into a message and exit code 2."""
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of purchases. Give 1 to 1000000.")
    return int(text)


def run(args: argparse.Namespace) -> int:
    if args.remove:
        with steps_held():
            removed = remove_demo()
        run_steps(now=read_now())
        print(_("The demo country is gone: %(count)s notices removed.") % {"count": removed})
        return 0
    with steps_held(), tqdm(unit=" files", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
        read = load_demo(now=read_now(), today=read_today(), purchases=args.purchases, progress=bar.update)
    if not read:
        print(_("The demo country is loaded already."))
    else:
        run_steps(now=read_now())
        print(_("Loaded the demo country: %(count)s notices. All of it is invented.") % {"count": read})
    for email, password in demo_logins().items():
        print(f"  {email}  {password}")
    return 0
