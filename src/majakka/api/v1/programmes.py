"""Programmes with their goals and targets; definitions of what counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from majakka.api.answers import answer
from majakka.api.problems import NotFoundError, Problem
from majakka.api.schemas import DefinitionList, Programme, ProgrammeList
from majakka.api.v1.organisations import facts
from majakka.classification.models import Definition
from majakka.reports.facts import programme_facts
from majakka.reports.records import GoalFacts, ProgrammeFacts
from majakka.strategy.queries import programme_by_code, programmes

router = Router(tags=["programmes"])
definition_router = Router(tags=["definitions"])


@router.get("", response={200: ProgrammeList, 422: Problem}, summary="List programmes")
def list_programmes(request: HttpRequest) -> HttpResponse:
    """Programmes with goals and the dated series of targets, the newest first; drafts are not shown."""
    items = [_programme(programme_facts(one)) for one in programmes() if one.state != "draft"]
    return answer(request, {"items": items})


@router.get("/{code}", response={200: Programme, 404: Problem, 422: Problem}, summary="One programme")
def get_programme(request: HttpRequest, code: str) -> HttpResponse:
    """By its code. How far its goals are is under /values with the goal's indicator."""
    found = programme_by_code(code) if "\x00" not in code else None
    if found is None or found.state == "draft":
        raise NotFoundError(
            _("No programme has the code %(code)s. The list is under /programmes.") % {"code": code[:80]}
        )
    return answer(request, _programme(programme_facts(found)))


@definition_router.get("", response={200: DefinitionList, 422: Problem}, summary="List definitions")
def list_definitions(request: HttpRequest) -> HttpResponse:
    """Rules for what counts as innovative, green, social or suitable for SMEs: every version, also earlier ones."""
    items = [
        {
            "code": one.code,
            "version": one.version,
            "family": one.family,
            "names": {"fi": one.name_fi, "sv": one.name_sv, "en": one.name_en},
            "rules": {"fi": one.rule_fi, "sv": one.rule_sv, "en": one.rule_en},
            "source": one.source,
            "is_in_force": one.is_in_force,
        }
        for one in Definition.objects.order_by("order", "code", "-version")
    ]
    return answer(request, {"items": items})


def _programme(programme: ProgrammeFacts) -> dict[str, Any]:
    return {
        "code": programme.code,
        "owner": facts(programme.owner),
        "kind": programme.kind,
        "names": dict(programme.names),
        "summaries": dict(programme.summaries),
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
        "source": programme.source,
        "is_demo": programme.is_demo,
        "goals": [_goal(goal) for goal in programme.goals],
    }


def _goal(goal: GoalFacts) -> dict[str, Any]:
    return {
        "code": goal.code,
        "names": dict(goal.names),
        "descriptions": dict(goal.descriptions),
        "measured_by": goal.measured_by,
        "indicator": goal.indicator.code if goal.indicator else None,
        "targets": [
            {"starts_on": t.starts_on, "due_on": t.due_on, "value": t.value, "source": t.source}
            for t in goal.targets
        ],
    }
