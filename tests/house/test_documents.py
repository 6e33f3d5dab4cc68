"""Documents lead where they say, and name the commands that exist."""

import re
from pathlib import Path

import pytest

_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def documents(tracked: list[Path]) -> list[Path]:
    return [path for path in tracked if path.suffix == ".md"]


def test_every_link_between_documents_leads_somewhere(documents: list[Path], checkout: Path) -> None:
    broken = [
        f"{path.relative_to(checkout).as_posix()}: {target}"
        for path in documents
        for target in _LINK.findall(path.read_text())
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_path_that_a_document_names_exists(documents: list[Path], checkout: Path) -> None:
    named = re.compile(r"`((?:src|tests|docs|setup|locale)/[\w./-]+)`")
    gone = [
        f"{path.relative_to(checkout).as_posix()}: {name}"
        for path in documents
        for name in named.findall(path.read_text())
        if not (checkout / name).exists()
    ]
    assert gone == []


def test_every_document_begins_with_its_title(documents: list[Path], checkout: Path) -> None:
    untitled = [p.relative_to(checkout).as_posix() for p in documents if not p.read_text().startswith("# ")]
    assert untitled == []


def test_decisions_are_numbered_without_gaps_and_each_is_dated(checkout: Path) -> None:
    decisions = sorted((checkout / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text()
        assert re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE), path.name
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in text, f"{path.name}: {heading}"


def test_the_commands_of_the_documents_exist(documents: list[Path], checkout: Path) -> None:
    menu = set(
        re.findall(r'^    "([\w-]+)": \w+,$', (checkout / "setup" / "__main__.py").read_text(), re.MULTILINE)
    )
    assert {"run", "test"} <= menu
    named = {word for path in documents for word in re.findall(r"\./dev ([a-z][\w-]*)", path.read_text())}
    assert named - menu == set()


def test_the_licence_is_whole() -> None:
    text = (Path(__file__).resolve().parent.parent.parent / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "‘Compatible Licences’ according to Article 5 EUPL" in text
