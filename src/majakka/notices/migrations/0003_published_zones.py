"""The zone in which a notice gives its moments is kept beside them; of what was recorded before it is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_search_text")]

    operations = [
        migrations.AddField(
            "notice",
            "dispatched_offset",
            models.SmallIntegerField(
                null=True, help_text="Zone of BT-05 as published, minutes east of UTC; null: not told"
            ),
        ),
        migrations.AddField(
            "notice",
            "tenders_due_offset",
            models.SmallIntegerField(
                null=True, help_text="Zone of that BT-131 as published, minutes east of UTC; null: not told"
            ),
        ),
        migrations.AddField(
            "lot",
            "tenders_due_offset",
            models.SmallIntegerField(
                null=True, help_text="Zone of BT-131 as published, minutes east of UTC; null: not told"
            ),
        ),
    ]
