"""What the form of a story does for contributors: it names their enterprise, and refuses any other."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from showcase.stories.contributing.rules import bound_to, enterprises_of
from showcase.stories.relations import StoryEnterprise


def fill_in_enterprise(story: Any, user: Any, parent: Any) -> None:
    """Name the contributor's first enterprise in a new story."""
    if story is not None and story.pk is None and (own := bound_to(user, parent)):
        story.enterprise_items.add(StoryEnterprise(enterprise=own[0]))


def enterprise_faults(story: Any, user: Any, parent: Any) -> list[str]:
    """Name the contributor's enterprise where none was; return why the named ones are refused."""
    own = bound_to(user, parent or (story.get_parent() if story.pk else None))
    if not own:
        return []
    rows = list(story.enterprise_items.all())
    if not rows:
        # With a name of its own: rows without one are taken for what the form has deleted.
        story.enterprise_items.add(StoryEnterprise(enterprise=own[0], uid=uuid4()))
    allowed = set(enterprises_of(user))
    if all(row.enterprise_id in allowed for row in rows):
        return []
    names = "、".join(one.name_zh for one in own)
    return [_("You write for %(names)s: name no other enterprise in the story.") % {"names": names}]
