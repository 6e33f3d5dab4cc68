"""The list of notices, one notice, and the file it was read from."""

from contextlib import suppress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from majakka.base.archive import Archive
from majakka.base.clock import read_today
from majakka.classification.queries import findings_of
from majakka.notices.models import Notice
from majakka.notices.permissions import may_read_source, names_private_person
from majakka.reports.notice_list import notice_list_page
from majakka.reports.notice_search import read_clear_part
from majakka.reports.notice_story import NoticeNotFoundError, SeveralNoticesError, find_notice, tell_notice
from majakka.web.addresses import with_query
from majakka.web.notices.filters import list_context
from majakka.web.notices.story import story_context


def notice_list(request: HttpRequest) -> HttpResponse:
    """Results of the search in the address. A filter that cannot be understood is named and left out."""
    search, problems = read_clear_part(dict(request.GET.lists()))
    page = notice_list_page(search, page=_page_number(request), today=read_today())
    context = list_context(request, page, problems=problems)
    return render(request, "notices/list.html", context, status=400 if problems else 200)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


def notice_page(request: HttpRequest, number: str) -> HttpResponse:
    try:
        notice = find_notice(number, version=_version(request))
    except NoticeNotFoundError:
        return _missing(request, number)
    except SeveralNoticesError as error:
        return render(
            request, "notices/several.html", {"number": number, "notices": error.notices}, status=300
        )
    story = tell_notice(notice)
    context = story_context(request, story, findings_of(notice))
    context["source_is_guarded"] = any(party.is_natural_person for party in story.parties)
    return render(request, "notices/notice.html", context)


def _missing(request: HttpRequest, number: str) -> HttpResponse:
    """A version that there is not leads to the newest one."""
    context: dict[str, object] = {"number": number}
    if (version := _version(request)) is not None:
        with suppress(NoticeNotFoundError, SeveralNoticesError):
            context |= {"version": version, "newest": find_notice(number)}
    return render(request, "notices/missing.html", context, status=404)


def _version(request: HttpRequest) -> int | None:
    asked = request.GET.get("version", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None


def notice_source(request: HttpRequest, number: str) -> HttpResponse:
    """The bytes as they came, always as a download: they are somebody else's file."""
    try:
        notice = find_notice(number, version=_version(request))
        if not may_read_source(request.user, notice):
            return _refused_source(request, notice)
        data = Archive(settings.ARCHIVE).read(notice.raw_file.sha256)
    except (NoticeNotFoundError, FileNotFoundError) as error:
        raise Http404("no such file") from error
    except SeveralNoticesError:
        return redirect("web:notice", number=number)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(notice)}"'}
    if names_private_person(notice):
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(data, content_type=notice.raw_file.media_type, headers=headers)


def _refused_source(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Signing in leads to the notice: a download would leave the person on the sign-in page."""
    page = f"{reverse('web:notice', args=[notice.number])}?version={notice.version}"
    context = {"notice": notice, "sign_in_address": with_query(reverse("account_login"), {"next": page})}
    return render(request, "notices/source_guarded.html", context, status=403)


def _file_name(notice: Notice) -> str:
    safe = "".join(c for c in notice.number if c.isalnum() or c in "-_")
    return f"{safe}-v{notice.version}.xml"
