"""Code lists and their codes."""

from __future__ import annotations

from django.db import models


class CodeList(models.Model):
    """One list, such as CPV 2008 or eForms `strategic-procurement`, in the version that was loaded last."""

    code = models.CharField(max_length=80, unique=True, help_text="cpv, nuts, or the eForms list id")
    version = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    loaded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Code(models.Model):
    """One code of a list. A code that a newer version no longer has is kept and ended, never deleted."""

    list = models.ForeignKey(CodeList, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=80)
    label_fi = models.CharField(max_length=600, blank=True)
    label_sv = models.CharField(max_length=600, blank=True)
    label_en = models.CharField(max_length=600, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="code_once_in_list")]

    def __str__(self) -> str:
        return self.code
