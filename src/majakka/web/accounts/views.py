"""The own account, and the log of who changed what."""

from datetime import date
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from majakka.accounts.models import User
from majakka.accounts.permissions import may_edit_word_lists, may_see_audit_log
from majakka.accounts.queries import account_of, audit_entries, audit_log
from majakka.base.clock import read_today
from majakka.web.accounts.words import log_row, role_line
from majakka.web.choices import page_links

ROWS = 50


@login_required
def account_page(request: HttpRequest) -> HttpResponse:
    person, today = _person(request), read_today()
    account = account_of(person, today=today, language=(get_language() or "en")[:2])
    context = {
        "account": account,
        "roles": [role_line(role) for role in account.roles],
        "sees_log": may_see_audit_log(person, today=today),
        "edits_words": may_edit_word_lists(person, today=today),
    }
    return render(request, "accounts/account.html", context)


@login_required
def log_page(request: HttpRequest) -> HttpResponse:
    """Newest first. A day that cannot be understood is named and left out."""
    person, today = _person(request), read_today()
    if not may_see_audit_log(person, today=today):
        raise PermissionDenied
    day, problem = _day(request.GET)
    who, what = _text(request.GET, "who"), _text(request.GET, "what")
    found = audit_log(for_user=person, today=today, who=who, what=what, day=day)
    page: Page[LogEntry] = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rows": [log_row(entry) for entry in audit_entries(list(page.object_list))],
        "total": page.paginator.count,
        "pages": page_links(request, page=page.number, pages=page.paginator.num_pages),
        "who": who,
        "what": what,
        "day": request.GET.get("day", "") if not problem else "",
        "problem": problem,
        "is_narrowed": bool(who or what or day),
        "is_demo": person.is_demo,
    }
    return render(request, "accounts/log.html", context, status=400 if problem else 200)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _text(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:200]


def _day(query: QueryDict) -> tuple[date | None, str]:
    """The asked day, or what is wrong with it."""
    asked = query.get("day", "").strip()
    if not asked:
        return None, ""
    try:
        return date.fromisoformat(asked), ""
    except ValueError:
        return None, _("Give a day as year-month-day, such as 2026-11-20.")
