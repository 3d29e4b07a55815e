"""Which enterprises a form publishes together with its story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MAY_PUBLISH = "showcase.publish_enterprise"
JOIN = "publish-enterprise"


def join_name(enterprise: str) -> str:
    """Return the name of the form field that publishes the enterprise with this primary key."""
    return f"{JOIN}:{enterprise}"


def joined(page: Any, posted: Mapping[str, Any], user: Any) -> frozenset[int]:
    """Return the primary keys of the page's enterprises that were ticked; none for a user who may not publish them."""
    if not user.has_perm(MAY_PUBLISH):
        return frozenset()
    keys = {item.enterprise_id for item in page.enterprise_items.all()}
    return frozenset(key for key in keys if posted.get(join_name(str(key))))
