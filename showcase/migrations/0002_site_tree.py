"""The home page and its sections in both languages."""

from django.db import migrations

from showcase.site_tree import ensure_site_tree


def forwards(apps, schema_editor):
    ensure_site_tree(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0001_initial"),
        ("portal", "0002_media_and_pages"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
