"""What `./dev test` does, stage by stage, and the table it ends with."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from places import BUILD, PYTHON
from running import clean_environment, run_aloud

PYTHON_FOLDERS = ("src", "tests", "setup", "bench", "manage.py")
NOT_OUTSIDE = ("-m", "not browser and not spark")
# Tests that make stores of their own say the same on either database; once is enough
ON_THIS_DATABASE = ("-m", "not browser and not spark and not own_store")
_NO_TESTS_COLLECTED = 5
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Stage:
    """One line of the table: a command, and why it cannot run here, if it cannot."""

    name: str
    command: tuple[str | Path, ...]
    is_pytest: bool = False
    impossible: str = ""


@dataclass
class Outcome:
    """How a stage ended."""

    stage: Stage
    state: str = "skipped"
    seconds: float = 0.0
    tests: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)


def _stages() -> list[Stage]:
    python, pytest = PYTHON, (PYTHON, "-m", "pytest", "-q")
    no_browser = "" if _browser() else "Chromium is not here (Debian: sudo apt install chromium)"
    return [
        Stage("lint", (python, "-m", "ruff", "check", *PYTHON_FOLDERS)),
        Stage("format", (python, "-m", "ruff", "format", "--check", "--quiet", *PYTHON_FOLDERS)),
        Stage("types", (python, "-m", "mypy")),
        Stage("stairs", (python, "-c", "from importlinter.cli import lint_imports_command as go; go()")),
        Stage("migrations", (python, "manage.py", "makemigrations", "--check", "--dry-run")),
        Stage("catalogues", (python, "setup/catalogues.py", "check")),
        Stage("tests on SQLite", (*pytest, *NOT_OUTSIDE), is_pytest=True),
        Stage(
            "tests on PostgreSQL", (python, "setup/postgres.py", *pytest, *ON_THIS_DATABASE), is_pytest=True
        ),
        Stage("tests in a browser", (*pytest, "-m", "browser"), is_pytest=True, impossible=no_browser),
        Stage("tests on Spark", (*pytest, "-m", "spark"), is_pytest=True),
    ]


def _browser() -> str | None:
    given = os.environ.get("MAJAKKA_CHROMIUM")
    return given or next(filter(None, map(shutil.which, _BROWSERS)), None)


def run_some(*names: str) -> int:
    """Run the named stages; returns 1 when any failed."""
    with own_data_folder() as env:
        return max(run_aloud(s.command, env=env) != 0 for s in _stages() if s.name in names)


def run_all(*, strict: bool) -> int:
    """Run every stage, even after a failure; print the table; returns the exit code."""
    BUILD.mkdir(exist_ok=True)
    started = time.monotonic()
    with own_data_folder() as env:
        outcomes = [_run(stage, env) for stage in _stages()]
    _print_table(outcomes, time.monotonic() - started)
    failed = any(o.state == "FAILED" for o in outcomes)
    skipped = any(o.state == "skipped" or o.skips for o in outcomes)
    if strict and skipped and not failed:
        print("Something was skipped, which --strict counts as a failure.", file=sys.stderr)
    return int(failed or (strict and skipped))


@contextlib.contextmanager
def own_data_folder() -> Iterator[dict[str, str]]:
    """An environment in which tests see no setting of this machine but where the real data lies."""
    kept = ("MAJAKKA_SHARED", "MAJAKKA_CHROMIUM")
    with tempfile.TemporaryDirectory(prefix="majakka-test-") as folder:
        env = {k: v for k, v in clean_environment().items() if not k.startswith("MAJAKKA_") or k in kept}
        # The embedded PostgreSQL keeps its lock file in the runtime folder, which a server may not have
        yield {"XDG_RUNTIME_DIR": folder} | env | {"MAJAKKA_DATA": folder}


def _run(stage: Stage, env: Mapping[str, str]) -> Outcome:
    print(f"\n=== {stage.name} ===", flush=True)
    outcome = Outcome(stage)
    if stage.impossible:
        print(f"skipped: {stage.impossible}")
        return outcome
    report = BUILD / f"{stage.name.replace(' ', '-').lower()}.xml"
    report.unlink(missing_ok=True)
    command = [*stage.command, f"--junit-xml={report}"] if stage.is_pytest else stage.command
    started = time.monotonic()
    code = run_aloud(command, env=env)
    outcome.seconds = time.monotonic() - started
    if stage.is_pytest and report.exists():
        _read_report(report, outcome)
    if stage.is_pytest and code == _NO_TESTS_COLLECTED:
        outcome.stage = Stage(stage.name, stage.command, impossible="no test asks for it yet")
    elif code:
        outcome.state = "FAILED"
    elif not stage.is_pytest or outcome.tests["passed"]:
        outcome.state = "passed"
    return outcome


def _read_report(report: Path, outcome: Outcome) -> None:
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  pytest wrote it a moment ago
        if (skip := case.find("skipped")) is not None:
            outcome.tests["skipped"] += 1
            outcome.skips[skip.get("message", "")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            outcome.tests["failed"] += 1
        else:
            outcome.tests["passed"] += 1


def _print_table(outcomes: Sequence[Outcome], seconds: float) -> None:
    print("\n" + "=" * 72)
    for outcome in outcomes:
        line = (
            f"{outcome.stage.name:<20} {outcome.state:<8} {outcome.seconds:7.1f} s   {_counts(outcome.tests)}"
        )
        print(line.rstrip())
    reasons = [f"{o.stage.name}: {o.stage.impossible}" for o in outcomes if o.stage.impossible]
    reasons += [f"{o.stage.name}: {n} x {reason}" for o in outcomes for reason, n in sorted(o.skips.items())]
    if reasons:
        print("\nSkipped:", *reasons, sep="\n  ")
    broken = [o.stage.name for o in outcomes if o.state == "FAILED"]
    if broken:
        print("\nFailed:", ", ".join(broken))
    total = sum((o.tests for o in outcomes), Counter[str]())
    print(f"\n{_counts(total) or 'no tests ran'} in {seconds:.1f}s", flush=True)


def _counts(tests: Counter[str]) -> str:
    return ", ".join(f"{tests[kind]} {kind}" for kind in ("failed", "passed", "skipped") if tests[kind])
