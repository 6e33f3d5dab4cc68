"""What can go wrong when a notice is recorded."""

from functools import cache

from django.db import models

from majakka.base.errors import RejectedError


class TooLongError(RejectedError):
    """A text of a notice is longer than its column. PostgreSQL would refuse it, SQLite would not notice."""

    def __init__(self, identifier: str, field: str, limit: int, value: str) -> None:
        super().__init__(
            "too-long",
            f"Notice {identifier}: {field} has {len(value)} characters, at most {limit} can be kept.",
            place=field,
            value=value,
        )


def refuse_too_long(row: models.Model, identifier: str) -> None:
    """Raise TooLongError when a text of the row is longer than its column."""
    for name, limit, label in _limits(type(row)):
        value = getattr(row, name)
        if value and len(value) > limit:
            raise TooLongError(identifier, label, limit, value)


@cache
def _limits(model: type[models.Model]) -> tuple[tuple[str, int, str], ...]:
    """Name, greatest length and outside name of every bounded text column."""
    return tuple(
        (field.attname, field.max_length, str(field.help_text) or field.name)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length
    )
