"""What can be wrong with an installation, each fault with its remedy."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from majakka.jobs.store import pending_migrations

_VENDOR_FILES = ("designsystemet.css", "designsystemet-theme.css", "source-sans-3/index.css")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong, and what mends it."""

    area: str
    what: str
    remedy: str


def find_faults() -> list[Fault]:
    """Everything that is wrong with configuration, database, folders, style sheets and mail; empty when all is well."""
    return [*_configuration(), *_database(), *_folders(), *_style_sheets(), *_mail()]


def _configuration() -> Iterator[Fault]:
    area = _("Configuration")
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            yield Fault(area, message.msg, message.hint or f"({message.id})")
    if not _is_public():
        return
    if not os.environ.get("MAJAKKA_SECRET_KEY"):
        yield Fault(
            area,
            _("The secret key of a public server lies in its data folder."),
            _("Set MAJAKKA_SECRET_KEY to a long random text that only the server knows."),
        )
    if not settings.SESSION_COOKIE_SECURE:
        yield Fault(
            area,
            _("A public server sends cookies without encryption."),
            _("Serve it behind TLS and set MAJAKKA_HTTPS=1 (and MAJAKKA_BEHIND_PROXY=1 behind a proxy)."),
        )
    if settings.DEBUG:
        yield Fault(area, _("Debug pages show the inside of a public server."), _("Unset MAJAKKA_DEBUG."))


def _is_public() -> bool:
    """Does it answer to a name or address that is not of this machine alone?"""
    return any(not _is_loopback(host.strip("[]")) for host in settings.ALLOWED_HOSTS)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "testserver")


def _database() -> Iterator[Fault]:
    area = _("Database")
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        yield Fault(
            area,
            _("It cannot be reached: %(error)s") % {"error": str(error).strip()},
            _("Is it running, and is MAJAKKA_DATABASE_URL right?"),
        )
        return
    if pending:
        what = _("%(count)s migrations have not been applied.") % {"count": len(pending)}
        yield Fault(area, what, _("Run: majakka migrate"))
    elif connection.vendor == "sqlite":
        yield from _damage(area)


def _damage(area: str) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
    if answer != "ok":
        yield Fault(
            area, _("The database file is damaged: %(answer)s") % {"answer": answer}, _("Restore a backup.")
        )


def _folders() -> Iterator[Fault]:
    for area, folder in ((_("Archive"), settings.ARCHIVE), (_("Lake"), settings.LAKE)):
        if not folder.is_dir():
            yield Fault(area, _("There is no folder %(path)s.") % {"path": folder}, _("Run: majakka migrate"))
        elif not _is_writable(folder):
            yield Fault(
                area,
                _("Nothing can be written to %(path)s.") % {"path": folder},
                _("Give the folder to the account that runs Majakka, or make room on its disk."),
            )


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"Majakka")
    except OSError:
        return False
    return True


def _style_sheets() -> Iterator[Fault]:
    vendor = settings.PACKAGE / "web" / "vendor"
    if missing := [name for name in _VENDOR_FILES if not (vendor / name).is_file()]:
        what = _("Not there: %(files)s.") % {"files": ", ".join(missing)}
        yield Fault(_("Style sheets and fonts"), what, _("Run ./dev run once; it fetches them."))


def _mail() -> Iterator[Fault]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return
    mailer = get_connection(timeout=10)
    try:
        mailer.open()
        mailer.close()
    except OSError as error:
        yield Fault(
            _("Mail"),
            _("The mail server %(host)s gives no answer: %(error)s")
            % {"host": settings.EMAIL_HOST, "error": error},
            _("Check MAJAKKA_EMAIL_HOST and MAJAKKA_EMAIL_PORT."),
        )
