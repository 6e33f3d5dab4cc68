"""Indicators and their values."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from majakka.base.share import Share
from majakka.organisations.models import Organisation

_HALF_CENT = Decimal("0.005")


class Indicator(models.Model):
    """A named number that is followed: what it means, in which direction it should go, how it adds up."""

    code = models.CharField(max_length=60, unique=True, help_text="innovation-new-to-market, single-bidder …")
    family = models.CharField(max_length=30, help_text="innovation, green, social, competition, sme, speed")
    kind = models.CharField(max_length=12, choices=[("share", "share"), ("mean", "mean")], default="share")
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    rule_fi = models.CharField(max_length=500, help_text="The rule in one sentence")
    rule_sv = models.CharField(max_length=500)
    rule_en = models.CharField(max_length=500)
    unit = models.CharField(
        max_length=20, default="lot", help_text="What is counted: lot, procedure, tender, winner, day"
    )
    direction = models.CharField(max_length=4, choices=[("up", "up"), ("down", "down")], default="up")
    has_euro = models.BooleanField(default=True, help_text="Also measured by value")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.code

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_fi

    def rule_in(self, language: str) -> str:
        return getattr(self, f"rule_{language}", "") or self.rule_fi


class Value(models.Model):
    """One measured number: an indicator, for a scope, in a year, for all purchases or one CPV division.

    Scope is an organisation with everything below it, or, with `organisation` null, a country ("" is all
    real countries; the demo country is only under its own code). For a share, yes + unknown <= whole, by
    count and by euro; for a mean, `count_whole` is n, `total` the sum and `median` the median, and
    `excluded_count` the rows without a usable number. Nothing here is rounded.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    # Scope
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="values")
    country = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField()
    cpv_division = models.CharField(max_length=2, blank=True, help_text='"" is all')
    # Number
    count_yes = models.PositiveBigIntegerField(default=0)
    count_unknown = models.PositiveBigIntegerField(default=0)
    count_whole = models.PositiveBigIntegerField(default=0)
    euro_yes = models.DecimalField(max_digits=24, decimal_places=2, default=Decimal(0))
    euro_unknown = models.DecimalField(max_digits=24, decimal_places=2, default=Decimal(0))
    euro_whole = models.DecimalField(max_digits=24, decimal_places=2, default=Decimal(0))
    euro_estimated = models.DecimalField(
        max_digits=24,
        decimal_places=2,
        default=Decimal(0),
        help_text="The part of euro_whole that is estimates (BT-27), not awards",
    )
    total = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    median = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    excluded_count = models.PositiveBigIntegerField(
        default=0, help_text="In the count but without a usable value in euro"
    )
    reporting_units = models.PositiveIntegerField(default=0, help_text="Buyers below the scope with any row")
    # Provenance
    rule_version = models.CharField(max_length=60)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "organisation", "year", "cpv_division"],
                condition=Q(organisation__isnull=False),
                name="organisation_value_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "country", "year", "cpv_division"],
                condition=Q(organisation__isnull=True),
                name="country_value_once",
            ),
            # SQLite adds amounts as floating point: a sum may be off by far less than a cent.
            models.CheckConstraint(
                condition=Q(count_whole__gte=F("count_yes") + F("count_unknown"))
                & Q(euro_whole__gt=F("euro_yes") + F("euro_unknown") - _HALF_CENT),
                name="value_is_a_share",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "country", "year", "cpv_division"], name="value_scope")
        ]

    def __str__(self) -> str:
        scope = self.organisation_id or self.country or "all"
        return f"{self.indicator_id} {scope} {self.year} {self.cpv_division}"

    @property
    def mean(self) -> Decimal | None:
        """Of an indicator of kind "mean": the sum over n, unrounded; None where n is zero."""
        return None if self.total is None or not self.count_whole else self.total / self.count_whole

    @property
    def by_count(self) -> Share:
        return Share(Decimal(self.count_yes), Decimal(self.count_unknown), Decimal(self.count_whole))

    @property
    def by_euro(self) -> Share:
        return Share(self.euro_yes, self.euro_unknown, self.euro_whole)
