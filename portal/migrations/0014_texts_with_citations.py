"""Write bodies as texts with their citations inside, and sources in the order of their numbers."""

import wagtail.fields
from django.db import migrations

from portal.migrations import _text_blocks



def rewrite(apps, schema_editor):
    """Rewrite the bodies of information pages, with their revisions and translations."""
    _text_blocks.order_sources(apps.get_model("portal", "InfoPageSource"))
    _text_blocks.rewrite_pages(apps.get_model("portal", "InfoPage"))
    revisions = apps.get_model("wagtailcore", "Revision").objects
    of_kind = revisions.filter(content_type__app_label="portal", content_type__model="infopage")
    _text_blocks.rewrite_revisions(of_kind, lambda revision, before: None)
    _text_blocks.rewrite_translations(apps, [("portal", "infopage")])


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ('portal', '0013_root_names'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='infopagesource',
            options={'ordering': ['sort_order', 'number'], 'verbose_name': 'source of the page'},
        ),
        migrations.AlterField(
            model_name='infopage',
            name='body',
            field=wagtail.fields.StreamField([('heading', 0), ('text', 1), ('figure', 4), ('table', 12), ('note', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'blocks/heading.html'}), 1: ('portal.blocks.body.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'caption'}), 6: ('wagtail.blocks.CharBlock', (), {'required': False}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'header'}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'cells'}), 9: ('wagtail.blocks.StructBlock', [[('cells', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'label': 'rows'}), 11: ('portal.blocks.body.CitationsBlock', (), {'required': False}), 12: ('wagtail.blocks.StructBlock', [[('caption', 5), ('header', 7), ('rows', 10), ('sources', 11)]], {}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'superscript', 'subscript', 'citation', 'citation-keys'], 'label': 'text'}), 14: ('wagtail.blocks.StructBlock', [[('text', 13)]], {})}, verbose_name='body'),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
