"""Write bodies as texts with their citations inside, and sources in the order of their numbers."""

import wagtail.fields
from django.db import migrations

from portal.migrations import _text_blocks
from showcase.signoff.content import content_digest



KINDS = ["casestudypage", "technologypage", "practicepage", "announcementpage"]


def rewrite(apps, schema_editor):
    """Rewrite the bodies of stories and notices, with their revisions, translations and confirmations."""
    sign_offs = apps.get_model("showcase", "SignOff").objects

    def confirm_again(revision, before):
        # What an enterprise confirmed is the same text: only the way it is stored has changed.
        held = sign_offs.filter(revision=revision, digest=content_digest(before))
        held.update(digest=content_digest(revision.content))

    for name in ("StorySource", "AnnouncementSource"):
        _text_blocks.order_sources(apps.get_model("showcase", name))
    for name in ("StoryPage", "AnnouncementPage"):
        _text_blocks.rewrite_pages(apps.get_model("showcase", name))
    revisions = apps.get_model("wagtailcore", "Revision").objects
    of_kind = revisions.filter(content_type__app_label="showcase", content_type__model__in=KINDS)
    _text_blocks.rewrite_revisions(of_kind, confirm_again)
    _text_blocks.rewrite_translations(apps, [("showcase", name) for name in KINDS])


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0014_texts_with_citations"),
        ('showcase', '0039_finding_answers'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='announcementsource',
            options={'ordering': ['sort_order', 'number'], 'verbose_name': 'source of the notice'},
        ),
        migrations.AlterModelOptions(
            name='storysource',
            options={'ordering': ['sort_order', 'number'], 'verbose_name': 'source of the story'},
        ),
        migrations.AlterField(
            model_name='announcementpage',
            name='body',
            field=wagtail.fields.StreamField([('heading', 0), ('text', 1), ('figure', 4), ('table', 12), ('note', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'blocks/heading.html'}), 1: ('portal.blocks.body.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'caption'}), 6: ('wagtail.blocks.CharBlock', (), {'required': False}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'header'}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'cells'}), 9: ('wagtail.blocks.StructBlock', [[('cells', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'label': 'rows'}), 11: ('portal.blocks.body.CitationsBlock', (), {'required': False}), 12: ('wagtail.blocks.StructBlock', [[('caption', 5), ('header', 7), ('rows', 10), ('sources', 11)]], {}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'superscript', 'subscript', 'citation', 'citation-keys'], 'label': 'text'}), 14: ('wagtail.blocks.StructBlock', [[('text', 13)]], {})}, verbose_name='text of the notice'),
        ),
        migrations.AlterField(
            model_name='storypage',
            name='body',
            field=wagtail.fields.StreamField([('section', 0), ('text', 1), ('figure', 4), ('table', 12), ('note', 14)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('background', 'Background and problem'), ('practices', 'Main practices'), ('results', 'Results'), ('transfer', 'What can be transferred'), ('limits', 'Limits'), ('lessons', 'Lessons'), ('principle', 'How it works'), ('fits', 'Where it fits'), ('not_fits', 'Where it does not fit'), ('figures', 'Published figures'), ('measure_first', 'What to measure first'), ('mistakes', 'Typical mistakes'), ('what', 'What it is'), ('how', 'How plants organise it'), ('examples', 'Examples'), ('start', 'How to start'), ('missing', 'Not stated in the sources')], 'icon': 'title', 'label': 'section', 'template': 'blocks/section.html'}), 1: ('portal.blocks.body.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'caption'}), 6: ('wagtail.blocks.CharBlock', (), {'required': False}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'header'}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'cells'}), 9: ('wagtail.blocks.StructBlock', [[('cells', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'label': 'rows'}), 11: ('portal.blocks.body.CitationsBlock', (), {'required': False}), 12: ('wagtail.blocks.StructBlock', [[('caption', 5), ('header', 7), ('rows', 10), ('sources', 11)]], {}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'superscript', 'subscript', 'citation', 'citation-keys'], 'label': 'text'}), 14: ('wagtail.blocks.StructBlock', [[('text', 13)]], {})}, verbose_name='body'),
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
