"""What the combined views hand out: plain records, the same for a page, the API and an export."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from majakka.base.share import Share, Verdict
from majakka.base.text import Text

RANKED_FROM = Decimal("0.6")
"""Coverage below which a share is not ranked."""

ALL_COUNTRIES = ""
DEMO_COUNTRY = "XV"

HOLDERS = ("state", "branch", "group")
"""Kinds of organisations that hold bodies and buy nothing themselves."""


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator as a reader needs it: its names and its rule in each language."""

    code: str
    family: str
    kind: str
    unit: str
    direction: str
    has_euro: bool
    names: Text
    rules: Text

    @property
    def counted(self) -> str:
        """What is counted: a mean of days is taken over lots."""
        return "lot" if self.unit == "day" else self.unit


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number of one scope and year, read by count or by euro, beside its target.

    `least`: below this count a share is neither judged nor ranked. `is_running`: the year has not ended.
    """

    indicator: IndicatorFacts
    scope: str
    year: int
    unit: str
    count: Share
    euro: Share
    total: Decimal | None
    median: Decimal | None
    excluded_count: int
    reporting_units: int
    rule_version: str
    measured_at: datetime
    euro_estimated: Decimal = Decimal(0)
    target: Decimal | None = None
    cpv_division: str = ""
    least: int = 0
    is_running: bool = False

    @property
    def share(self) -> Share:
        return self.euro if self.unit == "euro" else self.count

    @property
    def mean(self) -> Decimal | None:
        return self.total / self.count.whole if self.total is not None and self.count.whole else None

    @property
    def is_share(self) -> bool:
        return self.indicator.kind == "share"

    @property
    def is_answered(self) -> bool:
        """Whether enough has an answer for one figure to say anything."""
        return self.share.coverage is not None and self.share.coverage >= RANKED_FROM

    @property
    def is_small(self) -> bool:
        return self.count.whole < self.least

    @property
    def is_ranked(self) -> bool:
        return self.is_answered and not self.is_small

    @property
    def verdict(self) -> Verdict | None:
        """None without a target; a target of a falling indicator is a ceiling.

        Of a small sample and of a year that still runs nothing can be told.
        """
        if self.target is None:
            return None
        if self.is_small or self.is_running:
            return Verdict.CANNOT_TELL
        if self.indicator.direction == "up":
            return self.share.verdict(self.target)
        low, high = self.share.low, self.share.high
        if low is None or high is None:
            return Verdict.CANNOT_TELL
        return (
            Verdict.MET
            if high <= self.target
            else Verdict.NOT_MET
            if low > self.target
            else Verdict.CANNOT_TELL
        )

    @property
    def gap(self) -> Decimal | None:
        """What is missing from the target at the measured share, in the unit; None when met, unknown or too early."""
        if (
            self.is_running
            or self.target is None
            or self.share.value is None
            or self.indicator.direction != "up"
        ):
            return None
        missing = (self.target - self.share.value) * self.share.known
        return missing if missing > 0 else None


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    code: str
    names: Text
    type: str
    country: str
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """An organisation with everything below it. `buyers` is how many bodies there are below it, when the tree says."""

    organisation: OrganisationFacts
    figure: Figure
    before: Figure | None
    buyers: int | None

    @property
    def change(self) -> Decimal | None:
        """In fractions of one, from the year before; only between two ranked figures of years that have ended."""
        if (
            self.before is None
            or self.figure.is_running
            or not (self.figure.is_ranked and self.before.is_ranked)
        ):
            return None
        now, then = self.figure.share.value, self.before.share.value
        return None if now is None or then is None else now - then


@dataclass(frozen=True, slots=True)
class TargetFacts:
    starts_on: date
    due_on: date | None
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal with its dated series of targets and its newest figure."""

    programme: str
    code: str
    names: Text
    descriptions: Text
    measured_by: str
    indicator: IndicatorFacts | None
    targets: tuple[TargetFacts, ...]
    figure: Figure | None = None

    def target_on(self, day: date) -> TargetFacts | None:
        started = [t for t in self.targets if t.starts_on <= day]
        return max(started, key=lambda t: t.starts_on, default=None)


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    code: str
    owner: OrganisationFacts
    kind: str
    names: Text
    summaries: Text
    starts_on: date
    ends_on: date | None
    source: str
    is_demo: bool
    goals: tuple[GoalFacts, ...]


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """A country whose numbers can be shown, and whether it is the one shown."""

    country: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader asked for, from the address; empty means the page's own choice."""

    country: str | None = None
    indicator: str = ""
    year: int | None = None
    unit: str = ""
    level: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class ProgressOverview:
    """How far are we: everything the front page says, for one scope, definition, year and unit."""

    country: str
    scopes: tuple[ScopeChoice, ...]
    figure: Figure | None
    goal: GoalFacts | None
    definitions: tuple[Figure, ...] = ()
    trend: tuple[Figure, ...] = ()
    years: tuple[int, ...] = ()
    league: tuple[LeagueRow, ...] = ()
    levels: tuple[str, ...] = ()
    level: str = ""
    order: str = "share"
    has_euro: bool = True
    other_families: tuple[Figure, ...] = ()
    measured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One body: where it belongs, its shares and its trend beside the country's."""

    organisation: OrganisationFacts
    business_id: str
    website: str
    source: str
    founded_on: date | None
    ended_on: date | None
    successor: OrganisationFacts | None
    predecessors: tuple[OrganisationFacts, ...]
    path: tuple[OrganisationFacts, ...]
    children: tuple[OrganisationFacts, ...]
    figures: tuple[Figure, ...] = ()
    national: dict[str, Figure] = field(default_factory=dict)
    figure: Figure | None = None
    trend: tuple[Figure, ...] = ()
    national_trend: tuple[Figure, ...] = ()
    goal: GoalFacts | None = None
    years: tuple[int, ...] = ()
    has_euro: bool = True
