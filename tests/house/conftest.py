"""What the house looks like, for the tests that hold it up."""

import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PACKAGE = CHECKOUT / "src" / "majakka"
_TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".txt",
    ".toml",
    ".in",
    ".lock",
    ".json",
    ".po",
    ".csv",
    ".svg",
    "",
}


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def package() -> Path:
    return PACKAGE


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that the repository keeps, and every new one that it does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    paths = [CHECKOUT / name for name in names.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def texts(tracked: list[Path]) -> dict[str, str]:
    """The text files that the repository keeps: path in the checkout -> content."""
    return {
        path.relative_to(CHECKOUT).as_posix(): path.read_text(errors="replace")
        for path in tracked
        if path.suffix in _TEXT
    }


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """Our templates: name as Django finds it -> source."""
    found = {}
    for folder in PACKAGE.glob("*/templates"):
        for path in [*folder.rglob("*.html"), *folder.rglob("*.txt"), *folder.rglob("*.svg")]:
            found[path.relative_to(folder).as_posix()] = path.read_text()
    return found


@pytest.fixture(scope="session")
def floors() -> dict[str, int]:
    """Room -> floor, the ground being 0, as .importlinter has them."""
    config = ConfigParser()
    config.read(CHECKOUT / ".importlinter")
    lines = [line.strip() for line in config["importlinter:contract:stairs"]["layers"].splitlines()]
    layers = [line for line in lines if line and not line.startswith("#")]
    return {
        room.strip(): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")
    }
