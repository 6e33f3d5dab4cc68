"""Word lists of the text definitions, edited by national steerers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from majakka.accounts.permissions import may_edit_word_lists
from majakka.base.clock import read_today
from majakka.classification.errors import WordListChangedError, WordListError
from majakka.classification.operations import edit_word_list
from majakka.classification.queries import definitions_in_force, word_list_versions, word_lists_in_force
from majakka.web.definitions.forms import WordListForm, as_lines


@login_required
def word_lists_page(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    names = {definition.code: definition for definition in definitions_in_force()}
    rows = [(names.get(item.definition_code), item) for item in word_lists_in_force()]
    return render(request, "definitions/word_lists.html", {"rows": rows})


@login_required
def word_list_edit(request: HttpRequest, definition: str, language: str) -> HttpResponse:
    """A new version is put in force; what another person has put in force meanwhile is shown beside what was typed."""
    _refuse_others(request)
    versions = word_list_versions(definition, language)
    if not versions:
        raise Http404
    newest = versions[0]
    form = WordListForm(
        request.POST or None,
        initial={
            "supports": as_lines(newest.supports),
            "opposes": as_lines(newest.opposes),
            "version": newest.version,
        },
    )
    if request.method == "POST" and form.is_valid() and _is_saved(form, definition, language):
        messages.success(request, _("The list is in force. Notices are classified again at the next run."))
        return redirect("web:word-list", definition=definition, language=language)
    named = next((one for one in definitions_in_force() if one.code == definition), None)
    context = {"form": form, "versions": versions, "newest": newest, "definition": named}
    return render(request, "definitions/word_list.html", context, status=400 if form.errors else 200)


def _refuse_others(request: HttpRequest) -> None:
    if not may_edit_word_lists(request.user, today=read_today()):
        raise PermissionDenied


def _is_saved(form: WordListForm, definition: str, language: str) -> bool:
    """Whether the list came in force; else the form says why not."""
    try:
        edit_word_list(
            definition,
            language=language,
            supports=form.phrases("supports"),
            opposes=form.phrases("opposes"),
            source=form.cleaned_data["source"],
            read_version=form.cleaned_data["version"],
        )
    except WordListError as error:
        for problem in error.problems:
            form.add_error(None, problem)
    except WordListChangedError as error:
        form.add_error(
            None,
            _(
                "Another person has put version %(n)s in force meanwhile. It stands below: bring in what is new there, "
                "then save again."
            )
            % {"n": error.version},
        )
        form.data = dict(form.data.items()) | {"version": str(error.version)}
    else:
        return True
    return False
