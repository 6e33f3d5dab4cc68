"""`majakka demo`: loads the invented demo country once, or takes it out."""

import argparse
import sys

from django.utils.translation import gettext as _
from tqdm import tqdm

from majakka.base.clock import read_now, read_today
from majakka.jobs.demo.load import demo_logins, load_demo, remove_demo
from majakka.jobs.steps import run_steps


def add_parser(subparsers: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = subparsers.add_parser("demo", help="load the invented demo country, or remove it")
    parser.add_argument("--remove", action="store_true", help="take the demo country out and leave all else")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.remove:
        removed = remove_demo()
        run_steps(now=read_now())
        print(_("The demo country is gone: %(count)s notices removed.") % {"count": removed})
        return 0
    with tqdm(unit=" files", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
        read = load_demo(now=read_now(), today=read_today(), progress=bar.update)
    if not read:
        print(_("The demo country is loaded already."))
    else:
        run_steps(now=read_now())
        print(_("Loaded the demo country: %(count)s notices. All of it is invented.") % {"count": read})
    for email, password in demo_logins().items():
        print(f"  {email}  {password}")
    return 0
