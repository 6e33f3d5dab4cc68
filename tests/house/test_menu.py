"""./dev: the menu, and what it says when something is missing."""

import importlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

_MODULES = ("environment", "errors", "frontend", "places", "running", "stages")


@pytest.fixture
def setup_modules(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The modules behind ./dev, imported as it does."""
    monkeypatch.syspath_prepend(str(checkout / "setup"))
    yield {name: importlib.import_module(name) for name in _MODULES}
    for name in _MODULES:
        sys.modules.pop(name, None)


def _dev(checkout: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([checkout / "dev", *args], capture_output=True, text=True, timeout=60, check=False)


def test_the_menu_lists_every_task(checkout: Path) -> None:
    done = _dev(checkout)
    assert done.returncode == 0
    for task in ("run", "test", "lint", "types", "bench", "translate", "shell", "docs", "lock", "psql-test"):
        assert f"./dev {task} " in done.stdout


def test_an_unknown_task_is_misuse_and_shows_the_menu(checkout: Path) -> None:
    done = _dev(checkout, "fly")
    assert done.returncode == 2
    assert "'fly'" in done.stderr
    assert "./dev run " in done.stdout


def test_an_unknown_option_of_run_is_said_before_anything_is_set_up(checkout: Path) -> None:
    done = _dev(checkout, "run", "--gate", "8000")
    assert done.returncode == 1
    assert "--gate 8000" in done.stderr
    assert "--port N" in done.stderr


def test_docs_lists_every_page_with_its_title(checkout: Path) -> None:
    listed = _dev(checkout, "docs").stdout
    assert "docs/map.md" in listed
    assert "Three-valued answers" in listed


def test_a_python_without_venv_is_told_how_to_get_it(
    setup_modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(setup_modules["errors"].SetUpError) as error:
        setup_modules["environment"]._make()
    assert any("python3-venv" in line for line in error.value.remedy)


def test_a_full_disk_is_noticed_before_anything_is_fetched(
    setup_modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=200_000_000))
    with pytest.raises(setup_modules["errors"].SetUpError, match=r"0\.2 GB is free"):
        setup_modules["environment"]._install("requirements.lock")


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("ERROR: Could not install packages due to an OSError: No space left on device", "make room"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one that was locked",
        ),
        ("ERROR: Could not find a version that satisfies the requirement django", "check the network"),
        ("something else", "build/pip.log"),
    ],
)
def test_a_failed_installation_says_why(
    setup_modules: dict[str, ModuleType], output: str, remedy: str
) -> None:
    assert remedy in setup_modules["environment"]._pip_remedy(output)[0]


def test_a_folder_that_is_no_environment_is_not_thrown_away(
    setup_modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    monkeypatch.setattr(setup_modules["environment"], "VENV", tmp_path)
    with pytest.raises(setup_modules["errors"].SetUpError, match="not a virtual environment"):
        setup_modules["environment"]._make()
    assert (tmp_path / "letters.txt").read_text() == "dear"


def test_programs_that_run_together_end_together(
    setup_modules: dict[str, ModuleType], checkout: Path
) -> None:
    code = (
        "import sys; sys.path.insert(0, 'setup'); from running import run_together;"
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "sys.exit(run_together({'The first': [sys.executable, '-c', 'raise SystemExit(7)'], 'The second': sleeper}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 7
    assert "The first ended by itself" in done.stderr


def test_a_report_of_pytest_is_counted_with_its_reasons(
    setup_modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    stages = setup_modules["stages"]
    (tmp_path / "report.xml").write_text(
        '<testsuites><testsuite><testcase/><testcase><skipped message="no Chromium"/></testcase>'
        "<testcase><failure/></testcase><testcase><error/></testcase></testsuite></testsuites>"
    )
    outcome = stages.Outcome(stages.Stage("tests", ()))
    stages._read_report(tmp_path / "report.xml", outcome)
    assert outcome.tests == {"passed": 1, "skipped": 1, "failed": 2}
    assert outcome.skips == {"no Chromium": 1}
