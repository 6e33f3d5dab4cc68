"""Words that every template knows: numbers and texts in the page's language, codes in words, charts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from majakka.base.clock import read_today
from majakka.base.text import Text, choose_text
from majakka.codes.queries import label
from majakka.notices.choices import Stage
from majakka.notices.models import Notice
from majakka.notices.rules import is_call_open, told_day
from majakka.reports.records import Figure, LeagueRow
from majakka.web import charts, format, words

register = template.Library()


def _language() -> str:
    return (get_language() or "en")[:2]


@register.filter
def number(value: Decimal | int | None) -> str:
    return format.format_number(value, _language())


@register.filter
def decimal(value: Decimal | None) -> str:
    """With one decimal."""
    return format.format_number(value, _language(), digits=1)


@register.filter
def percent(fraction: Decimal | None) -> str:
    return format.format_percent(fraction, _language())


@register.filter
def bare_percent(fraction: Decimal | None) -> str:
    """Per cent without its sign, for a column whose heading has it and for axes."""
    return format.format_percent(fraction, _language()).removesuffix(f"{format.BLANK}%")


@register.filter
def tick_percent(fraction: Decimal) -> str:
    """A mark of a scale: as few decimals as it needs."""
    per_cent = fraction * 100
    digits = 0 if per_cent == per_cent.to_integral_value() else 1 if (per_cent * 10) % 1 == 0 else 2
    return format.format_number(per_cent, _language(), digits=digits)


@register.filter
def target_percent(fraction: Decimal | None) -> str:
    return format.format_target(fraction, _language())


@register.filter
def points(difference: Decimal | None) -> str:
    return format.format_points(difference, _language())


@register.filter
def interval(share: Any) -> str:
    """Low to high of a Share."""
    return format.format_interval(share.low, share.high, _language())


@register.filter
def reads_as_one(share: Any) -> bool:
    """Whether both ends of a Share read as the same number."""
    return format.NOTHING not in interval(share)


@register.filter
def figure_words(figure: Figure) -> str:
    """A figure in one phrase: the share, its interval where too little is answered, or the median in its unit."""
    if not figure.is_share:
        unit = words.unit_after(figure.median, figure.indicator.unit)
        return f"{decimal(figure.median)}{format.BLANK}{unit}"
    return percent(figure.share.value) if figure.is_answered else interval(figure.share)


@register.filter
def euro(amount: Decimal | None) -> str:
    return format.format_money(amount, "EUR", _language())


@register.simple_tag
def money(amount: Decimal | None, currency: str = "EUR") -> str:
    return format.format_money(amount, currency or "", _language())


@register.filter
def exact(amount: Decimal | None) -> str:
    """Euro to the cent, where sums are to be added up by the reader."""
    return format.format_exact_money(amount, "EUR", _language())


@register.simple_tag
def exact_money(amount: Decimal | None, currency: str = "EUR") -> str:
    return format.format_exact_money(amount, currency or "", _language())


@register.filter
def day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return format.format_day(value.astimezone(format.HELSINKI).date(), _language())
    return format.format_day(value, _language())


@register.filter
def moment(value: datetime | None) -> str:
    return format.format_moment(value, _language())


@register.filter
def amount_of(figure: Figure, field: str) -> str:
    """A part of the figure's share (yes, unknown, whole, known) or its gap, in its unit."""
    value = figure.gap if field == "gap" else getattr(figure.share, field)
    if figure.unit == "euro":
        return format.format_money(value, "EUR", _language())
    return format.format_number(value, _language())


@register.filter
def tr(text: Text | None) -> str:
    """The text in the page's language, else in another, without saying which: for names of our own data."""
    return choose_text(text, _language())[0]


@register.simple_tag
def quoted(text: Text | None, language: str = "") -> SafeString | str:
    """A text from outside in `language` or the page's language, else in another one, then marked with lang."""
    here = _language()
    words, code = choose_text(text, language or here)
    if code in (here, "und") or not words:
        return words
    return format_html('<span lang="{}">{}</span>', code, words)


@register.simple_tag
def paragraphs(text: Text | None, language: str = "") -> SafeString:
    """As quoted, with the line breaks of the source as paragraphs."""
    words, code = choose_text(text, language or _language())
    mark = "" if code in (_language(), "und") else format_html(' lang="{}"', code)
    return format_html_join(
        "", "<p{}>{}</p>", ((mark, line.strip()) for line in words.splitlines() if line.strip())
    )


@register.simple_tag
def other_names(text: Text | None) -> list[tuple[str, str]]:
    """(language, name) of the names that differ from the one shown."""
    shown = tr(text)
    return [(code, name) for code, name in (text or {}).items() if name and name != shown]


@register.filter
def languages_of(text: Text | None) -> list[str]:
    return sorted(text or {})


@register.filter
def lookup(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.simple_tag
def code(list_code: str, value: str) -> str:
    """A code in words, in the page's language."""
    return label(list_code, value, _language()) if value else ""


@register.filter
def country_name(alpha2: str) -> str:
    return label("country", alpha2, _language())


@register.simple_tag
def bar_of(figure: Figure, top: Decimal | None = None) -> charts.ShareBar:
    """Without the circle of a value where too little is known for one."""
    share = figure.share
    value = share.value if figure.is_answered else None
    return charts.share_bar(value=value, low=share.low, high=share.high, target=figure.target, top=top)


@register.simple_tag
def common_top(figures: Sequence[Figure]) -> Decimal:
    """The end of one scale that holds every share's interval and target."""
    figures = [f for f in figures if f.is_share]
    ends = [v for f in figures for v in (f.share.high, f.target) if v is not None]
    return charts.scale_for(max(ends, default=Decimal("0.1")))[0]


@register.simple_tag
def league_top(rows: Sequence[LeagueRow]) -> Decimal:
    """One scale for a table of bodies: the ranked figures with their intervals and the target."""
    figures = [row.figure for row in rows if row.figure.is_ranked]
    return common_top(figures)


@register.simple_tag
def marked(evidence: Mapping[str, Any]) -> SafeString:
    """The quoted sentence with its found words marked; `marks` are (start, end) inside the quote."""
    quote, place, parts = str(evidence.get("quote", "")), 0, []
    for start, end in sorted(evidence.get("marks", [])):
        if place <= start < end <= len(quote):
            parts.append(format_html("{}<mark>{}</mark>", quote[place:start], quote[start:end]))
            place = end
    return format_html_join("", "{}", ((part,) for part in (*parts, quote[place:])))


@register.filter
def own_name(thing: Any) -> str:
    """The name of a definition, indicator or organisation row in the page's language."""
    return str(thing.name_in(_language()))


@register.filter
def own_rule(thing: Any) -> str:
    return str(thing.rule_in(_language()))


@register.filter
def plain(value: Decimal | None) -> str:
    """A number as a form field takes it back."""
    return "" if value is None else f"{value:f}"


@register.filter
def lot_number(identifier: str) -> str:
    """LOT-0003 is 3, GLO-0001 is group 1; LOT-0000, the only lot of an undivided purchase, has none.

    Another form stays as it is.
    """
    kind, dash, digits = identifier.partition("-")
    if not (dash and kind in ("LOT", "PAR", "GLO") and digits.isdecimal()):
        return identifier
    number = digits.lstrip("0")
    return _("group %(number)s") % {"number": number} if kind == "GLO" and number else number


@register.simple_tag
def lots_told(*identifiers: str | Sequence[str]) -> str:
    """`Lot 3`, `Lots 1, 2, group 1`; a purchase that is not divided is told to be one."""
    listed = [one for given in identifiers for one in ([given] if isinstance(given, str) else given)]
    numbers = [number for one in listed if (number := lot_number(one)) and not one.startswith("GLO-")]
    groups = [lot_number(one) for one in listed if one.startswith("GLO-")]
    if not numbers and not groups:
        return _("The whole purchase")
    word = [f"{ngettext('Lot', 'Lots', len(numbers))} {', '.join(numbers)}"] if numbers else []
    told = ", ".join([*word, *groups])
    return told[:1].upper() + told[1:]


@register.simple_tag
def language_name(code: str) -> str:
    """A language's name in the page's language."""
    return label("language", code, _language())


@register.filter
def stage_word(value: str) -> str:
    return words.stage(value)


@register.filter
def deadline_name(notice: Notice) -> str:
    return words.deadline_name(notice)


@register.filter
def deadline(notice: Notice) -> str:
    """When tenders are due, in Finnish time and as published."""
    return words.deadline(notice, _language())


@register.filter
def sent_on(notice: Notice) -> str:
    """The day on which the notice was sent (BT-05)."""
    sent = notice.dispatched_at
    day_sent = told_day(sent, notice.dispatched_offset, notice.dispatched_precision) if sent else None
    return format.format_day(day_sent, _language())


@register.simple_tag
def stage_told(notice: Notice) -> str:
    """The stage of a notice as it is today: a call is open or closed."""
    return words.stage_on(notice, read_today(), _language())


@register.filter
def stage_look(notice: Notice) -> str:
    """Which shape and colour the stage has."""
    if notice.stage == Stage.OPEN:
        is_open = is_call_open(
            notice.tenders_due_at,
            precision=notice.tenders_due_precision,
            published_on=notice.published_on,
            today=read_today(),
        )
        return "on-track" if is_open else "late"
    return "done" if notice.stage == Stage.AWARDED else "draft"


@register.simple_tag
def quotation(text: SafeString | str, language: str) -> SafeString:
    """The text between the quotation marks of its own language."""
    before, after = format.quotation_marks(language)
    return format_html("{}{}{}", before, text, after)


@register.filter
def unit_word(value: str) -> str:
    return words.unit(value)


@register.filter
def counted(figure: Figure) -> str:
    """How many things were counted, with their unit."""
    return words.counted(figure.count.whole, figure.indicator.counted, _language())


@register.filter
def too_few(figure: Figure) -> str:
    """That the sample is too small to be judged."""
    return words.too_few(figure.count.whole, figure.indicator.counted, figure.least, _language())


@register.filter
def share_of(value: str) -> str:
    return words.share_by_count(value)


@register.filter
def unit_after(value: str, number: Decimal | int | None) -> str:
    """The unit that follows the number: {{ n|number }} {{ unit|unit_after:n }}."""
    return words.unit_after(number, value)


@register.simple_tag
def role_words(roles: Sequence[str]) -> str:
    return words.roles(roles, _language())


@register.simple_tag
def field_words(field: str) -> str:
    return words.field_name(field)


@register.simple_tag
def evidence_value(evidence: Mapping[str, Any]) -> str:
    return words.evidence_value(evidence, _language())


@register.simple_tag
def weight(criterion: Mapping[str, Any]) -> str:
    return words.weight(criterion, _language())


@register.simple_tag
def place_words(place: Any) -> str:
    return words.place(place, _language())


@register.simple_tag
def styled_field(field: BoundField) -> SafeString:
    """The field's own control in our design."""
    return field.as_widget(attrs={"class": "ds-input"})
