"""From how many counted things on a share is judged and ranked: dated rules with their source, read from a file."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from majakka.base.text import Text


@dataclass(frozen=True, slots=True)
class RankingRule:
    """In force from a day: a share of fewer than `least_counted` lots (or what its measure counts) has no verdict."""

    starts_on: date
    least_counted: int
    sources: Text


def ranking_rule(today: date) -> RankingRule | None:
    """The rule in force on the day; None before the first."""
    started = [rule for rule in _rules(Path(settings.RANKING_RULES)) if rule.starts_on <= today]
    return max(started, key=lambda rule: rule.starts_on, default=None)


def least_counted(today: date) -> int:
    rule = ranking_rule(today)
    return rule.least_counted if rule else 0


@cache
def _rules(path: Path) -> tuple[RankingRule, ...]:
    return tuple(
        RankingRule(
            date.fromisoformat(row["starts_on"]),
            int(row["least_counted"]),
            {language: row[f"source_{language}"] for language in ("fi", "sv", "en")},
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    )
