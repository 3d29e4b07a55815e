"""What could not be indexed, with its error, until it can."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0008_restored_database")]

    operations = [
        migrations.CreateModel(
            name="ParkedSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64, unique=True)),
                ("error", models.CharField(max_length=100)),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("first_failed_at", models.DateTimeField(auto_now_add=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("next_attempt", models.DateTimeField(db_index=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
