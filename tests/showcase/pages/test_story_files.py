"""A published story leaves as Word and HTML: what its page says, with sources and whole addresses; a draft does not."""

import io

import docx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from showcase.models import CaseStudyPage, PublishedAnswer, Replication
from tests.caching import forget_caches
from tests.factories import make_case, make_enterprise, make_image, make_source, make_translation, paragraph
from tests.showcase.replications.reports import make_replication

pytestmark = pytest.mark.django_db

KINDS = ["story_as_word", "story_as_html"]


@pytest.fixture
def case() -> CaseStudyPage:
    body = [
        ("section", "background"),
        paragraph("余热没有利用", 2),
        ("figure", {"image": make_image(), "caption": "换热流程"}),
        ("table", {"caption": "对比", "header": ["指标"], "rows": [{"cells": ["电耗"]}], "sources": [2]}),
    ]
    sources = [make_source(2, title="示例企业节能改造见效"), make_source(1)]
    return make_case("余热回收", body=body, sources=sources, enterprises=[make_enterprise("示例纺织有限公司")])


def address(kind: str, case: CaseStudyPage, language: str = "zh-hans") -> str:
    with translation.override(language):
        return reverse(kind, args=[case.translation_key])


def words_of(kind: str, content: bytes) -> str:
    if kind == "story_as_html":
        return content.decode()
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(
        [*(one.text for one in document.paragraphs), *cells, document.sections[0].footer.paragraphs[0].text]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_has_text_figures_sources_and_the_address_of_the_page(client: Client, case, kind: str) -> None:
    answer = client.get(address(kind, case))

    assert answer["Content-Disposition"].startswith("attachment")
    words = words_of(kind, answer.content)
    for text in (
        "余热回收",
        "背景与问题",
        "余热没有利用[1]",
        "换热流程",
        "对比[1]",
        "电耗",
        "示例纺织有限公司",
        "1,200",
    ):
        assert text in words
    assert "[1] " in words
    assert "示例企业节能改造见效" in words
    assert f"{settings.SITE_URL}{case.url}" in words
    assert "linktype" not in words


def test_pictures_are_in_the_word_file_and_named_by_whole_addresses_in_html(client: Client, case) -> None:
    word = docx.Document(io.BytesIO(client.get(address("story_as_word", case)).content))
    html = client.get(address("story_as_html", case)).content.decode()

    assert len(word.inline_shapes) == 1
    assert f'<img src="{settings.SITE_URL}/' in html


@pytest.mark.parametrize("kind", KINDS)
def test_the_english_address_gives_the_english_story(client: Client, case, kind: str) -> None:
    make_translation(case, "Heat recovered from dyeing")

    words = words_of(kind, client.get(address(kind, case, "en")).content)

    assert "Heat recovered from dyeing" in words
    assert "Background and problem" in words
    assert "余热没有利用" not in words


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_in_that_language_is_not_given_away(client: Client, case, kind: str) -> None:
    assert client.get(address(kind, case, "en")).status_code == 404
    assert client.get(address(kind, make_case(live=False))).status_code == 404
    PageViewRestriction.objects.create(page=case, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(kind, case)).status_code == 404


def test_the_page_leads_to_its_files_and_a_preview_of_a_draft_does_not(client: Client, case, rf) -> None:
    shown = client.get(case.url).content.decode()
    draft = make_case(live=False).make_preview_request(rf.get("/"), "").rendered_content

    assert all(address(kind, case) in shown for kind in KINDS)
    assert ".docx" not in draft


@pytest.mark.parametrize("kind", KINDS)
def test_answers_and_reports_of_other_plants_stand_in_the_file_until_they_are_taken_back(
    client: Client, case, kind: str
) -> None:
    answered = PublishedAnswer.objects.create(
        page=case, question_zh="停电多久？", answer_zh="两小时 <b>。", answered_by="editors", answered_on="2026-11-01"
    )
    report = make_replication(case, "18.6 万kWh", plant_zh="示例滨海印染有限公司", changed_zh="每周清洗。")
    make_replication(case, outcome="not_adopted", reasons=["space"], text_zh="车间放不下。", is_example=True)

    words = words_of(kind, client.get(address(kind, case)).content)

    assert "两小时 &lt;b&gt;。" in words if kind == "story_as_html" else "两小时 <b>。" in words
    for text in ("停电多久？", "示例滨海印染有限公司", "每周清洗。", "18.6", "车间放不下。", "虚构"):
        assert text in words

    PublishedAnswer.objects.filter(pk=answered.pk).update(withdrawn_at=timezone.now())
    Replication.objects.filter(pk=report.pk).update(withdrawn_at=timezone.now())
    forget_caches()
    words = words_of(kind, client.get(address(kind, case)).content)

    assert "停电多久？" not in words
    assert "示例滨海印染有限公司" not in words


def test_a_story_is_taken_away_as_a_reference_while_it_is_public(client: Client, case) -> None:
    addresses = [f"/stories/{case.translation_key}.{ending}" for ending in ("bib", "ris")]

    bibtex, ris = (client.get(address) for address in addresses)

    assert bibtex.content.decode().startswith("@misc{")
    assert f"UR  - {settings.SITE_URL}{case.get_url()}" in ris.content.decode()
    assert 'filename="' in ris.headers["Content-Disposition"]
    page = client.get(case.get_url()).content.decode()
    assert all(f'href="{address}"' in page for address in addresses)

    case.unpublish()
    forget_caches()

    assert [client.get(address).status_code for address in addresses] == [404, 404]
