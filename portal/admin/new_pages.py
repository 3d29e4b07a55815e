"""Makes one page of a new page's form that is posted twice: a double click, a retry, a lost response.

The form carries the page's translation key, created when it is opened; a second POST finds the page by it and saves
over it.
"""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from portal.admin.page_forms import NEW_PAGE_KEY


def save_over_the_page_of_the_first_post(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    """Handle a user's form that is posted again as if posted to the existing page."""
    page = _of_first_post(request, parent, page_class) if request.method == "POST" else None
    if page is None:
        return None
    answer: HttpResponse = EditView.as_view()(request, page.pk)
    if isinstance(answer, JsonResponse):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        fields: dict[str, Any] = json.loads(answer.content)
        return JsonResponse({**fields, "url": address, "hydrate_url": f"{address}?_w_hydrate_create_view=1"})
    return answer


def _of_first_post(request: HttpRequest, parent: Page, page_class: type[Page]) -> Page | None:
    try:
        key = uuid.UUID(request.POST.get(NEW_PAGE_KEY, ""))
    except ValueError:
        return None
    found: Page | None = page_class.objects.child_of(parent).filter(translation_key=key, owner=request.user).first()
    return found
