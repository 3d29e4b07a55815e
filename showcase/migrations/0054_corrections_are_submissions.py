"""Corrections become submissions; publishers and administrators keep the answer templates."""

import json
import secrets

from django.db import migrations

from showcase.roles import ensure_showcase_roles

STATES = {"open": "new"}


def take_over(apps, schema_editor):
    """Copy corrections into submissions; what a lost key seals stops the migration and stays as it is."""
    corrections, submissions = (apps.get_model("showcase", name) for name in ("Correction", "Submission"))
    steps = apps.get_model("showcase", "SubmissionStep")
    for row in corrections.objects.select_related("page__locale").iterator():
        new = submissions.objects.create(
            kind="correction",
            page=row.page,
            number=row.number,
            digest=row.digest,
            text_digest=row.digest,
            nonce=secrets.token_urlsafe(24),
            language=row.page.locale.language_code if row.page else "zh-hans",
            received_at=row.received_at,
            state=STATES.get(row.state, row.state),
            owner=row.handled_by,
            handled_at=row.handled_at,
            content=json.dumps({"wrong": row.wrong, "right": row.right}, ensure_ascii=False),
            email=row.email or None,
        )
        steps.objects.create(submission=new, action="received", at=row.received_at)
        if row.handled_at:
            steps.objects.create(
                submission=new, action=row.state, user=row.handled_by, at=row.handled_at, text=row.remark or None
            )


def grant(apps, schema_editor):
    ensure_showcase_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0053_submissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # Both grant “choose” to every group there is, and would do so after this migration.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
