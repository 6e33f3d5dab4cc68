"""Which outside files were refused, and why."""

from django.db import models


class RefusedFile(models.Model):
    """The last refusal of one file. It goes when the file is taken in after all."""

    file = models.CharField(
        max_length=500, unique=True, help_text="Path as given; inside an archive archive.zip!/inner.xml"
    )
    code = models.CharField(max_length=40)
    message = models.CharField(max_length=1000)
    place = models.CharField(max_length=300, blank=True, help_text="Field, element path or line")
    value = models.CharField(max_length=200, blank=True)
    refused_at = models.DateTimeField()

    class Meta:
        ordering = ["-refused_at", "file"]

    def __str__(self) -> str:
        return f"{self.file}: {self.code}"
