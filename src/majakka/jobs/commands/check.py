"""`majakka check`: what is wrong with this installation, and how to mend it."""

import argparse

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from majakka.jobs.checks import find_faults


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "check", help="say what is wrong with this installation and how to mend it"
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """0 when all is well, else 1."""
    print(_("Data folder: %(path)s") % {"path": settings.DATA})
    print(
        _("Database: %(vendor)s. Engine: %(engine)s.")
        % {"vendor": connection.vendor, "engine": settings.ENGINE}
    )
    faults = find_faults()
    for fault in faults:
        print(f"\n{fault.area}: {fault.what}\n    {fault.remedy}")
    if not faults:
        print(_("All is well."))
    return int(bool(faults))
