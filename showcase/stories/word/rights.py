"""Who may begin a draft from a Word file, and who may see one."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from portal.pages.permissions import WORKING_ON, page_policy
from showcase.stories.models import StoryIndexPage
from showcase.stories.word.models import WordImport


def section_for(user: Any, kind: str) -> StoryIndexPage | None:
    """Return the Chinese section of this kind of story to which the user may add pages; None without."""
    sections = StoryIndexPage.objects.filter(story_kind=kind, locale=Locale.get_default()).order_by("path")
    return next((section for section in sections if may_begin(user, section)), None)


def may_begin(user: Any, section: StoryIndexPage) -> bool:
    """Say whether the user may add a page to a section of stories."""
    is_source = section.locale_id == Locale.get_default().pk
    return is_source and bool(section.permissions_for_user(user).can_add_subpage())


def may_see(user: Any, found: WordImport) -> bool:
    """Say whether the user may see an import: its owner, and users who may edit in its section; then its draft."""
    if found.draft is not None:
        return bool(found.draft.specific.permissions_for_user(user).can_edit())
    section = found.section.specific
    if found.owner_id == user.pk:
        return may_begin(user, section)
    return bool(page_policy().user_has_any_permission_for_instance(user, WORKING_ON, section))
