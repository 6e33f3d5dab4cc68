"""`majakka serve`: the web server."""

import argparse
import errno
import signal
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError
from django.utils.translation import gettext as _
from waitress.server import create_server

from majakka.jobs.demo.load import demo_logins
from majakka.jobs.store import pending_migrations

_FIRST_PORT = 8000
_PORTS_TRIED = 50
_LAST_PORT = 65_535


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("serve", help="serve pages and API")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: only this machine)"
    )
    parser.add_argument("--port", type=_port, help=f"default: the first free one from {_FIRST_PORT}")
    parser.add_argument("--threads", type=int, default=8, help="requests answered side by side (default: 8)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped. 1 when the port is taken or the database is not ready, with the remedy."""
    if fault := _database_fault():
        print(fault, file=sys.stderr)
        return 1
    server = _listen(args.host, args.port, args.threads)
    if server is None:
        print(
            _("Port %(port)s is in use: choose another with --port.") % {"port": args.port or _FIRST_PORT},
            file=sys.stderr,
        )
        return 1
    signal.signal(signal.SIGTERM, _stop)
    print(
        _("Majakka is at http://%(host)s:%(port)s/")
        % {"host": _shown(args.host), "port": server.effective_port}
    )
    if logins := demo_logins():
        print(_("Demo people who can sign in, each with a password made for this installation:"))
        for email, password in logins.items():
            print(f"  {email}  {password}")
    sys.stdout.flush()
    server.run()
    return 0


def _port(text: str) -> int:
    """The port that was named; 0 is any free one."""
    if not text.isascii() or not text.isdecimal() or len(text) > 5 or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a port: give a number from 1 to {_LAST_PORT}")
    return int(text)


def _database_fault() -> str:
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        return _("The database cannot be reached: %(error)s. See: majakka check") % {
            "error": str(error).strip()
        }
    return _("The database is not up to date. Run: majakka migrate") if pending else ""


def _listen(host: str, port: int | None, threads: int) -> Any:
    """A server that holds its port, or None when it is taken (each of several, when none was named)."""
    application = get_wsgi_application()
    proxy: dict[str, object] = {}
    if settings.SECURE_PROXY_SSL_HEADER:
        proxy = {"trusted_proxy": "*", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    for candidate in [port] if port is not None else range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        try:
            # No `Server` header: what runs here is nobody's business
            return create_server(application, host=host, port=candidate, threads=threads, ident="", **proxy)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
