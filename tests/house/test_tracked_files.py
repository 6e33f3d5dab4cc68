"""What may be in the repository and what may not."""

import re
from pathlib import Path

# Written in parts, so that this file does not hold what it looks for
_REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("docker", "io"),
        ("ghcr", "io"),
    )
]
_MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:" + "|".join(["work", "root", "tmp", "home"]) + r")/\w")
_MARKS = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")
_LARGEST = 400_000


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    """A lock says what is installed, not from where: mirrors and offline stores must work."""
    assert [name for name, text in texts.items() if any(host in text for host in _REGISTRIES)] == []


def test_no_file_names_a_path_of_some_machine(texts: dict[str, str]) -> None:
    found = {name: match[0] for name, text in texts.items() if (match := _MACHINE_PATH.search(text))}
    assert found == {}


def test_no_file_holds_a_mark_for_later(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if _MARKS.search(text)] == []


def test_no_file_is_large(tracked: list[Path], checkout: Path) -> None:
    large = {
        p.relative_to(checkout).as_posix(): p.stat().st_size for p in tracked if p.stat().st_size > _LARGEST
    }
    assert large == {}


def test_nothing_made_or_fetched_by_set_up_is_kept(tracked: list[Path], checkout: Path) -> None:
    names = [path.relative_to(checkout).as_posix() for path in tracked]
    made = re.compile(
        r"\.(?:mo|pyc|woff2?|whl|sqlite3|parquet|zst)$|(?:^|/)(?:vendor|node_modules|\.venv|build)/"
    )
    assert [name for name in names if made.search(name)] == []


def test_the_command_files_can_be_run(checkout: Path) -> None:
    for name in ("dev", ".ci/run"):
        assert (checkout / name).stat().st_mode & 0o111, name
        assert (checkout / name).read_text().startswith("#!"), name
