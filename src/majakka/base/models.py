"""Which raw files were kept, from where and when."""

from django.db import models


class RawFile(models.Model):
    """One distinct content that came from outside. The bytes lie in the archive under `sha256`.

    The same bytes coming again from elsewhere do not make a second row: the first origin stands.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes, uncompressed")
    media_type = models.CharField(max_length=80, default="application/xml")
    origin = models.CharField(max_length=500, help_text="Path or address it came from, as given")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "raw file"

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.origin}"
