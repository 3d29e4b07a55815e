"""A published story leaves as a PDF too: made by the worker, served only while it says what the page says."""

import datetime as dt
import sys

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.models import Image
from showcase.lists.printing import duty, making
from showcase.models import CaseStudyPage, Replication, StoryPdf
from showcase.pages.files import pdfs
from showcase.pages.files.pdf_making import make_pdf
from tests.factories import make_case, make_enterprise, make_source, make_translation, paragraph
from tests.showcase.lists.printing.pdf_pages import text_of
from tests.showcase.replications.reports import make_replication
from tests.showcase.shown_files import figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> CaseStudyPage:
    body = [
        ("section", "background"),
        paragraph("余热没有利用", 1),
        ("table", {"caption": "对比", "header": ["指标"], "rows": [{"cells": ["电耗"]}], "sources": [1]}),
    ]
    enterprise = make_enterprise("示例纺织有限公司")
    return make_case(
        "余热回收", body=body, sources=[make_source(1, title="示例企业节能见效")], enterprises=[enterprise]
    )


@pytest.fixture
def quick_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that writes no real PDF: what is tested is when, not how."""
    monkeypatch.setattr(making, "_WRITER", (sys.executable, "-c", "print('%PDF-1.7')"))


def address(case: CaseStudyPage, language: str = "zh-hans") -> str:
    with translation.override(language):
        return reverse("story_as_pdf", args=[case.translation_key])


def test_the_pdf_has_text_table_source_and_the_address_of_the_page(client: Client, case: CaseStudyPage) -> None:
    assert client.get(address(case)).status_code == 404

    call_command("make_pdfs", verbosity=0)

    answer = client.get(address(case))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    words = text_of(answer.content)
    for text in ("余热回收", "示例纺织有限公司", "余热没有利用[1]", "对比", "电耗", "示例企业节能见效", case.get_url()):
        assert text in words
    assert address(case) in client.get(case.get_url()).content.decode()


def test_the_pdf_shows_the_drawings_of_the_story(client: Client) -> None:
    case = make_case("余热回收", body=[("section", "background"), paragraph("余热没有利用", 1), figure(make_drawing())])

    call_command("make_pdfs", verbosity=0)

    assert "换热器" in text_of(client.get(address(case)).content)


def make_drawing() -> Image:
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><text x="5" y="20">换热器</text></svg>'
    file = ContentFile(text.encode(), name="drawing.svg")
    return Image.objects.create(title="示意图", alt_zh="示意图", alt_en="A drawing", file=file, width=90, height=40)


@pytest.mark.usefixtures("quick_writer")
def test_each_language_has_its_own(client: Client, case: CaseStudyPage) -> None:
    make_translation(case, title="Heat recovered")

    call_command("make_pdfs", verbosity=0)

    assert {page.title for page in (pdf.page for pdf in StoryPdf.objects.all())} == {"余热回收", "Heat recovered"}
    assert [client.get(address(case, language)).status_code for language in ("zh-hans", "en")] == [200, 200]
    assert not pdfs.is_due()


@pytest.mark.usefixtures("quick_writer")
def test_after_a_change_it_is_neither_served_nor_linked_until_it_is_made_again(
    client: Client, case: CaseStudyPage
) -> None:
    english = make_translation(case, title="Heat recovered")
    call_command("make_pdfs", verbosity=0)

    case.save_revision().publish()

    # The facts of the English page stand on the Chinese one.
    assert {page.pk for page in pdfs.due()} == {case.pk, english.pk}
    assert client.get(address(case)).status_code == 404
    assert address(case) not in client.get(case.get_url()).content.decode()


@pytest.mark.usefixtures("quick_writer")
def test_it_is_made_again_after_a_week(case: CaseStudyPage) -> None:
    make_pdf(case)
    assert not pdfs.is_due()

    StoryPdf.objects.update(made_at=timezone.now() - dt.timedelta(days=8))
    CaseStudyPage.objects.update(last_published_at=timezone.now() - dt.timedelta(days=9))

    assert pdfs.is_due()


@pytest.mark.usefixtures("quick_writer")
def test_nothing_is_served_of_a_story_that_is_public_no_longer(client: Client, case: CaseStudyPage) -> None:
    call_command("make_pdfs", verbosity=0)

    case.unpublish()

    assert client.get(address(case)).status_code == 404


def test_one_that_could_not_be_made_is_not_tried_every_minute(
    client: Client, case: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_WRITER", (sys.executable, "-c", "raise SystemExit('torn')"))

    with pytest.raises(making.PdfFailedError, match="torn"):
        make_pdf(case)

    assert not pdfs.is_due()
    assert client.get(address(case)).status_code == 404


def test_the_worker_starts_the_command_for_a_story(
    case: CaseStudyPage, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest
) -> None:
    settings.MAKE_PDFS = True
    monkeypatch.setattr(duty, "_COMMAND", (sys.executable, "-c", ""))
    press = duty.Press()
    press.watch(pdfs.is_due)

    press.turn()
    press.turn()

    assert press.running is not None
    assert press.running.wait() == 0


@pytest.mark.usefixtures("quick_writer")
def test_it_is_made_again_after_a_report_was_published_and_after_it_was_taken_back(case: CaseStudyPage) -> None:
    english = make_translation(case, title="Heat recovered")
    call_command("make_pdfs", verbosity=0)
    assert not pdfs.is_due()

    report = make_replication(case)
    assert {page.pk for page in pdfs.due()} == {case.pk, english.pk}

    call_command("make_pdfs", verbosity=0)
    assert not pdfs.is_due()
    Replication.objects.filter(pk=report.pk).update(withdrawn_at=timezone.now())
    assert {page.pk for page in pdfs.due()} == {case.pk, english.pk}
