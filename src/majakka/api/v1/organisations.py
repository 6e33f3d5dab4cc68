"""Organisations: the list, and one with its place in the tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from majakka.api.answers import answer
from majakka.api.cursors import broken_cursor, make_cursor, read_cursor
from majakka.api.problems import NotFoundError, Problem
from majakka.api.schemas import OrganisationPage, OrganisationWhole
from majakka.api.v1.paging import next_address
from majakka.base.clock import read_today
from majakka.organisations.models import Organisation
from majakka.reports.bodies import organisation_view
from majakka.reports.records import Choices
from majakka.reports.records import OrganisationFacts as Facts

router = Router(tags=["organisations"])


class OrganisationFilters(Schema):
    q: str = Field("", description="Occurs in a name, or is the business identifier", max_length=200)
    type: str = Field(
        "", description="state, branch, ministry, agency, county, municipality …", max_length=20
    )
    country: str = Field("", description="Two letters", max_length=2)
    limit: int = Field(50, ge=1, le=500)
    cursor: str = Field("", description="From `next` of the page before", max_length=500)


@router.get("", response={200: OrganisationPage, 422: Problem}, summary="List organisations")
def list_organisations(request: HttpRequest, filters: Query[OrganisationFilters]) -> HttpResponse:
    """All organisations by code, those that have ended too."""
    found = Organisation.objects.select_related("successor").order_by("code")
    words = filters.q.replace("\x00", "")
    if words:
        names = Q(name_fi__icontains=words) | Q(name_sv__icontains=words) | Q(name_en__icontains=words)
        found = found.filter(names | Q(business_id=words))
    if filters.type:
        found = found.filter(type=filters.type.replace("\x00", ""))
    if filters.country:
        found = found.filter(country=filters.country.upper().replace("\x00", ""))
    if filters.cursor:
        (code,) = read_cursor(filters.cursor, length=1)
        if not isinstance(code, str):
            raise broken_cursor()
        found = found.filter(code__gt=code)
    rows = list(found[: filters.limit + 1])
    shown = rows[: filters.limit]
    following = make_cursor(shown[-1].code) if len(rows) > filters.limit else None
    items = [_summary(request, organisation) for organisation in shown]
    return answer(request, {"next": next_address(request, following), "items": items})


@router.get(
    "/{code}", response={200: OrganisationWhole, 404: Problem, 422: Problem}, summary="One organisation"
)
def get_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """With its place in the tree on the day of asking. Its numbers are under /values?organisation=."""
    view = None
    if "\x00" not in code:
        view = organisation_view(code, Choices(), today=read_today())
    if view is None:
        raise NotFoundError(
            _("No organisation has the code %(code)s. Search for it under /organisations?q=.")
            % {"code": code[:80]}
        )
    return answer(
        request,
        facts(view.organisation)
        | {
            "business_id": view.business_id,
            "website": view.website,
            "founded_on": view.founded_on,
            "ended_on": view.ended_on,
            "source": view.source,
            "successor": facts(view.successor) if view.successor else None,
            "predecessors": [facts(one) for one in view.predecessors],
            "path": [facts(one) for one in view.path],
            "children": [facts(one) for one in view.children],
        },
    )


def facts(organisation: Facts) -> dict[str, Any]:
    return {
        "code": organisation.code,
        "names": dict(organisation.names),
        "type": organisation.type,
        "country": organisation.country,
        "is_demo": organisation.is_demo,
    }


def _summary(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    return {
        "code": organisation.code,
        "names": organisation.names,
        "type": organisation.type,
        "country": organisation.country,
        "is_demo": organisation.is_demo,
        "business_id": organisation.business_id,
        "website": organisation.website,
        "founded_on": organisation.founded_on,
        "ended_on": organisation.ended_on,
        "successor": organisation.successor.code if organisation.successor else None,
        "source": organisation.source,
        "url": request.build_absolute_uri(reverse("api:get_organisation", args=[organisation.code])),
    }
