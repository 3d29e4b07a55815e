"""What editors may see of the search."""

from django.db import migrations

from portal.roles import ensure_roles
from search.roles import ROLES


def forwards(apps, schema_editor):
    ensure_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_sought_texts"),
        ("showcase", "0003_roles"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
