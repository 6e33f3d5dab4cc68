"""What set-up installs is exactly what was locked."""

import json
import re
from pathlib import Path

import pytest

_LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")


def _pins(path: Path) -> dict[str, str]:
    """Package with its marker -> version."""
    found = re.findall(r"^([\w.\-\[\]]+)==(\S+)( ; [^\\]+)?", path.read_text(), re.MULTILINE)
    return {f"{name}{marker.strip()}": version for name, version, marker in found}


@pytest.mark.parametrize("name", _LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text()
    packages = re.split(r"^(?=[\w])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text


def test_development_runs_on_the_same_versions_as_production(checkout: Path) -> None:
    runtime, development = _pins(checkout / "requirements.lock"), _pins(checkout / "requirements-dev.lock")
    other = {
        name: (version, development.get(name))
        for name, version in runtime.items()
        if development.get(name) != version
    }
    assert other == {}


def test_every_front_end_package_is_exact_and_has_a_hash(checkout: Path) -> None:
    wanted = json.loads((checkout / "package.json").read_text())["dependencies"]
    locked = json.loads((checkout / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []
    assert [name for name, package in locked.items() if "resolved" in package] == []
