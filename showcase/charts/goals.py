"""The five goals of a green factory: their example weights in the standard, and the stories that serve each."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.drawing_answer import FileForm
from portal.frame.context import home_path
from showcase.charts.shares import Share, ShareBar, png_address, shares_csv, shares_file
from showcase.search_address import search_address
from showcase.stories.coded import coded_stories
from showcase.stories.relations import StoryGoal
from showcase.vocabulary.models import Goal
from showcase.vocabulary.trees import of_vocabulary

_VERSION = 2025


def goal_weights(explained: str = "") -> ShareBar | None:
    """Return the weights of the goals in their order; None where they are not 100 together.

    `explained`: address of the page that explains the goals, empty where there is none. One query.
    """
    goals = of_vocabulary("goals.weights", lambda: list(Goal.objects.filter(version=_VERSION, weight__gt=0)))
    if sum(goal.weight or 0 for goal in goals) != 100:
        return None
    stories = _stories()
    return ShareBar(
        title=_("Weights of the five goals"),
        unit=_("of 100"),
        shares=tuple(_share(goal, stories.get(goal.code, 0)) for goal in goals),
        source=_("GB/T 36132-2025, weights that the standard gives as an example"),
        source_url=explained,
        csv_url=reverse("goals_csv"),
        svg_url=reverse("goals_svg"),
        png_url=png_address("goals_png"),
    )


@require_safe
def goals_file(request: HttpRequest, form: FileForm) -> HttpResponse:
    """Return the weights as a drawing."""
    return shares_file(request, form, "goals", _found(), home_path(get_language() or "zh-hans"))


@require_safe
def goals_csv(request: HttpRequest) -> HttpResponse:
    """Return the weights as a table."""
    return shares_csv("five-goals", _found())


def _found() -> ShareBar:
    bar = goal_weights()
    if bar is None:
        raise Http404
    return bar


def _share(goal: Goal, stories: int) -> Share:
    return Share(
        label=goal.label,
        number=str(goal.weight),
        percent=Decimal(goal.weight or 0),
        note=ngettext("%(n)s story", "%(n)s stories", stories) % {"n": stories},
        url=search_address(("goal", goal.code)) if stories else "",
        language=goal.label_language,
    )


def _stories() -> dict[str, int]:
    """Return goal → public stories that serve it; one grouped query."""
    public = [story.page_id for story in coded_stories()]
    rows = StoryGoal.objects.filter(page__in=public).values_list("goal__code")
    return dict(rows.annotate(Count("page", distinct=True)).order_by())
