"""The section of visits, and who writes in it."""

from django.db import migrations

from showcase.roles import ensure_showcase_roles
from showcase.site_tree import ensure_site_tree


def forwards(apps, schema_editor):
    ensure_site_tree(apps)
    ensure_showcase_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0056_visits"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # Both grant “choose” to every group there is, and would do so after this migration.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
