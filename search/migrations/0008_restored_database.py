"""When the version counter was found behind the index: the database was restored from a backup."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0007_known_words")]

    operations = [
        migrations.AddField(
            model_name="versioncounter", name="restored_at", field=models.DateTimeField(null=True)
        ),
    ]
