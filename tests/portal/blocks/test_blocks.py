"""Every block of a body can be translated: its words become English, its numbers and choices stay."""

import pytest
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.strings import extract_strings

from portal.blocks import BodyBlock, FigureBlock
from portal.models import InfoPage
from portal.text.citations import cite, passages
from showcase.stories.blocks import StoryBodyBlock
from tests.factories import make_case, make_image, make_source, section

pytestmark = pytest.mark.django_db

_TEXT = (
    f"<h3>做法</h3><p>第一段 <b>重点</b>{cite(1, 2)}</p>"
    f"<ol><li>第一条{cite(2)}</li><li>第二条{cite('portal')}</li></ol><p>据报{cite(1)}，后又更正{cite(2)}。</p>"
)
_TABLE = {
    "caption": "指标对照",
    "header": ["目标", "权重"],
    "rows": [{"cells": ["能源低碳化", "30"]}, {"cells": ["资源高效化", "30"]}],
    "sources": [1],
}


def _body() -> list[tuple[str, object]]:
    return [
        ("text", _TEXT),
        ("figure", {"image": make_image(), "caption": "换热流程"}),
        ("table", _TABLE),
        ("note", {"text": "<p>提示文字</p>"}),
    ]


def in_english(text: str) -> str:
    """Something that is not Chinese, another for each text."""
    return "EN " + text.encode("ascii", "backslashreplace").decode()


def _translated(page, django_capture_on_commit_callbacks):
    """The English page, every Chinese string replaced."""
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation, _ = Translation.objects.get_or_create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    messages = translation.export_po()
    for message in messages:
        message.msgstr = in_english(message.msgid)
    translation.import_po(messages)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return page.get_translation(Locale.objects.get(language_code="en")).specific


@pytest.mark.parametrize("kind", ["story", "information page"])
def test_every_block_is_translated_and_keeps_its_numbers(kind: str, django_capture_on_commit_callbacks) -> None:
    if kind == "story":
        page = make_case(body=[("section", "background"), *_body()], sources=[make_source(1), make_source(2)])
    else:
        page = InfoPage(title="说明", slug="explained", body=[("heading", "标题"), *_body()])
        section("about").add_child(instance=page)

    english = _translated(page, django_capture_on_commit_callbacks)

    blocks = {block.block_type: block.value for block in english.body}
    assert all(string.data.startswith("EN ") for string, _attributes in extract_strings(blocks["text"].source)[1])
    cited = [(found.tag, found.sources, found.own) for found in passages(blocks["text"].source)]
    assert cited == [(found.tag, found.sources, found.own) for found in passages(_TEXT)]
    assert blocks["figure"]["caption"] == in_english("换热流程")
    assert [cell for row in blocks["table"]["rows"] for cell in row["cells"]] == [
        in_english("能源低碳化"),
        in_english("30"),
        in_english("资源高效化"),
        in_english("30"),
    ]
    assert blocks["table"]["caption"] == in_english("指标对照")
    assert in_english("提示文字") in blocks["note"]["text"].source
    if kind == "story":
        assert blocks["section"] == "background"
    else:
        assert blocks["heading"] == in_english("标题")


def test_a_page_with_every_block_renders_in_both_languages(client, django_capture_on_commit_callbacks) -> None:
    page = make_case(body=[("section", "background"), *_body()], sources=[make_source(1), make_source(2)])
    english = _translated(page, django_capture_on_commit_callbacks)

    for found in (page, english):
        response = client.get(found.url)
        assert response.status_code == 200
        assert "<table" in response.content.decode()
        assert "<ol" in response.content.decode()
        assert 'alt="' in response.content.decode()


def test_the_block_of_a_picture_says_so_in_both_languages():
    named = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            named[language] = str(FigureBlock().label)
    assert named == {"zh-hans": "配图", "en": "picture"}


def test_a_picture_is_called_a_picture():
    with translation.override("zh-hans"):
        assert str(BodyBlock().child_blocks["figure"].label) == "配图"
        assert str(StoryBodyBlock().child_blocks["figure"].label) == "配图"
