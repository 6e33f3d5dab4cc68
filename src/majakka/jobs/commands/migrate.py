"""`majakka migrate`: make or update the data folders, the database and the reference data."""

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from majakka.base.clock import read_now
from majakka.jobs.store import load_reference_data, make_folders, update_database
from majakka.notices.models import Notice


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "migrate", help="make or update the database and the data folders; safe to repeat"
    )
    parser.add_argument(
        "--demo", action="store_true", help="load the demo country into a store without notices, once"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the store is ready."""
    make_folders()
    if applied := update_database():
        print(_("Database: %(count)s migrations applied.") % {"count": applied})
    load_reference_data(now=read_now())
    return _load_demo_once() if args.demo else 0


def _load_demo_once() -> int:
    """The demo country for a new store. A mark in the data folder keeps it from coming back once it was removed."""
    mark = settings.DATA / "demo-was-loaded"
    if mark.exists() or Notice.objects.real().exists():
        return 0
    from majakka.jobs.commands.main import main  # it imports this module in turn

    if code := main(["demo"]):
        return code
    mark.touch()
    return 0
