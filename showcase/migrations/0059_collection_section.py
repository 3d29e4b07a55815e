"""The section of collections in both languages, and who may write in it."""

from django.db import migrations

from showcase.roles import ensure_showcase_roles
from showcase.site_tree import ensure_site_tree


def forwards(apps, schema_editor):
    ensure_site_tree(apps)
    ensure_showcase_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0058_collections_and_links"),
        ("portal", "0002_media_and_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # Both grant “choose” to every group there is, and would do so after this migration.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
