"""Names the reviews in Chinese alone: each was called in both languages at once, as in “提交给三审 Three reviews”."""

from django.db import migrations

NAMES = {
    "三审 Three reviews": "三审",
    "初审 First review": "初审",
    "复审 Second review": "复审",
    "终审 Final review": "终审",
    "企业核对 Enterprise check": "企业核对",
}


def forwards(apps, schema_editor):
    for old, new in NAMES.items():
        for model in ("wagtailcore.Workflow", "wagtailcore.Task"):
            apps.get_model(model).objects.filter(name=old).update(name=new)


class Migration(migrations.Migration):
    dependencies = [("showcase", "0032_row_names")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
