from django.db import migrations, models

OLD, NEW = "view_soughttext", "view_zeroresultquery"


def rename_permission(apps, schema_editor):
    """The row itself stays, and with it every group and user that holds it."""
    rows = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="search")
    if not rows.filter(codename=NEW).exists():  # a new database has made it by this name already
        rows.filter(codename=OLD).update(codename=NEW, name="Can view zeroresultquery")


def restore_permission(apps, schema_editor):
    rows = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="search")
    rows.filter(codename=NEW).update(codename=OLD, name="Can view soughttext")


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0012_plain_words"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="soughttext", name="unique_sought_text"),
        migrations.RenameModel(old_name="SoughtText", new_name="ZeroResultQuery"),
        migrations.AddConstraint(
            model_name="zeroresultquery",
            constraint=models.UniqueConstraint(fields=("day", "digest"), name="unique_zero_result_query"),
        ),
        migrations.RunPython(rename_permission, restore_permission),
    ]
