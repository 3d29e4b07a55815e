"""An editor's way from a Word file to a draft: upload, preview, corrections, one draft, report."""

import io
from dataclasses import replace

import docx
import pytest
from django.test import Client
from django.urls import reverse

from portal.models import Image
from portal.text.citations import cite
from showcase.effects.reading import read_effects
from showcase.models import CaseStudyPage, TechnologyPage, WordImport
from showcase.stories.effect_rows.forms import shown_values
from showcase.stories.word.composing.figures import FoundFigure, figures_in
from showcase.stories.word.composing.sources import SourceLine
from showcase.stories.word.rows import add_effects, add_sources
from tests.factories import make_enterprise
from tests.showcase.stories.word import word_files as make
from tests.showcase.stories.word.uploading import ENTERPRISE, draft_made, png, suggested, upload, uploaded

pytestmark = pytest.mark.django_db

WHAT = {"of_what_zh": "定型机"}


def test_an_upload_leads_to_the_preview_that_shows_each_part_beside_what_it_becomes(editor):
    answer = upload(editor)
    found = WordImport.objects.get()
    assert answer.url == reverse("word_import", args=[found.pk])

    shown = editor.get(reverse("word_import", args=[found.pk])).content.decode()

    assert "减排3×10<sup>3</sup>吨[1]。" in shown
    assert "内部资料" in shown
    assert "page header" in shown
    assert found.choices == [
        "title",
        "summary",
        "section:practices",
        "paragraph",
        "table",
        "picture",
        "heading_only",
        "source",
        "source",
    ]
    assert CaseStudyPage.objects.count() == 0


def test_a_draft_has_the_text_table_picture_and_sources_of_the_file(editor):
    page = draft_made(editor, uploaded(editor))

    assert (page.live, page.title, page.owner) == (False, "定型机余热回收改造", WordImport.objects.get().owner)
    assert page.summary == f"{ENTERPRISE}回收定型机余热，年节电186万千瓦时。"
    kinds = [(block.block_type, block.value) for block in page.body]
    assert [kind for kind, _value in kinds] == ["section", "text", "table", "figure"]
    assert kinds[1][1].source == f"<p>减排3×10<sup>3</sup>吨{cite(1)}。</p>"
    assert list(kinds[2][1]["header"]) == ["指标", "数值"]
    assert [list(row["cells"]) for row in kinds[2][1]["rows"]] == [["节电", "186万kWh"]]
    assert kinds[3][1]["image"].alt_zh == "换热器"
    assert [(row.number, row.publisher, row.title) for row in page.sources.all()] == [(1, "示例报", "余热回收见效")]
    assert [row.fields["title"] for row in page.typed_rows("sources")] == ["企业提供的资料"]


def test_the_editor_of_the_draft_opens_with_the_source_that_is_not_complete(editor):
    page = draft_made(editor, uploaded(editor))

    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "企业提供的资料" in shown
    assert reverse("word_import", args=[WordImport.objects.get().pk]) in shown


def test_a_correction_counts(editor):
    page = draft_made(editor, uploaded(editor), **{"role-2": "section:results", "role-4": "left_out"})

    assert page.body[0].value == "results"
    assert [block.block_type for block in page.body] == ["section", "text", "figure"]


def test_what_a_block_cannot_become_is_ignored(editor):
    page = draft_made(editor, uploaded(editor), **{"role-2": "table", "role-4": "title", "role-5": "<x>"})

    assert [block.block_type for block in page.body] == ["section", "text", "table", "figure"]


def test_the_report_names_what_is_not_on_the_page(editor):
    found = uploaded(editor)
    draft_made(editor, found, **{"role-4": "left_out"})

    shown = editor.get(reverse("word_import", args=[found.pk])).content.decode()

    for text in ("内部资料", "一、主要做法", "186万kWh", "参考来源"):
        assert text in shown
    assert "定型机余热回收改造" not in shown


def test_a_draft_asked_for_twice_is_made_once(editor):
    found = uploaded(editor)

    first, second = draft_made(editor, found), draft_made(editor, found)

    assert first.pk == second.pk
    assert (CaseStudyPage.objects.count(), Image.objects.count()) == (1, 1)


def test_an_alternative_text_typed_in_the_preview_is_that_of_the_image(editor):
    draft_made(editor, uploaded(editor), **{"alt-5": "定型机上的换热器"})

    assert Image.objects.get().alt_zh == "定型机上的换热器"


def test_the_picture_of_a_draft_is_not_public(editor):
    draft_made(editor, uploaded(editor))

    assert Client().get(Image.objects.get().file.url).status_code == 404


def test_a_picture_that_is_no_picture_is_named_and_the_draft_is_made(editor):
    document = docx.Document()
    document.add_paragraph("题目")
    document.add_picture(png())
    data = io.BytesIO()
    document.save(data)
    found = uploaded(editor, data=make.with_part(data.getvalue(), "word/media/image1.png", b"no picture"))

    page = draft_made(editor, found)

    assert len(page.body) == 0
    assert found.left[-1]["part"] == "word/media/image1.png"
    assert Image.objects.count() == 0


def test_the_only_enterprise_that_the_text_names_is_suggested_and_taken_when_confirmed(editor):
    unit = make_enterprise(ENTERPRISE, "Example Stenter")
    make_enterprise("示例化工有限公司", "Example Chemicals")
    found = uploaded(editor)
    shown = editor.get(reverse("word_import", args=[found.pk])).content.decode()

    page = draft_made(editor, found, enterprise=[str(unit.pk)])

    assert f'value="{unit.pk}" checked' in shown
    assert "示例化工有限公司" not in shown
    assert [item.enterprise for item in page.enterprise_items.all()] == [unit]


def test_without_a_tick_no_enterprise_is_taken(editor):
    make_enterprise(ENTERPRISE, "Example Stenter")

    assert draft_made(editor, uploaded(editor)).enterprise_items.count() == 0


def test_a_figure_that_is_ticked_becomes_an_effect_to_complete(editor):
    found = uploaded(editor)
    shown = editor.get(reverse("word_import", args=[found.pk])).content.decode()
    (figure,) = figures_in(found.document.blocks, found.choices)

    page = draft_made(editor, found, figure=[figure.key])

    assert figure.effect.printed in shown
    (row,) = page.typed_rows("effects")
    expected = {"quantity": "electricity_saved", "low": "186", "unit": "万kWh", "per": "year", "scope": None}
    assert {name: row.fields.get(name) for name in expected} == expected
    opened = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="186"' in opened
    assert 'value="万kWh"' in opened


def test_scope_evidence_and_source_are_chosen_once_for_all_figures(editor):
    found = uploaded(editor)
    (figure,) = figures_in(found.document.blocks, found.choices)
    said = {"scope": "project", "evidence": "<x>", "source_number": "2"}

    page = draft_made(editor, found, figure=[figure.key], **said)

    (row,) = page.typed_rows("effects")
    assert {name: row.fields[name] for name in said} == {"scope": "project", "evidence": "", "source_number": "2"}


def test_a_complete_figure_keeps_the_scale_of_its_words():
    page = CaseStudyPage(title="余热")
    (effect,) = read_effects("项目年节电18.6万千瓦时")

    add_effects(page, [FoundFigure(0, effect, (1,))], [1], {"scope": "project", "evidence": "metered", **WHAT})

    (row,) = page.effects.all()
    assert (row.low, row.unit, row.entered_scale) == (186_000, "kWh", "wan")
    assert {name: shown_values(row)[name] for name in ("low", "unit")} == {"low": "18.6", "unit": "万kWh"}


def test_a_row_that_lacks_nothing_is_a_row_of_the_draft():
    page = CaseStudyPage(title="余热")
    source = SourceLine("见效", "示例报", "2024-08-10", "https://example.org/a", 1)

    add_sources(page, [source, replace(source, url="https://", number=2)])
    add_effects(page, [], [1, 2], {})

    assert [(row.number, row.date) for row in page.sources.all()] == [(1, "2024-08-10")]
    assert [(row.position, row.fields["url"]) for row in page.typed_rows("sources")] == [(1, "https://")]


def test_what_is_missing_in_the_file_is_said_in_the_preview(editor):
    bare = uploaded(editor, data=make.package(make.paragraph(make.run("一段没有标题的正文。"))))

    shown = editor.get(reverse("word_import", args=[bare.pk])).content.decode()

    for words in ("No title", "No section", "No list of sources"):
        assert words in shown
    assert "No title" not in editor.get(reverse("word_import", args=[uploaded(editor).pk])).content.decode()


def test_a_figure_without_its_tick_is_no_effect(editor):
    assert draft_made(editor, uploaded(editor)).typed_rows("effects") == ()


def test_a_technology_is_made_below_its_own_section(editor):
    found = uploaded(editor, slug="technologies")
    editor.post(reverse("word_import_draft", args=[found.pk]), suggested(found))

    assert TechnologyPage.objects.get().get_parent().slug == "technologies"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", make.old_word(), "old Word document"),
        ("a.docx", b"text", "not a Word document"),
        ("a.docx", make.with_part(make.empty(), "word/vbaProject.bin", b"x"), "macros"),
    ],
    ids=["old Word", "text", "macros"],
)
def test_a_file_that_is_refused_is_named_at_the_field_and_nothing_is_kept(editor, name, data, words):
    answer = upload(editor, data, name=name)

    assert answer.status_code == 400
    assert words in str(answer.context["form"].errors["file"])
    assert name in str(answer.context["form"].errors["file"])
    assert WordImport.objects.count() == 0
