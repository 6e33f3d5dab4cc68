"""Paths that a command was given, looked at before anything is done."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _


def path_faults(paths: Iterable[Path]) -> list[str]:
    """What is wrong with each path that is not there or cannot be looked at, in words; empty when all are there."""
    return [fault for path in paths if (fault := _fault(path))]


def _fault(path: Path) -> str:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _("There is no file or folder %(path)s. Check the spelling.") % {"path": path}
    except OSError as error:
        # A name longer than the disk allows, or a folder that this account may not enter
        return _("%(path)s cannot be opened: %(error)s.") % {"path": path, "error": error.strerror}
    return ""
