"""Geometry of the charts. Pure: shares in, positions out, every position already a text for an SVG attribute.

Positions are texts because a template in Finnish would write 33,5 where SVG wants 33.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

Fraction = Decimal | float

_STEPS = tuple(
    Decimal(s) for s in ("0.0005", "0.001", "0.0025", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.25")
)
_MOST_STEPS = 6


def scale_for(highest: Fraction, *, limit: Fraction = Decimal(1)) -> tuple[Decimal, list[Decimal]]:
    """The end of a scale from nought that holds `highest`, and its ticks: (0.1, [0, 0.02 … 0.1])."""
    top = min(max(Decimal(str(highest)), Decimal("0.001")), Decimal(str(limit)))
    step = next((s for s in _STEPS if top / s <= _MOST_STEPS), _STEPS[-1])
    return _steps_over(top, step)


def _steps_over(highest: Decimal, step: Decimal) -> tuple[Decimal, list[Decimal]]:
    count = int((highest / step).to_integral_value(rounding=ROUND_CEILING))
    return step * count, [step * i for i in range(count + 1)]


def _per_cent(value: Fraction, top: Decimal) -> str:
    part = min(max(Decimal(str(value)) / top, Decimal(0)), Decimal(1))
    return f"{part * 100:.2f}%"


def _anchor(value: Fraction | None, top: Decimal) -> str:
    """Where a text at the value is held, so that it does not leave the drawing."""
    part = Decimal(str(value or 0)) / top
    return "start" if part < Decimal("0.15") else "end" if part > Decimal("0.85") else "middle"


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    value: Decimal
    anchor: str


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A share on a scale: circle, band, flag. `value` and the band are None where nothing is known."""

    value: str | None
    low: str | None
    high: str | None
    width: str | None
    target: str | None
    target_anchor: str
    ticks: tuple[Tick, ...]
    top: Decimal


def share_bar(
    *,
    value: Fraction | None,
    low: Fraction | None,
    high: Fraction | None,
    target: Fraction | None,
    top: Decimal | None = None,
) -> ShareBar:
    """One bar. Without `top` the scale fits the bar itself."""
    known = [Decimal(str(v)) for v in (value, high, target) if v is not None]
    end, values = scale_for(max(known, default=Decimal("0.1"))) if top is None else scale_for(top)
    anchors = {0: "start", len(values) - 1: "end"}
    width = (
        None
        if low is None or high is None
        else f"{(Decimal(str(high)) - Decimal(str(low))) / end * 100:.2f}%"
    )
    return ShareBar(
        value=None if value is None else _per_cent(value, end),
        low=None if low is None else _per_cent(low, end),
        high=None if high is None else _per_cent(high, end),
        width=width,
        target=None if target is None else _per_cent(target, end),
        target_anchor=_anchor(target, end),
        ticks=tuple(Tick(_per_cent(v, end), v, anchors.get(i, "middle")) for i, v in enumerate(values)),
        top=end,
    )


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A year of a trend; None where the year has no number."""

    year: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    other: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    y: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class YearLabel:
    x: str
    y: str
    year: int


@dataclass(frozen=True, slots=True)
class TrendDrawing:
    """One drawing of a trend, wide or narrow: paths and places of its texts."""

    view: str
    left: str
    right: str
    bottom: str
    grid: tuple[Label, ...]
    years: tuple[YearLabel, ...]
    band: str
    band_edge: str
    line: str
    dots: tuple[tuple[str, str], ...]
    end: Label | None
    other_line: str
    other_end: Label | None
    target_line: str
    target_end: Label | None


@dataclass(frozen=True, slots=True)
class Trend:
    wide: TrendDrawing
    narrow: TrendDrawing


@dataclass(frozen=True, slots=True)
class _Frame:
    """A drawing's inner field and how years and values map onto it."""

    width: int
    height: int
    right_margin: int
    first: int
    last: int
    top: Decimal

    @property
    def left(self) -> int:
        return 44

    @property
    def right(self) -> int:
        return self.width - self.right_margin

    @property
    def floor(self) -> int:
        return self.height - 34

    def x(self, year: Fraction) -> float:
        span = max(self.last - self.first, 1)
        return self.left + (self.right - self.left) * (float(year) - self.first) / span

    def y(self, value: Fraction) -> float:
        return self.floor - (self.floor - 18) * float(value) / float(self.top)

    def at(self, year: Fraction, value: Fraction) -> str:
        return f"{self.x(year):.1f} {self.y(value):.1f}"


def _runs(points: Sequence[TrendPoint], field: str) -> list[list[TrendPoint]]:
    """Stretches of years without a gap: a missing year breaks the line."""
    runs: list[list[TrendPoint]] = []
    for point in points:
        if getattr(point, field) is None:
            continue
        if runs and runs[-1][-1].year == point.year - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _line(frame: _Frame, points: Sequence[TrendPoint], field: str) -> str:
    return " ".join(
        "M" + " L".join(frame.at(p.year, getattr(p, field)) for p in run)
        for run in _runs(points, field)
        if len(run) > 1
    )


def _band(frame: _Frame, points: Sequence[TrendPoint]) -> str:
    shapes = []
    for run in _runs(points, "high"):
        if len(run) < 2:
            continue
        upper = [frame.at(p.year, p.high or 0) for p in run]
        lower = [frame.at(p.year, p.low or 0) for p in reversed(run)]
        shapes.append("M" + " L".join(upper + lower) + "Z")
    return " ".join(shapes)


def _single_bands(frame: _Frame, points: Sequence[TrendPoint]) -> str:
    """A year that stands alone has no band: its interval is an upright line."""
    alone = [run[0] for run in _runs(points, "high") if len(run) == 1]
    return " ".join(f"M{frame.at(p.year, p.low or 0)} L{frame.at(p.year, p.high or 0)}" for p in alone)


def _target_line(frame: _Frame, targets: Sequence[tuple[Fraction, Decimal]]) -> str:
    """A dated series of targets drawn as steps: (from year, value)."""
    inside = [
        (max(Decimal(str(start)), Decimal(frame.first)), value)
        for start, value in targets
        if start < frame.last
    ]
    steps: list[str] = []
    for i, (start, value) in enumerate(inside):
        end = inside[i + 1][0] if i + 1 < len(inside) else Decimal(frame.last)
        if end > start:
            steps.append(f"M{frame.at(start, value)} L{frame.at(end, value)}")
    return " ".join(steps)


def _last_label(frame: _Frame, points: Sequence[TrendPoint], field: str) -> Label | None:
    known = [p for p in points if getattr(p, field) is not None]
    if not known:
        return None
    last = known[-1]
    value = getattr(last, field)
    return Label(f"{frame.x(last.year) + 12:.1f}", f"{frame.y(value) + 5:.1f}", Decimal(str(value)))


def _drawing(
    frame: _Frame, points: Sequence[TrendPoint], targets: Sequence[tuple[Fraction, Decimal]], *, every: int
) -> TrendDrawing:
    _, values = scale_for(frame.top)
    in_force = [value for start, value in targets if start <= frame.last]
    target = in_force[-1] if in_force else None
    end = _last_label(frame, points, "value")
    other = _last_label(frame, points, "other")
    if end and other and abs(float(end.y) - float(other.y)) < 18:
        lower = float(end.y) + (18 if float(other.y) >= float(end.y) else -18)
        other = Label(other.x, f"{lower:.1f}", other.value)
    return TrendDrawing(
        view=f"0 0 {frame.width} {frame.height}",
        left=str(frame.left),
        right=str(frame.right),
        bottom=str(frame.floor),
        grid=tuple(Label(str(frame.left - 8), f"{frame.y(v):.1f}", v) for v in values),
        years=tuple(
            YearLabel(f"{frame.x(y):.1f}", str(frame.height - 8), y)
            for y in range(frame.first, frame.last + 1)
            if (frame.last - y) % every == 0
        ),
        band=_band(frame, points),
        band_edge=" ".join(filter(None, (_line(frame, points, "high"), _single_bands(frame, points)))),
        line=_line(frame, points, "value"),
        dots=tuple(
            (f"{frame.x(p.year):.1f}", f"{frame.y(p.value):.1f}") for p in points if p.value is not None
        ),
        end=end,
        other_line=_line(frame, points, "other"),
        other_end=other,
        target_line=_target_line(frame, targets),
        target_end=None if target is None else Label(str(frame.right), f"{frame.y(target):.1f}", target),
    )


def trend(points: Sequence[TrendPoint], *, targets: Sequence[tuple[Fraction, Decimal]] = ()) -> Trend | None:
    """A trend by year in its two drawings, or None without a number. `targets`: (year it is in force from, value)."""
    known = [p for p in points if p.value is not None or p.high is not None]
    if not known:
        return None
    first, last = min(p.year for p in known), max(p.year for p in known) + 1
    heights = [Decimal(str(v)) for p in known for v in (p.value, p.high, p.other) if v is not None]
    in_view = [value for start, value in targets if start <= last]
    top, _ = scale_for(max([*heights, *in_view[-1:]]))
    wide = _Frame(760, 340, 120, first, last, top)
    narrow = _Frame(340, 270, 60, first, last, top)
    return Trend(
        wide=_drawing(wide, points, targets, every=max(1, (last - first) // 8)),
        narrow=_drawing(narrow, points, targets, every=max(1, -(-(last - first) // 3))),
    )
