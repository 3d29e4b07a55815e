"""What a page shows is registered from above, and what a page type must not forget is checked."""

import pytest
from django.core.checks import run_checks

from portal.pages import base as pages
from portal.pages.base import BasePage
from portal.pages.content import has_context
from showcase.models import AnnouncementPage, CaseStudyPage, StoryPage


def test_a_page_type_shows_what_is_registered_for_the_class_it_stands_below():
    assert has_context(StoryPage)
    assert has_context(CaseStudyPage)
    assert not has_context(BasePage)


def test_a_page_type_for_which_nothing_is_registered_is_an_error_of_the_checks(monkeypatch: pytest.MonkeyPatch):
    assert not [found for found in run_checks() if found.id == "portal.E001"]

    monkeypatch.setattr(pages, "has_context", lambda model: model is not CaseStudyPage)

    (found,) = [found for found in run_checks() if found.id == "portal.E001"]
    assert found.obj is CaseStudyPage
    assert "CaseStudyPage has no page_context" in found.msg


@pytest.mark.parametrize("name", ["fact_relations", "override_translatable_fields"])
def test_rows_that_a_translation_would_copy_are_an_error_of_the_checks(name: str, monkeypatch: pytest.MonkeyPatch):
    assert not [found for found in run_checks() if found.id == "portal.E002"]

    monkeypatch.setattr(AnnouncementPage, name, [])

    (found,) = [found for found in run_checks() if found.id == "portal.E002"]
    assert found.msg == "AnnouncementPage.sources is copied to translations"
