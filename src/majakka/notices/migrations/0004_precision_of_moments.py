"""How a notice gives its moments is kept beside them; of what was recorded before it is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_published_zones")]

    operations = [
        migrations.AddField(
            "notice",
            "dispatched_precision",
            models.CharField(
                max_length=7, blank=True, help_text="How BT-05 gives it (choices.Precision); empty: not kept yet"
            ),
        ),
        migrations.AddField(
            "notice",
            "tenders_due_precision",
            models.CharField(
                max_length=7,
                blank=True,
                help_text="How that BT-131 gives it (choices.Precision); empty: not kept yet",
            ),
        ),
        migrations.AddField(
            "lot",
            "tenders_due_precision",
            models.CharField(
                max_length=7, blank=True, help_text="How BT-131 gives it (choices.Precision); empty: not kept yet"
            ),
        ),
    ]
