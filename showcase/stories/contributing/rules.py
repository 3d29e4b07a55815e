"""What contributors of enterprises see and write: the unpublished drafts of cases about their enterprises alone.

A draft that names another enterprise too is that one's as well: contributors of either one do not see it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from portal.pages.permissions import page_policy
from showcase.enterprises.merges import MergedEnterprise
from showcase.enterprises.models import Enterprise
from showcase.stories.contributing.models import EnterpriseContributor
from showcase.stories.relations import StoryEnterprise


def enterprises_of(user: Any) -> list[int]:
    """Return the keys of the enterprises that the user writes for, those merged with them included; two queries."""
    own = set(EnterpriseContributor.objects.filter(user_id=user.pk).values_list("enterprise_id", flat=True))
    if not own:
        return []
    merged = list(MergedEnterprise.objects.values_list("enterprise_id", "into_id"))
    heads = own | {into for one, into in merged if one in own}
    return sorted(heads | {one for one, into in merged if into in heads})


def drafts_of(user: Any) -> Q | None:
    """Return the filter of pages that a contributor works on; None for who writes for no enterprise."""
    own = enterprises_of(user)
    if not own:
        return None
    named = StoryEnterprise.objects.filter(page=OuterRef("pk"))
    is_own = Exists(named.filter(enterprise__in=own)) | Q(owner=user)
    return ~Exists(named.exclude(enterprise__in=own)) & is_own


def people_of(user: Any) -> Q:
    """Return the filter of accounts that write for an enterprise of the user."""
    return Q(writes_for__enterprise__in=enterprises_of(user))


def bound_to(user: Any, parent: Any) -> list[Enterprise]:
    """Return the enterprises that the user's story below this section must be about; empty where any may be named."""
    if user is None or user.is_superuser or parent is None:
        return []
    if page_policy().user_has_any_permission_for_instance(user, {"change"}, parent):
        return []
    return list(Enterprise.objects.unmerged().filter(pk__in=enterprises_of(user)).order_by("number"))
