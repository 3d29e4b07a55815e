"""Writes a composed draft as a page below its section: the one way from a file to a draft."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from showcase.choices import StoryKind
from showcase.stories.models import CaseStudyPage, PracticePage, StoryIndexPage, StoryPage, TechnologyPage
from showcase.stories.word.composing.drafting import Draft
from showcase.stories.word.rows import add_sources

_PAGES: dict[str, type[StoryPage]] = {
    StoryKind.CASE: CaseStudyPage,
    StoryKind.TECHNOLOGY: TechnologyPage,
    StoryKind.PRACTICE: PracticePage,
}


def new_page(section: StoryIndexPage, draft: Draft, user: Any, **fields: Any) -> StoryPage:
    """Return an unsaved page of the section's kind with the texts and sources of a draft; `fields`: further ones."""
    page = _PAGES[section.story_kind](
        title=draft.title,
        summary=draft.summary,
        body=draft.body,
        locale=Locale.get_default(),
        owner=user,
        live=False,
        has_unpublished_changes=True,
        **fields,
    )
    add_sources(page, draft.sources)
    return page


def stored_page(section: StoryIndexPage, page: StoryPage, user: Any) -> StoryPage:
    """Store a new page below its section, as a draft with a revision, and return it."""
    section.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    return page
