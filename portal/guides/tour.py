"""The five-minute tour of the admin: what it shows each user, and whether it is offered to them.

Apps register their steps. `static/js/admin/tour.js` takes them from the address `tour` and shows them with driver.js;
without JavaScript the button leads to a guide instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.guides.models import TourAnswer


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step. `page`: the path of the page that it is on, empty for the page of the step before.

    `element`: the selector of what it speaks of; a tab of a form is opened. Title and text are in the user's language.
    """

    page: str
    element: str
    title: str
    text: str


Steps = Callable[[Any], Iterator[TourStep]]
_sources: list[tuple[int, Steps]] = []


def register(steps: Steps, order: int) -> None:
    """Add steps: `steps` yields those for a user. Low orders come first."""
    _sources.append((order, steps))


def steps_for(user: Any) -> list[TourStep]:
    """Return the steps of this user's tour."""
    return [step for _order, steps in sorted(_sources, key=lambda pair: pair[0]) for step in steps(user)]


def is_offered(user: Any) -> bool:
    """Say whether the first page offers the tour to the user: until they have taken or declined it."""
    return not TourAnswer.objects.filter(user=user).exists()


@never_cache
def tour(request: HttpRequest) -> JsonResponse:
    """Answer the user's tour, with the words of its buttons, as JSON."""
    words = {
        "next": _("Next step"),
        "previous": _("Previous step"),
        "done": _("Finish"),
        "close": _("End the tour"),
        "progress": _("Step %(current)s of %(total)s") % {"current": "{{current}}", "total": "{{total}}"},
    }
    return JsonResponse({"steps": [asdict(step) for step in steps_for(request.user)], **words})


@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """Note that the user has taken or declined the tour."""
    user: Any = request.user  # nobody reaches the admin without signing in
    TourAnswer.objects.get_or_create(user=user)
    return redirect("wagtailadmin_home")


def first_steps(user: Any) -> Iterator[TourStep]:
    """Yield what every user's tour begins with: the first page and the menu."""
    home = reverse("wagtailadmin_home")
    yield TourStep(
        home,
        ".desk h1",
        _("Welcome"),
        _("This is your first page: what there is to do. The tour takes five minutes; Esc ends it at any time."),
    )
    yield TourStep(
        home,
        ".desk-piles, .desk-nothing",
        _("What waits for you"),
        _(
            "One box for each reason why something waits. What a reviewer sends back comes here, with their words; "
            "they also stand above the form of the page."
        ),
    )
    yield TourStep(
        home,
        "#wagtail-sidebar nav",
        _("The menu"),
        _("It goes by work, and has only what your role may use."),
    )


def last_steps(user: Any) -> Iterator[TourStep]:
    """Yield what every user's tour ends with: where to read more."""
    yield TourStep(
        "",
        f'#wagtail-sidebar a[href="{reverse("guides")}"]',
        _("Guides"),
        _("Each kind of work step by step, with pictures. The links “Guide” in the forms lead to the right section."),
    )


def script() -> SafeString:
    """Return the script of the tour, for every page of the admin: it loads the rest once the tour begins."""
    return format_html(
        '<script src="{}" data-steps="{}" data-answered="{}" data-library="{}" data-style="{}"></script>',
        static("js/admin/tour.js"),
        reverse("tour"),
        reverse("tour_answered"),
        static("vendor/driver.js/driver.iife.js"),
        static("vendor/driver.js/driver.css"),
    )


URLS = [
    path("guides/tour/", tour, name="tour"),
    path("guides/tour/answered/", answered, name="tour_answered"),
]
