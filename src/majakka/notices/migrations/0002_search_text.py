"""The text that notices are found by moves into a table of its own; what is recorded moves with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                (
                    "text",
                    models.TextField(help_text="Titles, buyers, winners, numbers, CPV in lower case"),
                ),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO notices_searchtext (notice_id, text) SELECT id, search_text FROM notices_notice",
            "UPDATE notices_notice SET search_text ="
            " (SELECT text FROM notices_searchtext WHERE notice_id = notices_notice.id)",
        ),
        migrations.RemoveField("notice", "search_text"),
        migrations.AlterField(
            "searchtext",
            "notice",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="search_text",
                serialize=False,
                to="notices.notice",
            ),
        ),
        migrations.AddIndex(
            "notice", models.Index(fields=["is_demo", "is_current", "cpv"], name="notice_cpv")
        ),
    ]
