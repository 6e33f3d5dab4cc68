"""`majakka`: finds the command that was asked for and runs it.

Each command is a module with `add_parser(subparsers)`, which sets `run` on its parser; `run(args)` returns the
exit code: 0 done, 2 misuse, 3 some input was rejected, 1 anything else that went wrong.
"""

import argparse
import os
import sys
from importlib import import_module

import django

from majakka.base.errors import MajakkaError

_COMMANDS = (
    "import_",
    "classify",
    "measure",
    "export",
    "demo",
    "migrate",
    "serve",
    "work",
    "check",
    "people",
    "bench",
)


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "majakka.config.settings")
    django.setup()
    parser = argparse.ArgumentParser(
        prog="majakka", description="Run a country's public-procurement strategy."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in _COMMANDS:
        import_module(f"majakka.jobs.commands.{name}").add_parser(subparsers)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except MajakkaError as error:
        print(f"majakka: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
