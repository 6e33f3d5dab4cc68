"""Procedures and the notices published about them.

A row is what one notice version says; which version counts is `Notice.is_current`. All of it can be emptied
and made again from the raw archive.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from majakka.base.models import RawFile
from majakka.base.text import Text
from majakka.notices.choices import LotKind, Source, Stage
from majakka.organisations.models import Organisation


class Procedure(models.Model):
    """One purchase: all notices that carry the same procedure identifier (BT-04), or refer to each other.

    `key` is BT-04 in lower case, else the identifier of the earliest notice known; two procedures never share it.
    """

    key = models.CharField(max_length=120, unique=True, help_text="BT-04")

    def __str__(self) -> str:
        return self.key


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self) -> NoticeQuerySet:
        """Only the version that counts: not superseded by a newer version or a correction."""
        return self.filter(is_current=True)

    def real(self) -> NoticeQuerySet:
        """Without the demo country."""
        return self.filter(is_demo=False)

    def published_between(self, first: date, last: date) -> NoticeQuerySet:
        return self.filter(published_on__range=(first, last))


class Notice(models.Model):
    """One version of one published notice. (identifier, version) is unique; `number` is its public address."""

    # Identification
    number = models.CharField(
        max_length=120,
        db_index=True,
        help_text="Publication number without leading zeros, else the identifier",
    )
    identifier = models.CharField(max_length=120, help_text="BT-701")
    version = models.PositiveSmallIntegerField(default=1, help_text="BT-757")
    publication_number = models.CharField(max_length=40, blank=True, help_text="OPP-010, normalised")
    internal_identifier = models.CharField(max_length=400, blank=True, help_text="BT-22")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="notices")
    procedure_key = models.CharField(
        max_length=120, blank=True, db_index=True, help_text="BT-04 as this notice gives it"
    )
    refers_to = models.JSONField(default=list, help_text="Earlier notices it names (BT-1251, OPP-090)")
    changes = models.CharField(
        max_length=120, blank=True, help_text="Identifier of the notice it corrects (BT-758)"
    )
    # Provenance
    raw_file = models.ForeignKey(RawFile, on_delete=models.PROTECT, related_name="notices")
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Source])
    schema = models.CharField(max_length=40)
    reader_version = models.CharField(max_length=20, help_text="Version of the rules that read the file")
    statistics_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Archived answers that came beside the file"
    )
    is_demo = models.BooleanField(default=False, help_text="Belongs to the invented demo country")
    # Kind
    subtype = models.CharField(max_length=20, help_text="OPP-070")
    notice_type = models.CharField(max_length=40, blank=True, help_text="BT-02")
    form_type = models.CharField(max_length=20, blank=True, help_text="BT-03")
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage])
    legal_basis = models.CharField(max_length=60, blank=True, help_text="BT-01")
    # Dates
    dispatched_at = models.DateTimeField(null=True, help_text="BT-05")
    dispatched_offset = models.SmallIntegerField(
        null=True, help_text="Zone of BT-05 as published, minutes east of UTC; null: not told"
    )
    dispatched_precision = models.CharField(
        max_length=7, blank=True, help_text="How BT-05 gives it (choices.Precision); empty: not kept yet"
    )
    published_on = models.DateField(help_text="OPP-012, else the day of BT-05")
    # Content
    language = models.CharField(max_length=12, blank=True, help_text="BT-702(a)")
    languages = models.JSONField(default=list, help_text="BT-702")
    titles = models.JSONField(default=dict, help_text="BT-21")
    descriptions = models.JSONField(default=dict, help_text="BT-24")
    nature = models.CharField(max_length=20, blank=True, help_text="BT-23")
    cpv = models.CharField(max_length=8, blank=True, help_text="BT-262")
    additional_cpv = models.JSONField(default=list, help_text="BT-263")
    places = models.JSONField(default=list, help_text="BT-5071")
    procedure_type = models.CharField(max_length=20, blank=True, help_text="BT-105")
    is_accelerated = models.BooleanField(null=True, help_text="BT-106")
    direct_award_reasons = models.JSONField(default=list, help_text="BT-136")
    direct_award_texts = models.JSONField(default=dict, help_text="BT-135")
    # Money
    estimated_value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-27")
    framework_maximum = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-271")
    total_value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-161")
    framework_total = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-118")
    currencies = models.JSONField(default=dict, help_text="Currency of each amount above, by field name")
    # For lists: facts of the record, kept beside it so that a list needs one table
    buyer_names = models.JSONField(default=dict, help_text="Name of the lead buyer")
    buyer_country = models.CharField(max_length=2, blank=True, help_text="BT-514 of the lead buyer")
    buyer = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="notices",
        help_text="The lead buyer, when known",
    )
    lot_count = models.PositiveSmallIntegerField(default=0)
    listed_value = models.DecimalField(
        max_digits=20,
        decimal_places=2,
        null=True,
        help_text="Awarded value, else estimate, for lists and filters",
    )
    listed_currency = models.CharField(max_length=3, blank=True)
    tenders_due_at = models.DateTimeField(null=True, help_text="Latest BT-131 of its lots")
    tenders_due_offset = models.SmallIntegerField(
        null=True, help_text="Zone of that BT-131 as published, minutes east of UTC; null: not told"
    )
    tenders_due_precision = models.CharField(
        max_length=7,
        blank=True,
        help_text="How that BT-131 gives it (choices.Precision); empty: not kept yet",
    )
    # Lifecycle
    is_current = models.BooleanField(
        default=True, help_text="Not superseded by a newer version or a correction"
    )
    recorded_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identifier", "version"], name="notice_version_once"),
        ]
        indexes = [
            models.Index(
                fields=["is_demo", "is_current", "-published_on", "identifier", "version"], name="notice_list"
            ),
            models.Index(fields=["buyer", "-published_on"], name="notice_buyer"),
            models.Index(fields=["is_current", "stage", "-published_on"], name="notice_stage"),
            models.Index(fields=["publication_number"], name="notice_publication"),
            models.Index(fields=["is_demo", "is_current", "cpv"], name="notice_cpv"),
        ]

    def __str__(self) -> str:
        return self.number


class SearchText(models.Model):
    """What a notice is found by. In a table of its own, because a search reads all of it and needs nothing else."""

    notice = models.OneToOneField(
        Notice, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    text = models.TextField(help_text="Titles, buyers, winners, numbers, CPV in lower case")

    def __str__(self) -> str:
        return self.text


class Reference(models.Model):
    """Index of `Notice.refers_to` and `Notice.changes` from the other end: who names this notice?

    `target` is a publication number or a notice identifier, which may not have arrived yet.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="references")
    target = models.CharField(max_length=120, db_index=True)
    is_change = models.BooleanField(help_text="The notice replaces its target (BT-758)")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "target", "is_change"], name="reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} -> {self.target}"


class Party(models.Model):
    """An organisation as one notice names it. Unmatched parties (`organisation` null) stay visible."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="parties")
    key = models.CharField(max_length=60, help_text="OPT-200")
    names = models.JSONField(default=dict, help_text="BT-500")
    identifiers = models.JSONField(default=list, help_text="BT-501 as written")
    business_id = models.CharField(
        max_length=40, blank=True, help_text="The identifier used for matching, normalised"
    )
    country = models.CharField(max_length=2, blank=True, help_text="BT-514")
    nuts = models.CharField(max_length=10, blank=True, help_text="BT-507")
    city = models.CharField(max_length=200, blank=True, help_text="BT-513")
    size = models.CharField(max_length=10, blank=True, help_text="BT-165")
    legal_type = models.CharField(max_length=30, blank=True, help_text="BT-11")
    activity = models.CharField(max_length=30, blank=True, help_text="BT-10")
    roles = models.JSONField(default=list)
    is_buyer = models.BooleanField(default=False)
    is_lead = models.BooleanField(default=False, help_text="OPP-050")
    is_winner = models.BooleanField(default=False)
    is_natural_person = models.BooleanField(default=False, help_text="BT-633")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="parties"
    )

    class Meta:
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["notice", "key"], name="party_once_in_notice")]
        indexes = [models.Index(fields=["organisation", "is_buyer"], name="party_organisation")]

    def __str__(self) -> str:
        return next(iter(self.names.values()), self.key)


class Lot(models.Model):
    """A lot as one notice version describes it."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lots")
    identifier = models.CharField(max_length=60, help_text="BT-137")
    kind = models.CharField(max_length=5, choices=[(k.value, k.value) for k in LotKind], default=LotKind.LOT)
    # What is bought
    titles = models.JSONField(default=dict, help_text="BT-21")
    descriptions = models.JSONField(default=dict, help_text="BT-24")
    nature = models.CharField(max_length=20, blank=True, help_text="BT-23")
    cpv = models.CharField(max_length=8, blank=True, help_text="BT-262")
    additional_cpv = models.JSONField(default=list, help_text="BT-263")
    places = models.JSONField(default=list, help_text="BT-5071")
    # Money
    estimated_value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-27")
    framework_maximum = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-271")
    currencies = models.JSONField(default=dict)
    framework = models.CharField(max_length=20, blank=True, help_text="BT-765")
    purchasing_system = models.CharField(max_length=20, blank=True, help_text="BT-766")
    # Time
    tenders_due_at = models.DateTimeField(null=True, help_text="BT-131")
    tenders_due_offset = models.SmallIntegerField(
        null=True, help_text="Zone of BT-131 as published, minutes east of UTC; null: not told"
    )
    tenders_due_precision = models.CharField(
        max_length=7, blank=True, help_text="How BT-131 gives it (choices.Precision); empty: not kept yet"
    )
    starts_on = models.DateField(null=True, help_text="BT-536")
    ends_on = models.DateField(null=True, help_text="BT-537")
    duration_value = models.DecimalField(max_digits=10, decimal_places=2, null=True, help_text="BT-36")
    duration_unit = models.CharField(max_length=20, blank=True)
    # Strategic answers: as published, every code; empty is unknown
    strategic = models.JSONField(default=list, help_text="BT-06")
    innovation = models.JSONField(default=list, help_text="BT-776")
    environment = models.JSONField(default=list, help_text="BT-774")
    social = models.JSONField(default=list, help_text="BT-775")
    gpp_criteria = models.JSONField(default=list, help_text="BT-805")
    strategic_texts = models.JSONField(default=dict, help_text="BT-777")
    accessibility = models.CharField(max_length=20, blank=True, help_text="BT-754")
    reserved = models.JSONField(default=list, help_text="BT-71")
    sme_suitable = models.BooleanField(null=True, help_text="BT-726")
    variants = models.CharField(max_length=20, blank=True, help_text="BT-63")
    clean_vehicles = models.BooleanField(null=True, help_text="BT-717")
    eu_funded = models.BooleanField(null=True, help_text="BT-60")
    statistics = models.JSONField(
        default=dict, help_text="Hilma's statistical answers, when they came beside the file"
    )
    # How tenders are compared
    criteria = models.JSONField(
        default=list,
        help_text="BT-539, BT-734, BT-540, BT-541: kind, names, descriptions, weight, weight_kind",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "kind", "identifier"], name="lot_once_in_notice")
        ]

    def __str__(self) -> str:
        return self.identifier

    def described_in(self) -> Text:
        return self.descriptions or self.titles


class LotResult(models.Model):
    """How a lot ended, according to one notice version. Several results may concern one lot."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(max_length=60, help_text="OPT-322")
    lot_identifier = models.CharField(max_length=60, blank=True, help_text="BT-13713")
    outcome = models.CharField(max_length=20, blank=True, help_text="BT-142")
    reason = models.CharField(max_length=40, blank=True, help_text="BT-144")
    submissions = models.JSONField(default=list, help_text="BT-760 code and BT-759 count")
    tender_count = models.PositiveIntegerField(null=True, help_text="BT-759 where BT-760 is 'tenders'")
    sme_tender_count = models.PositiveIntegerField(
        null=True, help_text="BT-759 where BT-760 is 't-sme', else micro+small+med"
    )
    lowest = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-710")
    highest = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-711")
    framework_value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-709")
    currencies = models.JSONField(default=dict)
    complaints = models.PositiveIntegerField(null=True, help_text="BT-712")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "key"], name="result_once_in_notice")]

    def __str__(self) -> str:
        return self.key


class Tender(models.Model):
    """A tender named in a result: its value, rank, makers and contract."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tenders")
    result = models.ForeignKey(LotResult, on_delete=models.CASCADE, null=True, related_name="tenders")
    key = models.CharField(max_length=60, help_text="OPT-321")
    lot_identifier = models.CharField(max_length=60, blank=True, help_text="BT-13714")
    identifier = models.CharField(max_length=400, blank=True, help_text="BT-3201")
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True, help_text="BT-720")
    currency = models.CharField(max_length=3, blank=True)
    rank = models.PositiveIntegerField(null=True, help_text="BT-171")
    is_winner = models.BooleanField(null=True)
    tenderers = models.JSONField(default=list, help_text="Party keys, leader first (OPT-300-Tenderer)")
    subcontractors = models.JSONField(default=list, help_text="Party keys (OPT-301-Tenderer-SubCont)")
    # The contract that was made of it
    contract_key = models.CharField(max_length=60, blank=True, help_text="OPT-316")
    contract_identifier = models.CharField(max_length=400, blank=True, help_text="BT-150")
    contract_titles = models.JSONField(default=dict, help_text="BT-721")
    concluded_on = models.DateField(null=True, help_text="BT-145")
    decided_on = models.DateField(null=True, help_text="BT-1451")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "key"], name="tender_once_in_notice")]

    def __str__(self) -> str:
        return self.key
