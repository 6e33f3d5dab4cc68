"""The dated tree of public bodies."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from majakka.organisations.choices import OrganisationType


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def existing(self, today: date) -> OrganisationQuerySet:
        """Bodies that exist on the day."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=today),
            Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        )

    def of_type(self, *types: str) -> OrganisationQuerySet:
        return self.filter(type__in=types)


class Organisation(models.Model):
    """A public body, or a level that bodies belong to (the state, a branch, all municipalities).

    `code` is its lasting public address; a body that changed its name keeps it. A body that merged ends and
    names its successor. Who belongs to whom is in `Affiliation`, dated.
    """

    # Identification
    code = models.SlugField(max_length=80, unique=True)
    business_id = models.CharField(
        max_length=40, blank=True, db_index=True, help_text="Y-tunnus, or another country's identifier"
    )
    country = models.CharField(
        max_length=2, default="FI", help_text="ISO 3166 alpha-2; XV is the invented demo country"
    )
    # Content
    name_fi = models.CharField(max_length=300)
    name_sv = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=20, choices=OrganisationType.choices)
    website = models.URLField(blank=True)
    # Provenance
    source = models.CharField(max_length=300, blank=True, help_text="Where the facts come from")
    is_demo = models.BooleanField(default=False)
    # Lifecycle
    founded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer exists")
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_fi", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["business_id"], condition=~Q(business_id=""), name="business_id_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gt=models.F("founded_on")),
                name="organisation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.name_fi

    def name_in(self, language: str) -> str:
        """The name in the language, else in Finnish."""
        return getattr(self, f"name_{language}", "") or self.name_fi

    @property
    def names(self) -> dict[str, str]:
        return {code: name for code in ("fi", "sv", "en") if (name := getattr(self, f"name_{code}"))}


class Affiliation(models.Model):
    """`member` belongs to `parent` from a day to a day (end exclusive). One parent at a time."""

    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    parent = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="member_affiliations")
    starts_on = models.DateField(null=True, blank=True, help_text="Empty: since always")
    ends_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "starts_on"], name="affiliation_once"),
            models.CheckConstraint(condition=~Q(member=models.F("parent")), name="affiliation_not_to_itself"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gt=models.F("starts_on")),
                name="affiliation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} < {self.parent}"


class Alias(models.Model):
    """Another name under which a body appears in outside files, folded for comparison (rules.fold_name)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300, help_text="As written")
    folded = models.CharField(max_length=300, db_index=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["organisation", "folded"], name="alias_once")]

    def __str__(self) -> str:
        return self.name
