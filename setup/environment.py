"""The virtual environment: made when the locks changed, left alone when they did not.

A stamp in `.venv` says which locks it was filled from; it is written last, so that a set-up that was
interrupted begins again.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from errors import SetUpError
from places import BUILD, CHECKOUT, PYTHON, SOURCE, VENV
from running import Command, clean_environment, run_quietly

_RUNTIME = "requirements.lock"
_DEVELOPMENT = "requirements-dev.lock"
_STAMP = VENV / "majakka-stamp.json"
# Installed size and a margin for pip's own unpacking, in GB
_SPACE = {_RUNTIME: 1.0, _DEVELOPMENT: 2.0}

_LAUNCHER = """#!/bin/sh
'''exec' "$(dirname "$(readlink -f "$0")")/python" "$0" "$@"
' '''
import sys

from majakka.jobs.commands.main import main

sys.exit(main())
"""


@contextlib.contextmanager
def one_set_up_at_a_time() -> Iterator[None]:
    """Two `./dev` in one checkout must not fill the same folder at once: the second waits."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ./dev is setting up this checkout; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ensure_environment(*, development: bool) -> None:
    """Make `.venv` hold what the lock says, and make `majakka` importable and callable from it."""
    names = [_RUNTIME, _DEVELOPMENT] if development else [_RUNTIME]
    wanted = {name: _hash(CHECKOUT / name) for name in names}
    have = _read_stamp()
    if any(have.get(name, digest) != digest for name, digest in wanted.items()) or _RUNTIME not in have:
        _make()
        have = {}
    if missing := {name: digest for name, digest in wanted.items() if name not in have}:
        _STAMP.unlink(missing_ok=True)
        _install(names[-1])
        _STAMP.write_text(json.dumps(have | missing | {"python": _python_version()}, indent=1))
    _link()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _read_stamp() -> dict[str, str]:
    """What `.venv` was filled from; empty when it is missing, half made, or another Python's."""
    try:
        stamp: dict[str, str] = json.loads(_STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() and stamp.get("python") == _python_version() else {}


def _make() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise SetUpError(
            "Python is here, but the module that makes virtual environments is not.",
            "Debian and Ubuntu:  sudo apt install python3-venv",
        )
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
            raise SetUpError(
                f"{VENV} is there, but it is not a virtual environment.", "Move it away and start again."
            )
        shutil.rmtree(VENV)
    print(f"Making a virtual environment in .venv (Python {_python_version()})")
    code, output = run_quietly([sys.executable, "-m", "venv", VENV], log="venv.log")
    if code:
        raise SetUpError("The virtual environment could not be made.", *output.strip().splitlines()[-5:])


def _install(lock: str) -> None:
    free = shutil.disk_usage(CHECKOUT).free / 1e9
    if free < _SPACE[lock]:
        raise SetUpError(
            f"{free:.1f} GB is free where the checkout lies; the packages need {_SPACE[lock]:.0f} GB.",
            "Make room, or move the checkout to a larger disk.",
        )
    total = sum("==" in line for line in (CHECKOUT / lock).read_text().splitlines())
    print(f"Installing about {total} packages from {lock}, each checked by its hash (a minute or two)")
    started, seen = time.monotonic(), 0

    def show(line: str) -> None:
        nonlocal seen
        if line.startswith("Collecting "):
            seen += 1
            _progress(f"  {seen} of {total}  {line.split()[1].partition('==')[0]}")
        elif line.startswith("Installing collected"):
            _progress("  unpacking")

    pip: Command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar=off"]
    env = clean_environment(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")
    code, output = run_quietly([*pip, "-r", lock], log="pip.log", on_line=show, env=env)
    _progress("")
    if code:
        raise SetUpError(f"The packages of {lock} could not be installed.", *_pip_remedy(output))
    print(f"  done in {time.monotonic() - started:.0f} s")


def _progress(text: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


def _pip_remedy(output: str) -> list[str]:
    tail = [line for line in output.strip().splitlines() if line.strip() and not line.startswith("WARNING")][
        -6:
    ]
    if "No space left" in output:
        reason = "The disk is full: make room and start again."
    elif "DO NOT MATCH THE HASHES" in output:
        reason = (
            "A package is not the one that was locked. Find out why before you lock anew with ./dev lock."
        )
    elif "ould not find a version" in output or "onnection" in output or "name resolution" in output:
        reason = "The package index gave no answer: check the network, or name a mirror in PIP_INDEX_URL."
    else:
        reason = "The whole output is in build/pip.log; its end:"
    return [reason, *tail]


def _link() -> None:
    """`import majakka` finds src/, and .venv/bin/majakka is the command line, also after a move."""
    packages = next((VENV / "lib").glob("python*/site-packages"))
    _write_if_changed(packages / "majakka.pth", f"{SOURCE}\n")
    launcher = VENV / "bin" / "majakka"
    _write_if_changed(launcher, _LAUNCHER)
    launcher.chmod(0o755)


def _write_if_changed(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
