"""`majakka`: finds the command that was asked for and runs it.

Each command is a module with `add_parser(subparsers)`, which sets `run` on its parser; `run(args)` returns the
exit code: 0 done, 2 misuse, 3 some input was rejected, 1 anything else that went wrong.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _

from majakka.base.errors import MajakkaError
from majakka.base.text import UI_LANGUAGES

_MODULES = {
    "import": "import_",
    "classify": "classify",
    "measure": "measure",
    "export": "export",
    "demo": "demo",
    "migrate": "migrate",
    "serve": "serve",
    "work": "work",
    "check": "check",
    "people": "people",
}
_BEHIND = ("42P01", "42703")  # PostgreSQL: undefined table, undefined column


def terminal_language(environment: Mapping[str, str]) -> str:
    """The language to speak on a terminal: MAJAKKA_LANGUAGE, else the locale's, else English."""
    for name in ("MAJAKKA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "")[:2].lower()
        if code in UI_LANGUAGES:
            return code
    return "en"


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "majakka.config.settings")
    try:
        django.setup()
        with translation.override(terminal_language(os.environ)):
            return _run(sys.argv[1:] if argv is None else argv)
    except ImproperlyConfigured as error:
        print(f"majakka: {error}", file=sys.stderr)
        return 1


def _run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="majakka", description="Run a country's public-procurement strategy."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    # Only the module that was asked for is loaded, so that a short command starts fast; help needs all.
    asked = _MODULES.get(argv[0]) if argv else None
    for name in [asked] if asked else _MODULES.values():
        import_module(f"majakka.jobs.commands.{name}").add_parser(subparsers)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except MajakkaError as error:
        print(f"majakka: {error}", file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as error:
        if not (remedy := _database_remedy(error)):
            raise
        print(f"majakka: {remedy}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _database_remedy(error: DatabaseError) -> str:
    """What to do about a database that is not there or not up to date; "" when it is our own query that is wrong."""
    words = str(error).strip()
    is_behind = getattr(error.__cause__, "sqlstate", "") in _BEHIND or words.startswith(
        ("no such table", "no such column")
    )
    if is_behind:
        return _("The database is not up to date. Run: majakka migrate")
    if isinstance(error, OperationalError):
        return _("The database cannot be used: %(error)s. See: majakka check") % {"error": words.rstrip(".")}
    return ""


if __name__ == "__main__":
    sys.exit(main())
