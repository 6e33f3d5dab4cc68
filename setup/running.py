"""Starting other programs: quietly, aloud, or several side by side until Ctrl-C."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from places import BUILD, CHECKOUT

_PR_SET_PDEATHSIG = 1

Command = Sequence[str | Path]
Settings = Mapping[str, str]


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without settings that would make Python look for packages elsewhere."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")}
    return kept | more


def run_aloud(command: Command, *, env: Settings | None = None, cwd: Path = CHECKOUT) -> int:
    """Run to the end with its output shown; returns the exit code.

    Ctrl-C reaches the child by itself, SIGTERM is passed on; when it has ended in its own way, so do we.
    """
    child = subprocess.Popen(
        [str(c) for c in command], env=dict(env or clean_environment()), cwd=cwd, preexec_fn=_die_with_parent
    )
    asked = False

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        child.terminate()

    before = signal.signal(signal.SIGTERM, pass_on)
    try:
        code = child.wait()
    except KeyboardInterrupt:
        child.wait()
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
    if asked:
        raise KeyboardInterrupt
    return code


def run_quietly(
    command: Command,
    *,
    log: str,
    on_line: Callable[[str], None] | None = None,
    env: Settings | None = None,
) -> tuple[int, str]:
    """Run with its output kept in build/<log>; returns the exit code and the output."""
    BUILD.mkdir(exist_ok=True)
    lines = []
    with (
        (BUILD / log).open("w") as file,
        subprocess.Popen(
            [str(c) for c in command],
            env=dict(env or clean_environment()),
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as child,
    ):
        assert child.stdout is not None
        for line in child.stdout:
            file.write(line)
            lines.append(line)
            if on_line:
                on_line(line)
    return child.returncode, "".join(lines)


def run_together(commands: Mapping[str, Command]) -> int:
    """Run all side by side until Ctrl-C, or until one ends; then stop the others. Returns the exit code.

    Children that outlive ten seconds after being asked to stop are killed, so that none is left behind.
    """
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    children = {
        name: subprocess.Popen(
            [str(c) for c in command],
            env=clean_environment(),
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )
        for name, command in commands.items()
    }
    while not asked and all(child.poll() is None for child in children.values()):
        time.sleep(0.1)
    ended = {name: child.returncode for name, child in children.items() if child.returncode is not None}
    _stop(list(children.values()))
    if asked:
        print("\nMajakka has stopped.")
        return 0
    for name, code in ended.items():
        print(f"{name} ended by itself (exit code {code}); the rest is stopped too.", file=sys.stderr)
    return next((code for code in ended.values() if code), 1)


def _die_with_parent() -> None:
    """Linux: a child gets SIGTERM when this process is killed, so that no server keeps a port."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + 10
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
