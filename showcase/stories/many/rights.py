"""Who may import many cases: users who may add cases to the section and work on those of others."""

from __future__ import annotations

from typing import Any

from portal.pages.permissions import WORKING_ON, page_policy
from showcase.choices import StoryKind
from showcase.stories.models import StoryIndexPage
from showcase.stories.word.rights import section_for

MAY_CREATE = "showcase.add_enterprise"


def cases_section_for(user: Any) -> StoryIndexPage | None:
    """Return the section of cases into which the user may import; None for users who may not.

    A contributor, who may only add, imports nothing: a preview names drafts of others.
    """
    section = section_for(user, StoryKind.CASE)
    if section is None or not page_policy().user_has_any_permission_for_instance(user, WORKING_ON, section):
        return None
    return section
