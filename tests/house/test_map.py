"""docs/map.md is the tree as it is."""

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def paths(checkout: Path) -> list[str]:
    """The paths that the map names: the first column of its tables."""
    lines = (checkout / "docs" / "map.md").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"\| `([^`]+)` \|", line))]


def test_everything_on_the_map_exists(paths: list[str], checkout: Path) -> None:
    assert paths
    assert [path for path in paths if not (checkout / path).exists()] == []


def test_every_room_and_every_folder_of_tests_is_on_the_map(paths: list[str], checkout: Path) -> None:
    rooms = [path.parent for path in checkout.glob("src/majakka/*/__init__.py")]
    tests = [
        path
        for path in checkout.glob("tests/*")
        if path.is_dir() and path.name != "__pycache__" and any(path.iterdir())
    ]
    missing = [f"{p.relative_to(checkout).as_posix()}/" for p in [*rooms, *tests]]
    assert [path for path in missing if path not in paths] == []


def test_everything_at_the_top_is_on_the_map(paths: list[str], tracked: list[Path], checkout: Path) -> None:
    top = {path.relative_to(checkout).parts[0] for path in tracked}
    named = {path.split("/")[0] for path in paths}
    assert top - named == set()


def test_rooms_are_on_the_map_from_the_top_down_with_their_floors(
    checkout: Path, floors: dict[str, int]
) -> None:
    text = (checkout / "docs" / "map.md").read_text()
    rows = re.findall(r"^\| `src/majakka/(\w+)/` \| (\d+) \|", text, re.MULTILINE)
    assert {room: int(floor) for room, floor in rows} == floors
    assert [floor for _room, floor in rows] == [str(floor) for floor in sorted(floors.values(), reverse=True)]
