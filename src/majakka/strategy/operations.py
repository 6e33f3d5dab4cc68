"""Everything that changes programmes, goals and targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from majakka.indicators.models import Indicator
from majakka.organisations.models import Organisation
from majakka.strategy.errors import MissingGroundError
from majakka.strategy.models import Goal, Programme, Target
from majakka.strategy.starter import starter_programmes


@transaction.atomic
def ensure_national_programme() -> int:
    """Make the shipped national programmes be there; one that is there is left as people have edited it.

    Needs the shipped organisations and indicators first: raises MissingGroundError without them. Returns how many
    programmes were new.
    """
    fresh = [
        facts for facts in starter_programmes() if not Programme.objects.filter(code=facts["code"]).exists()
    ]
    for facts in fresh:
        add_programme(facts)
    return len(fresh)


@transaction.atomic
def add_programme(facts: dict[str, Any], *, is_demo: bool = False) -> Programme:
    """A programme with its goals and targets, from facts in the form of the shipped file.

    Raises MissingGroundError when the owner or an indicator that it names is not there.
    """
    own = {name: value for name, value in facts.items() if name not in ("owner", "goals")}
    own |= {name: date.fromisoformat(own[name]) for name in ("starts_on", "ends_on") if own.get(name)}
    programme = Programme.objects.create(owner=_owner(facts["owner"]), is_demo=is_demo, **own)
    for order, goal in enumerate(facts["goals"]):
        _add_goal(programme, goal, order=order)
    return programme


def _add_goal(programme: Programme, facts: dict[str, Any], *, order: int) -> None:
    own = {name: value for name, value in facts.items() if name not in ("indicator", "targets")}
    goal = Goal.objects.create(
        programme=programme, indicator=_indicator(facts.get("indicator")), order=order, **own
    )
    Target.objects.bulk_create(
        Target(
            goal=goal,
            starts_on=date.fromisoformat(target["starts_on"]),
            due_on=date.fromisoformat(target["due_on"]) if target.get("due_on") else None,
            value=Decimal(target["value"]),
            source=target["source"],
        )
        for target in facts["targets"]
    )


def _owner(code: str) -> Organisation:
    owner = Organisation.objects.filter(code=code).first()
    if owner is None:
        raise MissingGroundError(
            f"There is no organisation “{code}”. Run `majakka migrate` to load the shipped ones."
        )
    return owner


def _indicator(code: str | None) -> Indicator | None:
    if code is None:
        return None
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise MissingGroundError(
            f"There is no indicator “{code}”. Run `majakka migrate` to load the shipped ones."
        )
    return indicator
