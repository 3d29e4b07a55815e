from contextlib import suppress

from django.db import migrations
from django.db.models import ProtectedError


def remove_regions(apps, schema_editor):
    """The regions that came with those records, unless something else names them: no command removes them any more."""
    for region in apps.get_model("showcase", "Region").objects.filter(kind="scale").order_by("-code"):
        if not region.story_items.exists():
            with suppress(ProtectedError):
                region.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0010_row_uids"),
        ("showcase", "0007_list_imports"),
    ]

    operations = [
        migrations.DeleteModel(name="ScaleRecommendation"),
        migrations.DeleteModel(name="ScalePlant"),
        migrations.RunPython(remove_regions, migrations.RunPython.noop),
    ]
