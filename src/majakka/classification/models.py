"""Definitions, findings and word lists."""

from __future__ import annotations

from django.db import models

from majakka.base.share import Answer
from majakka.notices.models import Lot, Notice


class Definition(models.Model):
    """A named rule for what counts, in one version. A changed rule is a new version; the old one stays readable."""

    code = models.CharField(max_length=60, help_text="innovation-declared, green …")
    version = models.PositiveSmallIntegerField(default=1)
    family = models.CharField(max_length=30, help_text="innovation, green, social, sme")
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    rule_fi = models.CharField(max_length=500, help_text="The rule in one sentence")
    rule_sv = models.CharField(max_length=500)
    rule_en = models.CharField(max_length=500)
    source = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_in_force = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="definition_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(is_in_force=True), name="definition_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_fi

    def rule_in(self, language: str) -> str:
        return getattr(self, f"rule_{language}", "") or self.rule_fi


class Finding(models.Model):
    """A definition says yes or no of a lot. No row: unknown.

    `evidence` is a list of coded answers {"field", "value", "says"} and of quotes {"field", "language", "quote",
    "start", "end", "sentence", "words", "marks", "says"}: see CodedEvidence and QuotedEvidence in records.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="findings")
    definition = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="findings")
    answer = models.CharField(max_length=3, choices=[(Answer.YES.value, "yes"), (Answer.NO.value, "no")])
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "definition"], name="finding_once")]
        indexes = [models.Index(fields=["definition", "answer", "lot"], name="finding_answer")]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.definition_id} {self.answer}"


class Classified(models.Model):
    """A notice version was classified under a rule version; a notice without a fresh row waits its turn."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="classified")
    rules_version = models.CharField(
        max_length=64, db_index=True, help_text="Definitions, word lists and analyser together"
    )
    classified_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "classified"

    def __str__(self) -> str:
        return f"{self.notice_id} {self.rules_version}"


class WordList(models.Model):
    """Words and phrases that speak for (or against) a definition in one language. Edited by people, versioned."""

    definition_code = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    version = models.PositiveSmallIntegerField(default=1)
    is_in_force = models.BooleanField(default=True)
    supports = models.JSONField(
        default=list,
        help_text="Phrases: a word is matched by lemma, * ends a stem, ... is a gap of up to three words",
    )
    opposes = models.JSONField(
        default=list,
        help_text="Phrases that cancel the hits they cover, or with ! before them their whole sentence",
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["definition_code", "language", "version"], name="word_list_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition_code} {self.language} v{self.version}"
