"""The one filter over notices. Page, API and exports take the same words from the address and get the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from majakka.base.errors import MajakkaError
from majakka.base.share import Answer
from majakka.classification.models import Finding
from majakka.classification.queries import definitions_in_force
from majakka.codes.builtin import country_alpha2, starter_codes
from majakka.notices.choices import Stage
from majakka.notices.models import Notice, NoticeQuerySet, SearchText
from majakka.notices.queries import calls_closed_on, calls_open_on, has_real_notices
from majakka.organisations.models import Organisation
from majakka.organisations.queries import descendants_of
from majakka.reports.asked_codes import currency_problem, not_one_of, organisation_problem
from majakka.reports.notice_order import ORDERS, in_order

STAGES = (*(stage.value for stage in Stage), "closed")
"""What a search may ask for. A call is "open" or "closed" according to the day; a notice itself only says "open"."""
_DEFAULT_CURRENCY = "EUR"
_NUMBER = re.compile(r"0*(\d+-\d{4})", re.ASCII)
_CPV = re.compile(r"\d{2,8}", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}([ .,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?", re.ASCII)


class SearchError(MajakkaError):
    """Words in an address that are not a search; `problems` says what is wrong with which parameter."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSearch:
    """Filters over current notices; all that are given must hold. Field names are the names in addresses."""

    q: str = ""  # every word must occur in titles, parties, numbers or CPV
    stage: tuple[str, ...] = ()  # STAGES, any of
    country: str = ""  # alpha-2 of the lead buyer
    organisation: str = ""  # code; everything below it counts too
    cpv: str = ""  # leading digits of the main CPV code
    procedure: tuple[str, ...] = ()  # BT-105 codes, any of
    year: int | None = None  # of publication
    since: date | None = None
    until: date | None = None
    definition: str = ""  # classification definition code, with `answer`
    answer: str = ""  # yes: some lot; no: some lot and none yes; unknown: no lot answered
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    currency: str = ""  # of the listed value; with a bound on it and none named, euro
    demo: bool | None = None  # None: the demo country only while nothing real has been imported
    order: str = "newest"

    @property
    def value_currency(self) -> str:
        """The currency that bounds are in: amounts of different ones cannot be compared."""
        has_bound = self.min_value is not None or self.max_value is not None
        return self.currency or (_DEFAULT_CURRENCY if has_bound else "")

    def as_query(self) -> list[tuple[str, str]]:
        """The search as address parameters; what is at its default is left out."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            values = value if isinstance(value, tuple) else (value,)
            pairs.extend(
                (field.name, str(one).lower() if isinstance(one, bool) else str(one)) for one in values
            )
        return pairs

    def without(self, name: str, value: str | None = None) -> NoticeSearch:
        """The same search with one filter (or one of its values) taken away."""
        current = getattr(self, name)
        if isinstance(current, tuple) and value is not None:
            left: Any = tuple(one for one in current if one != value)
        else:
            left = next(field.default for field in fields(self) if field.name == name)
        return replace(self, **{name: left})


def read_search(params: Mapping[str, Sequence[str]]) -> NoticeSearch:
    """The search that address parameters ask for. Unknown parameters are left alone (paging, language).

    Raises SearchError with a message for each parameter that cannot be understood, or names what is not here:
    a definition that is not in force, an organisation that nobody has entered.
    """
    search, problems = _understand(params)
    problems |= _unknown_codes(search)
    if problems:
        raise SearchError(problems)
    return search


def read_clear_part(params: Mapping[str, Sequence[str]]) -> tuple[NoticeSearch, dict[str, str]]:
    """The search with the parameters that can be understood, and what is wrong with the others.

    An answer is left out with its definition: it says nothing alone.
    """
    try:
        return read_search(params), {}
    except SearchError as error:
        problems = error.problems
    left_out = {*problems, "answer"} if "definition" in problems else {*problems}
    return read_search({name: texts for name, texts in params.items() if name not in left_out}), problems


def _understand(params: Mapping[str, Sequence[str]]) -> tuple[NoticeSearch, dict[str, str]]:
    given: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, values in params.items():
        read = _READERS.get(name)
        texts = [value.strip() for value in values if value.strip()]
        if read is None or not texts:
            continue
        try:
            given[name] = read(texts)
        except ValueError as error:
            problems[name] = str(error)
    since, until = given.get("since"), given.get("until")
    if isinstance(since, date) and isinstance(until, date) and since > until:
        problems["until"] = _("The last day is before the first day.")
    low, high = given.get("min_value"), given.get("max_value")
    if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
        problems["max_value"] = _("The largest value is below the smallest value.")
    if "answer" in given and not {"definition"} & {*given, *problems}:
        problems["answer"] = _("Say of which definition: choose one too.")
    return NoticeSearch(**given), problems


def _unknown_codes(search: NoticeSearch) -> dict[str, str]:
    problems = {}
    if search.definition:
        known = [definition.code for definition in definitions_in_force()]
        if search.definition not in known:
            problems["definition"] = not_one_of(search.definition, ", ".join(known))
    if search.organisation and (problem := organisation_problem(search.organisation)):
        problems["organisation"] = problem
    return problems


def _text(texts: list[str]) -> str:
    text = texts[-1]
    if len(text) > 200:
        raise ValueError(_("Use at most 200 characters."))
    # Half a letter comes from a terminal in another encoding; no database takes it, nor NUL
    if any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(_("Use letters, digits and signs that can be read, in UTF-8."))
    return text


def _currency(texts: list[str]) -> str:
    code = texts[-1].upper()
    if problem := currency_problem(code):
        raise ValueError(problem)
    return code


def _choices(allowed: Sequence[str]) -> Callable[[list[str]], tuple[str, ...]]:
    def read(texts: list[str]) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(part for text in texts for part in text.split(",") if part))
        if unknown := [one for one in wanted if one not in allowed]:
            raise ValueError(not_one_of(unknown[0], ", ".join(allowed)))
        return wanted

    return read


def _choice(allowed: Sequence[str]) -> Callable[[list[str]], str]:
    many = _choices(allowed)

    def read(texts: list[str]) -> str:
        chosen = many(texts[-1:])
        if not chosen:
            raise ValueError(_("Use one of: %(allowed)s.") % {"allowed": ", ".join(allowed)})
        return chosen[-1]

    return read


def _country(texts: list[str]) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{2}", texts[-1]):
        raise ValueError(_("Give a country as two letters, such as FI."))
    code = texts[-1].upper()
    if country_alpha2(code) is None:
        raise ValueError(_("No country has the code %(code)s.") % {"code": code})
    return code


def _cpv(texts: list[str]) -> str:
    digits = texts[-1].split("-")[0]
    if not _CPV.fullmatch(digits):
        raise ValueError(_("Give a CPV code or its first digits, at least two."))
    # 72000000 means all of division 72: closing zeros stand for "whatever comes below"
    return digits[:2] + digits[2:].rstrip("0")


def _year(texts: list[str]) -> int:
    if not _YEAR.fullmatch(texts[-1]):
        raise ValueError(_("Give a year with four digits, such as 2026."))
    return int(texts[-1])


def _day(texts: list[str]) -> date:
    try:
        return date.fromisoformat(texts[-1])
    except ValueError:
        raise ValueError(_("Give a day as year-month-day, such as 2026-11-20.")) from None


def _amount(texts: list[str]) -> Decimal:
    """As people write it in any of the three languages: three digits after a separator are thousands."""
    written = re.sub(r"[\s'’]", " ", texts[-1])  # also no-break and narrow spaces, and the Swiss apostrophe
    if grouped := _GROUPED.fullmatch(written):
        written = written.replace(grouped[1], "")
    if not _AMOUNT.fullmatch(written):
        raise ValueError(_("Give an amount in digits, such as 216000."))
    amount = Decimal(written.replace(",", "."))
    if amount >= Decimal(10) ** 15:
        raise ValueError(_("Give an amount between 0 and 1 000 000 000 000 000."))
    return amount


def _yes_no(texts: list[str]) -> bool:
    if texts[-1].lower() not in ("true", "false", "1", "0"):
        raise ValueError(_("Use true or false."))
    return texts[-1].lower() in ("true", "1")


_READERS: dict[str, Callable[[list[str]], Any]] = {
    "q": _text,
    "stage": _choices(STAGES),
    "country": _country,
    "organisation": _text,
    "cpv": _cpv,
    "procedure": _choices(sorted(starter_codes("procurement-procedure-type"))),
    "year": _year,
    "since": _day,
    "until": _day,
    "definition": _text,
    "answer": _choice([answer.value for answer in Answer]),
    "min_value": _amount,
    "max_value": _amount,
    "currency": _currency,
    "demo": _yes_no,
    "order": _choice(list(ORDERS)),
}


def search_notices(search: NoticeSearch, *, today: date) -> NoticeQuerySet:
    """The current notices that the search asks for, in its order.

    `today` decides who is below an organisation and which calls are open.
    """
    demo = search.demo if search.demo is not None else not has_real_notices()
    # As IN, because SQLite finds no index for the `NOT is_demo` that a plain comparison becomes
    notices = Notice.objects.filter(is_demo__in=[demo], is_current__in=[True])
    if search.q:
        notices = notices.filter(pk__in=_with_words(search.q))
    if search.stage:
        notices = _at_stages(notices, search.stage, today=today)
    if search.country:
        notices = notices.filter(buyer_country=search.country)
    if search.organisation:
        body = Organisation.objects.filter(code=search.organisation).first()
        notices = notices.filter(buyer__in=descendants_of(body, on=today)) if body else notices.none()
    if search.cpv:
        notices = _within_cpv(notices, search.cpv)
    if search.procedure:
        notices = notices.filter(procedure_type__in=search.procedure)
    notices = _within_dates(notices, search)
    notices = _within_values(notices, search)
    if search.definition and search.answer:
        notices = _answering(notices, search)
    return in_order(notices, search.order, today=today)


def _with_words(words: str) -> QuerySet[SearchText, Any]:
    found = SearchText.objects.all()
    for word in words.lower().split():
        number = _NUMBER.fullmatch(word)
        found = found.filter(text__contains=number[1] if number else word)
    return found.values("notice")


def _within_cpv(notices: NoticeQuerySet, first_digits: str) -> NoticeQuerySet:
    """As a range, for which both databases use the index in whatever order of letters they were set up with."""
    following = str(int(first_digits) + 1).zfill(len(first_digits))
    notices = notices.filter(cpv__gte=first_digits)
    return notices.filter(cpv__lt=following) if len(following) == len(first_digits) else notices


def _at_stages(notices: NoticeQuerySet, stages: Sequence[str], *, today: date) -> NoticeQuerySet:
    """Calls are split by the day; the other stages are as the notice says."""
    plain = [stage for stage in stages if stage not in (Stage.OPEN, "closed")]
    if Stage.OPEN in stages and "closed" in stages:
        return notices.filter(stage__in=[*plain, Stage.OPEN])
    wanted = Q(stage__in=plain)
    if Stage.OPEN in stages:
        wanted |= calls_open_on(today)
    if "closed" in stages:
        wanted |= calls_closed_on(today)
    return notices.filter(wanted)


def _within_dates(notices: NoticeQuerySet, search: NoticeSearch) -> NoticeQuerySet:
    if search.year:
        notices = notices.filter(published_on__range=(date(search.year, 1, 1), date(search.year, 12, 31)))
    if search.since:
        notices = notices.filter(published_on__gte=search.since)
    if search.until:
        notices = notices.filter(published_on__lte=search.until)
    return notices


def _within_values(notices: NoticeQuerySet, search: NoticeSearch) -> NoticeQuerySet:
    if search.value_currency:
        notices = notices.filter(listed_currency=search.value_currency.upper())
    if search.min_value is not None:
        notices = notices.filter(listed_value__gte=search.min_value)
    if search.max_value is not None:
        notices = notices.filter(listed_value__lte=search.max_value)
    return notices


def _answering(notices: NoticeQuerySet, search: NoticeSearch) -> NoticeQuerySet:
    """Yes: a lot says yes. No: a lot says no and none says yes. Unknown: no lot says either."""
    findings = Finding.objects.filter(
        lot__notice=OuterRef("pk"), definition__code=search.definition, definition__is_in_force=True
    )
    if search.answer == Answer.YES:
        return notices.filter(Exists(findings.filter(answer="yes")))
    if search.answer == Answer.NO:
        return notices.filter(Exists(findings.filter(answer="no"))).exclude(
            Exists(findings.filter(answer="yes"))
        )
    return notices.exclude(Exists(findings))
