"""Proofs of publication can be withdrawn, by publishers and administrators."""

from django.db import migrations, models

from showcase.roles import ensure_showcase_roles


def forwards(apps, schema_editor):
    ensure_showcase_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0045_case_imports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # Both grant “choose” to every group there is, and would do so after this migration.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="proofofpublication",
            options={
                "default_permissions": (),
                "permissions": [("withdraw_proofofpublication", "Can withdraw proof of publication")],
            },
        ),
        migrations.AddField("proofofpublication", "reason_en", models.TextField(blank=True, default="", editable=False)),
        migrations.AddField("proofofpublication", "reason_zh", models.TextField(blank=True, default="", editable=False)),
        migrations.AddField("proofofpublication", "withdrawn_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "proofofpublication",
            "withdrawn_by_name",
            models.CharField(blank=True, default="", editable=False, max_length=255),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
