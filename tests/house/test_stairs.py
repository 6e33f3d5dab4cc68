"""The stairs: everything that holds rooms together goes down. Imports are held by import-linter (.importlinter)."""

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import Model

DOORS = {"web", "api", "jobs"}


def _room(model: type[Model]) -> str | None:
    """The room of a model of ours, None of another's."""
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "majakka" else None


def test_every_room_has_a_floor_and_every_floor_a_room(package: Path, floors: dict[str, int]) -> None:
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert rooms == set(floors)


def test_keys_between_tables_go_down_the_stairs(floors: dict[str, int]) -> None:
    """A key named by a string escapes import-linter."""
    climbing = []
    for model in apps.get_models(include_auto_created=True):
        room = _room(model)
        if room is None:
            continue
        for field in [*model._meta.fields, *model._meta.local_many_to_many]:
            other = _room(field.related_model) if isinstance(field.related_model, type) else None
            if other and other != room and floors[other] >= floors[room]:
                climbing.append(f"{room}.{model.__name__}.{field.name} -> {other}")
    assert climbing == []


def test_the_clock_is_read_only_in_doors(package: Path) -> None:
    readers = []
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            is_clock = isinstance(node, ast.ImportFrom) and node.module == "majakka.base.clock"
            if is_clock and room not in DOORS and any(a.name.startswith("read_") for a in node.names):
                readers.append(path.relative_to(package).as_posix())
    assert readers == []


def test_rules_and_readers_do_not_import_the_database(package: Path) -> None:
    """Transitively they may meet Django through a record's choices; by name they may not."""
    pure = [*package.glob("*/rules.py"), *package.glob("*/rules/*.py"), *package.glob("intake/*/read.py")]
    assert pure
    importing = []
    for path in pure:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.startswith("django.db") or name.endswith(".models") for name in names):
                importing.append(path.relative_to(package).as_posix())
    assert importing == []
