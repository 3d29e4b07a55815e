"""Bodies of paragraphs and lists, as stored before, become texts: no letter, citation or translation is lost."""

import json
import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Revision
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from portal.text.citations import cite, passages
from showcase.models import CaseStudyPage, SignOff, StoryPage, StorySource
from showcase.signoff.content import content_digest
from tests.factories import make_case, make_source, make_translation

blocks = import_module("portal.migrations._text_blocks")
migration = import_module("showcase.migrations.0040_texts_with_citations")


def old_paragraph(key: str, text: str, *sources: int, own: bool = False) -> dict[str, Any]:
    cited = [{"type": "item", "value": number, "id": f"{key}{number}"} for number in sources]
    return {"type": "paragraph", "id": key, "value": {"text": f"<p>{text}</p>", "sources": cited, "own": own}}


def old_items(key: str, *items: dict[str, Any], ordered: bool = False) -> dict[str, Any]:
    rows = [{"type": "item", "id": item["id"], "value": item["value"]} for item in items]
    return {"type": "items", "id": key, "value": {"ordered": ordered, "items": rows}}


SECTION = {"type": "section", "id": "s", "value": "background"}
OLD = [
    SECTION,
    old_paragraph("a", '余热没有利用，<a href="/notices/2025/">见此</a>', 1, 2),
    old_items("b", old_paragraph("b1", "换热器", 2), old_paragraph("b2", "风机", own=True), ordered=True),
    old_paragraph("c", "节能。", 1),
    {"type": "note", "id": "n", "value": {"text": "<p>提示</p>"}},
    old_paragraph("d", "结论。"),
]
NEW_TEXT = (
    f'<p>余热没有利用，<a href="/notices/2025/">见此</a>{cite(1, 2)}</p>'
    f"<ol><li>换热器{cite(2)}</li><li>风机{cite('portal')}</li></ol><p>节能。{cite(1)}</p>"
)


def test_neighbours_become_one_text_and_everything_else_stays():
    stream, moved = blocks.as_texts(OLD)

    assert stream == [
        SECTION,
        {"type": "text", "id": "a", "value": NEW_TEXT},
        OLD[4],
        {"type": "text", "id": "d", "value": "<p>结论。</p>"},
    ]
    assert moved == {"a.text": "a", "b.items.b1.text": "a", "b.items.b2.text": "a", "c.text": "a", "d.text": "d"}
    assert blocks.as_texts(stream) == (stream, {})


words = st.text("节能减排ab ", min_size=1, max_size=6).map(str.strip).filter(bool)
paragraphs = st.builds(
    lambda key, text, cited, own: old_paragraph(f"k{key}", text, *cited, own=own),
    st.integers(0, 10**6),
    words,
    st.lists(st.integers(1, 9), max_size=2, unique=True),
    st.booleans(),
)
lists = st.builds(
    lambda key, items, ordered: old_items(f"l{key}", *items, ordered=ordered),
    st.integers(0, 10**6),
    st.lists(paragraphs, min_size=1, max_size=3),
    st.booleans(),
)


@given(st.lists(paragraphs | lists | st.just(SECTION), max_size=8))
def test_every_passage_keeps_its_words_its_sources_and_its_place(stream):
    rewritten, _moved = blocks.as_texts(stream)

    found = [one for block in rewritten if block["type"] == "text" for one in passages(block["value"])]
    values = [
        item["value"]
        for block in stream
        if block["type"] != "section"
        for item in (block["value"]["items"] if block["type"] == "items" else [block])
    ]
    expected = [
        (re.sub("<[^>]*>", "", value["text"]), tuple(one["value"] for one in value["sources"]), value["own"])
        for value in values
    ]
    assert [(one.text, one.sources, one.own) for one in found] == [
        (" ".join(text.split()), sources, own) for text, sources, own in expected
    ]


@pytest.mark.django_db
def test_live_page_revision_sources_and_confirmation_follow():
    case = make_case(sources=[make_source(1), make_source(2)])
    revision = case.latest_revision
    revision.content["body"] = json.dumps(OLD)
    revision.save()
    held = SignOff.objects.create(
        page=case, revision=revision, digest=content_digest(revision.content), expires_at=case.first_published_at
    )
    StorySource.objects.filter(page=case, number=1).update(sort_order=5)

    migration.rewrite(apps, None)

    revision = Revision.objects.get(pk=revision.pk)
    assert json.loads(revision.content["body"])[1]["value"] == NEW_TEXT
    assert SignOff.objects.get(pk=held.pk).digest == content_digest(revision.content)
    assert [source.number for source in case.sources.order_by("sort_order")] == [1, 2]


@pytest.mark.django_db
def test_a_live_body_is_rewritten():
    case = make_case()
    with connection.cursor() as cursor:  # no model would store blocks that it does not know
        cursor.execute("UPDATE showcase_storypage SET body = %s WHERE page_ptr_id = %s", [json.dumps(OLD), case.pk])

    blocks.rewrite_pages(StoryPage)

    assert CaseStudyPage.objects.get(pk=case.pk).body[1].value.source == NEW_TEXT


@pytest.mark.django_db
def test_a_translation_is_complete_after_it_as_it_was_before():
    # Given a translated case whose translation is stored as for paragraphs and a list
    case = make_case()
    make_translation(case)
    source, _made = TranslationSource.update_or_create_from_instance(case)
    english = Locale.objects.get(language_code="en")
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=english)
    content = json.loads(source.content_json)
    source.content_json = json.dumps({**content, "body": json.dumps(OLD)})
    source.save()
    source.stringsegment_set.filter(context__path__startswith="body.").delete()
    store_segments_as_before(source)

    migration.rewrite(apps, None)

    # Then each of its sentences has the English one that it had, and it can be published from them
    source.refresh_from_db()
    written = segments(source)
    source.refresh_segments()
    assert segments(source) == written
    found = translation.source.get_ephemeral_translated_instance(english, fallback=True)
    text = found.body[1].value.source
    assert [(one.text, one.sources, one.own) for one in passages(text)] == [
        ("EN1 EN-link", (1, 2), False),
        ("EN2", (2,), False),
        ("EN3", (), True),
        ("EN4", (1,), False),
    ]


def segments(source: TranslationSource) -> set[tuple[str, str, str]]:
    found = source.stringsegment_set.filter(context__path__startswith="body.")
    return {(one.context.path, one.string.data, one.attrs) for one in found}


def store_segments_as_before(source: TranslationSource) -> None:
    """The segments that wagtail-localize made of each paragraph, and English for them."""
    texts = {
        "body.a.text": (
            '余热没有利用，<a id="a1">见此</a>',
            'EN1 <a id="a1">EN-link</a>',
            {"a1": {"href": "/notices/2025/"}},
        ),
        "body.b.items.b1.text": ("换热器", "EN2", {}),
        "body.b.items.b2.text": ("风机", "EN3", {}),
        "body.c.text": ("节能。", "EN4", {}),
        "body.d.text": ("结论。", "EN5", {}),
        "body.n.text": ("提示", "EN6", {}),
    }
    names = ("TranslationContext", "StringSegment", "Template", "TemplateSegment")
    context_model, segment, template, of_template = (apps.get_model("wagtail_localize", name) for name in names)
    for order, (path, (chinese, english, attributes)) in enumerate(texts.items(), 100):
        context = context_model.objects.create(object=source.object, path=path, field_path="body.text")
        string = String.objects.get_or_create(
            locale=source.locale, data_hash=String._get_data_hash(chinese), defaults={"data": chinese}
        )[0]
        held, _made = template.objects.get_or_create(
            uuid=String._get_data_hash(path),
            defaults={"template": '<p><text position="0"></text></p>', "template_format": "html", "string_count": 1},
        )
        of_template.objects.create(source=source, context=context, order=order, template=held)
        kept = json.dumps(attributes or None)
        segment.objects.create(source=source, context=context, order=order, string=string, attrs=kept)
        StringTranslation.objects.create(
            translation_of=string,
            locale=Locale.objects.get(language_code="en"),
            context=context,
            data=english,
            translation_type="manual",
        )
