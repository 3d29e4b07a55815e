"""Names the roots of the pages and of the files in Chinese: Wagtail calls both of them Root."""

from django.db import migrations

WAGTAILS = "Root"


def forwards(apps, schema_editor):
    roots = apps.get_model("wagtailcore.Page").objects.filter(depth=1, title=WAGTAILS)
    roots.update(title="全部页面", draft_title="全部页面")
    apps.get_model("wagtailcore.Collection").objects.filter(depth=1, name=WAGTAILS).update(name="全部文件")


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0012_row_names"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
