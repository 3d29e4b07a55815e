"""Documents lie below DOCUMENTS_ROOT; their names lose the folder. `portal.document_moving` moves the files."""

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

import portal.storages

FOLDER = "documents/"


def drop_folder(apps, schema_editor):
    """`documents/list.xlsx` → `list.xlsx`."""
    documents = apps.get_model("portal", "Document").objects.using(schema_editor.connection.alias)
    documents.filter(file__startswith=FOLDER).update(file=Substr("file", len(FOLDER) + 1))


def add_folder(apps, schema_editor):
    """The names as they were; whoever goes back moves the files to MEDIA_ROOT/documents by hand."""
    documents = apps.get_model("portal", "Document").objects.using(schema_editor.connection.alias)
    documents.update(file=Concat(Value(FOLDER), F("file")))


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_long_alternative_texts")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="file",
            field=models.FileField(storage=portal.storages.DocumentStorage(), upload_to="", verbose_name="file"),
        ),
        migrations.RunPython(drop_folder, add_folder),
    ]
