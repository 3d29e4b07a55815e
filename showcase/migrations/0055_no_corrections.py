"""The table of corrections, whose rows are submissions now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("showcase", "0054_corrections_are_submissions")]

    operations = [migrations.DeleteModel(name="Correction")]
