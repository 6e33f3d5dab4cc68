"""The command line speaks the language of the terminal, and says what is wrong without showing its inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from majakka.jobs.commands.main import main, terminal_language


def ended(*arguments: str, data: Path | str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, on SQLite in `data` unless the settings say otherwise."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAJAKKA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "majakka.jobs.commands.main", *arguments],
        env=kept | {"MAJAKKA_DATA": str(data), "MAJAKKA_LANGUAGE": "en"} | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "fi_FI.UTF-8", "MAJAKKA_LANGUAGE": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_terminal_decides_the_language(environment, language):
    assert terminal_language(environment) == language


def test_an_unknown_command_is_misuse(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["nonsense"])
    assert stopped.value.code == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [("export", "values", "--format", "csv"), ("measure",), ("classify",), ("people", "list")],
)
def test_a_store_that_was_never_migrated_is_said_with_its_remedy(arguments, tmp_path):
    done = ended(*arguments, data=tmp_path)
    assert done.returncode == 1
    assert "Run: majakka migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_gives_no_answer_is_said_in_words(tmp_path):
    url = "postgres://majakka:hush@127.0.0.1:9/majakka"
    done = ended("export", "values", "--format", "csv", data=tmp_path, MAJAKKA_DATABASE_URL=url)
    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("MAJAKKA_API_RATE", "many", "Give digits, such as 300."),
        ("MAJAKKA_API_RATE", "-1", "Give digits, such as 300."),
        ("MAJAKKA_EMAIL_PORT", "smtp", "Give digits, such as 25."),
        ("MAJAKKA_DATABASE_URL", "nonsense", "Write it as postgres://"),
        ("MAJAKKA_DATABASE_URL", "oracle://a:hush@b/c", "Write it as postgres://"),
        ("MAJAKKA_DATABASE_URL", "postgres://a:hush@b:port/c", "Write it as postgres://"),
        ("MAJAKKA_DATA", "/dev/null/majakka", "Name a folder"),
        ("MAJAKKA_DATA", "a" * 300, "Name a folder"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_its_remedy(name, value, remedy, tmp_path):
    done = (
        ended("check", data=tmp_path, **{name: value})
        if name != "MAJAKKA_DATA"
        else ended("check", data=value)
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr


@pytest.mark.parametrize("kind", ["notices", "codes", "organisations"])
@pytest.mark.parametrize(("name", "words"), [("a" * 300, "cannot be opened"), ("none", "Check the spelling")])
def test_a_path_that_cannot_be_opened_is_misuse_said_in_words(
    kind, name, words, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("MAJAKKA_LANGUAGE", "en")
    assert main(["import", kind, str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert name in told
    assert words in told


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["notices", "codes"])
def test_a_folder_with_nothing_to_import_is_said_and_is_no_fault(kind, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("MAJAKKA_LANGUAGE", "en")
    folder = tmp_path / "empty"
    folder.mkdir()
    assert main(["import", kind, str(folder), *(["--no-measure"] if kind == "notices" else [])]) == 0
    assert "Nothing to import was found there." in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "http", "8o"])
def test_a_port_that_does_not_exist_is_misuse(port, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["serve", f"--port={port}"])
    assert stopped.value.code == 2
    assert "give a number from 1 to 65535" in capsys.readouterr().err
