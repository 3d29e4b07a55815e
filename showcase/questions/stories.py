"""The story that a question is about, in the language of whoever is to answer it."""

from __future__ import annotations

from portal.pages.visibility import public_pages
from showcase.inbox.models import Submission
from showcase.stories.models import StoryPage


def story_for(submission: Submission, language: str) -> StoryPage | None:
    """Return the public page of the story in this language, else the Chinese one; None once it is not public."""
    page = submission.page
    if page is None:
        return None
    found = public_pages(StoryPage.objects.filter(translation_key=page.translation_key)).select_related("locale")
    by_language = {one.locale.language_code: one for one in found}
    return by_language.get(language) or by_language.get("zh-hans")
