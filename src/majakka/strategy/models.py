"""Programmes and goals. Links point up only."""

from __future__ import annotations

from datetime import date

from django.db import models

from majakka.indicators.models import Indicator
from majakka.organisations.models import Organisation


class Programme(models.Model):
    """A dated plan that belongs to one organisation."""

    code = models.SlugField(max_length=80, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(
        max_length=20,
        choices=[("national-strategy", "national strategy"), ("action-programme", "action programme")],
    )
    name_fi = models.CharField(max_length=300)
    name_sv = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    summary_fi = models.TextField(blank=True)
    summary_sv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[("draft", "draft"), ("in-force", "in force"), ("closed", "closed")],
        default="in-force",
    )
    source = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "code"]

    def __str__(self) -> str:
        return self.name_fi

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_fi

    def summary_in(self, language: str) -> str:
        return getattr(self, f"summary_{language}", "") or self.summary_fi


class Goal(models.Model):
    """What a programme wants to reach, followed by an indicator when it has one."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    code = models.CharField(max_length=20)
    name_fi = models.CharField(max_length=300)
    name_sv = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    description_fi = models.TextField(blank=True)
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    measured_by = models.CharField(
        max_length=5, choices=[("euro", "euro"), ("count", "count")], default="euro"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="goal_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_fi}"

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_fi

    def description_in(self, language: str) -> str:
        return getattr(self, f"description_{language}", "") or self.description_fi

    def target_on(self, day: date) -> Target | None:
        """The target in force on the day: the one set last before it. Reads `targets`, prefetched or not."""
        started = [t for t in self.targets.all() if t.starts_on <= day]
        return max(started, key=lambda t: t.starts_on, default=None)


class Target(models.Model):
    """The level a goal should reach, from the day it was set; together they are a dated series."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets")
    starts_on = models.DateField(help_text="In force from")
    due_on = models.DateField(null=True, blank=True)
    value = models.DecimalField(
        max_digits=8, decimal_places=6, help_text="A fraction of one: 0.05 is five per cent"
    )
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "starts_on"], name="target_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=1), name="target_is_a_fraction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.value} from {self.starts_on}"
