"""Stories of the demonstration on one page of paper, in both languages, as the worker makes them."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.caching import content_version
from showcase.demo.reading.files import DemoFiles
from showcase.lists.printing.making import on_one_page
from showcase.models import StoryPage
from showcase.pages.files.pdf_making import SHEET_STYLE, make_pdf
from showcase.pages.files.sheet import sheets
from showcase.stories.card_builder import published_enterprises
from tests.showcase.demo.seeded import CASE
from tests.showcase.lists.printing.pdf_pages import language_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

SLUGS = {CASE, "by-product-loops-weifang-steel", "n2o-abatement"}
"""The case with the most figures, the one with the longest title, and a technology."""


@pytest.fixture(scope="module")
def files(all_files: DemoFiles) -> DemoFiles:
    stories = tuple(story for story in all_files.stories if story.slug in SLUGS)
    wanted = {key for story in stories for key in story.enterprises}
    units = tuple(unit for unit in all_files.enterprises if unit.key in wanted)
    return DemoFiles(stories=stories, enterprises=units, lists=(), pages=(), profiles=())


def test_each_fills_exactly_one_page_with_what_a_reader_needs() -> None:
    stories = StoryPage.objects.filter(alias_of=None, live=True).specific()
    for story in stories:
        language = story.locale.language_code
        with override(language):
            sheet = on_one_page(sheets(story, "1 December 2026"), SHEET_STYLE)
            names = [unit.label for unit in published_enterprises(story.source)]

        assert len(pypdfium2.PdfDocument(sheet)) == 1
        assert language_of(sheet) == language
        words = squeezed(text_of(sheet))
        assert [text for text in (story.title, story.get_url(), *names) if squeezed(text) not in words] == []
    assert len(stories) == 2 * len(SLUGS)


def test_a_case_leads_to_its_sheet_once_it_is_made(client: Client) -> None:
    case = StoryPage.objects.sources().get(slug=CASE)
    address = reverse("story_sheet", args=[case.translation_key])
    assert client.get(address).status_code == 404
    assert address not in client.get(case.get_url()).content.decode()

    make_pdf(case.specific)
    content_version.move()

    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert address in client.get(case.get_url()).content.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())
