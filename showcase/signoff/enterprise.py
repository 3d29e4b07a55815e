"""For which enterprise a contact speaks, who has the link of a sign-off."""

from __future__ import annotations

from django.utils import timezone

from portal.pages.visibility import is_public
from showcase.enterprises.models import Enterprise
from showcase.signoff.erasing import KEPT
from showcase.signoff.models import SignOff, SignOffState
from showcase.stories.models import StoryPage


def enterprise_of(sign_off: SignOff) -> Enterprise | None:
    """Return the published enterprise that the public page of a link is about; None where that is not certain.

    A draft may name any enterprise, and of two on one page it is not known which of them the contact speaks for. A
    confirmed link stops saying it when its names are erased: the contact may have left.
    """
    leads = sign_off.state() in (SignOffState.OPEN, SignOffState.CONFIRMED)
    if not leads or sign_off.expires_at < timezone.now() - KEPT:
        return None
    page = StoryPage.objects.sources().filter(pk=sign_off.page_id).first()
    if page is None or not is_public(page):
        return None
    items = page.enterprise_items.select_related("enterprise__merged__into")
    heads = {item.enterprise.head for item in items}
    found = next(iter(heads)) if len(heads) == 1 else None
    return found if found and Enterprise.objects.published().filter(pk=found.pk).exists() else None
