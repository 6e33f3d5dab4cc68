"""Shapes of the answers, as OpenAPI tells them. Amounts and shares are exact JSON numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Text = dict[str, str]  # BCP 47 language -> text


class Amount(Schema):
    """Without VAT."""

    amount: Number
    currency: str


class Page(Schema):
    """`next` is the address of the next page; null on the last one."""

    next: str | None


# Notices


class NoticeBuyer(Schema):
    names: Text
    country: str
    organisation: str | None


class NoticeSummary(Schema):
    number: str
    identifier: str
    version: int
    procedure: str
    stage: str
    subtype: str
    notice_type: str
    published_on: date | None
    titles: Text
    buyer: NoticeBuyer
    nature: str
    cpv: str
    procedure_type: str
    lot_count: int
    listed_value: Amount | None
    tenders_due_at: datetime | None
    tenders_due_precision: str
    is_demo: bool
    url: str


class NoticePage(Page):
    total: int
    items: list[NoticeSummary]


class Change(Schema):
    """A notice version that was recorded. A notice read anew appears again; the newest entry counts."""

    sequence: int
    number: str
    identifier: str
    version: int
    is_current: bool
    is_demo: bool
    recorded_at: datetime
    url: str


class ChangePage(Page):
    """`cursor` is where to go on when the list has been read to its end."""

    cursor: str
    items: list[Change]


# Organisations


class OrganisationFacts(Schema):
    code: str
    names: Text
    type: str
    country: str
    is_demo: bool


class OrganisationSummary(OrganisationFacts):
    business_id: str
    website: str
    founded_on: date | None
    ended_on: date | None
    successor: str | None
    source: str
    url: str


class OrganisationPage(Page):
    items: list[OrganisationSummary]


class OrganisationWhole(OrganisationFacts):
    """`path` from the root down to the parent; `children` on the day of asking."""

    business_id: str
    website: str
    founded_on: date | None
    ended_on: date | None
    source: str
    successor: OrganisationFacts | None
    predecessors: list[OrganisationFacts]
    path: list[OrganisationFacts]
    children: list[OrganisationFacts]


# Indicators and values


class Indicator(Schema):
    code: str
    family: str
    kind: str
    unit: str
    direction: str
    has_euro: bool
    names: Text
    rules: Text


class IndicatorList(Schema):
    items: list[Indicator]


class Share(Schema):
    """`low` counts unknown as no, `high` as yes; `value` is the share among what is known."""

    numerator: Number
    unknown: Number
    denominator: Number
    low: Number | None
    value: Number | None
    high: Number | None
    coverage: Number | None


class Value(Schema):
    """An indicator of a scope in a year. A share has `count` and `euro`, a mean has `n`, `mean` and `median`."""

    indicator: str
    kind: str
    unit: str
    organisation: str
    country: str
    year: int
    cpv_division: str
    count: Share | None
    euro: Share | None
    euro_estimated: Number | None
    n: int
    mean: Number | None
    median: Number | None
    excluded_count: int
    reporting_units: int
    rule_version: str
    measured_at: datetime


class ValuePage(Page):
    items: list[Value]


class ValueRow(Schema):
    """One row that a value counted. `days` is what a mean averages; `euro` null: no usable value."""

    notice: str
    notice_identifier: str
    notice_version: int | None
    published_on: date | None
    procedure: str
    lot: str
    titles: Text
    lot_titles: Text
    buyer_names: Text
    organisation: str
    country: str
    cpv_division: str
    answer: str
    days: int | None
    euro: Number | None
    is_estimated: bool


class RowSum(Schema):
    """`without_euro` rows have no usable value and are not in `euro`."""

    count: int
    euro: Number
    without_euro: int
    estimated: Number
    days: int


class RowSums(Schema):
    whole: RowSum
    yes: RowSum
    no: RowSum
    unknown: RowSum


class ValueRowPage(Page):
    """`total` rows have the answer asked for; `sums` are of all rows of the value."""

    total: int
    unit: str
    rule_version: str
    sums: RowSums
    items: list[ValueRow]


# Definitions and programmes


class Definition(Schema):
    code: str
    version: int
    family: str
    names: Text
    rules: Text
    source: str
    is_in_force: bool


class DefinitionList(Schema):
    items: list[Definition]


class Target(Schema):
    """`value` is a fraction of one: 0.05 is five per cent."""

    starts_on: date
    due_on: date | None
    value: Number
    source: str


class Goal(Schema):
    code: str
    names: Text
    descriptions: Text
    measured_by: str
    indicator: str | None
    targets: list[Target]


class Programme(Schema):
    code: str
    owner: OrganisationFacts
    kind: str
    names: Text
    summaries: Text
    starts_on: date
    ends_on: date | None
    source: str
    is_demo: bool
    goals: list[Goal]


class ProgrammeList(Schema):
    items: list[Programme]
