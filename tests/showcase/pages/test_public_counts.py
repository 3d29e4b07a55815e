"""The site in figures: only what any reader may see, no invented examples, as a page and as CSV."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from showcase.corrections.public_places import name_of
from showcase.models import PublishedAnswer, SeededItem, UsefulCount
from tests.factories import make_announcement, make_case, make_enterprise, make_practice, make_technology
from tests.hidden import restrict

pytestmark = pytest.mark.django_db


def figures(prefix: str = "") -> dict[str, int]:
    text = Client().get(f"{prefix}/about/statistics/?format=csv").content.decode("utf-8-sig")
    return {row[0]: int(row[2]) for row in list(csv.reader(io.StringIO(text)))[1:]}


def make_answer(page: Any, **fields: Any) -> PublishedAnswer:
    return PublishedAnswer.objects.create(
        page=page,
        question_zh="停机多久？",
        answer_zh="两天。",
        answered_by="editors",
        answered_on=timezone.localdate(),
        **fields,
    )


def test_stories_techniques_and_industries_are_counted_once_and_only_where_public() -> None:
    make_case(techniques=["T02.01"], industries=["C1713"])
    make_technology(techniques=["T02.01"], industries=["C1751"])
    make_practice(live=False, techniques=["T02.02"])
    restrict(make_case(techniques=["T03.01"], industries=["C261"]))

    found = figures()

    assert [found[kind] for kind in ("case", "technology", "practice")] == [1, 1, 0]
    assert (found["techniques"], found["industries"]) == (1, 1)


def test_invented_lists_and_enterprises_are_left_out() -> None:
    units = [make_enterprise(), make_enterprise()]
    make_announcement("示例名单", entries=units, live=True, is_example=False)
    make_announcement("虚构名单", entries=units, live=True, is_example=True)
    make_announcement("草稿名单", entries=units, live=False)
    real = figures()
    make_enterprise(is_example=True)

    assert (real["lists"], real["listings"]) == (1, 2)
    assert figures()["enterprises"] == real["enterprises"]


def test_answers_count_while_they_and_their_story_are_public_and_are_not_invented() -> None:
    shown, hidden = make_case(), make_case()
    restrict(hidden)
    make_answer(shown)
    make_answer(shown, withdrawn_at=timezone.now())
    make_answer(hidden)
    SeededItem.objects.create(kind="question", key="example", object_id=make_answer(shown).pk)

    assert figures()["answers"] == 1


@pytest.mark.parametrize(("yes", "no", "shown"), [(3, 1, None), (3, 2, 3)])
def test_what_readers_found_useful_is_told_from_five_answers_on(yes: int, no: int, shown: int | None) -> None:
    hidden = make_case()
    restrict(hidden)
    for page, number in ((make_case(), yes), (hidden, 50)):
        UsefulCount.objects.create(about=name_of(page), day=timezone.localdate(), yes=number, no=no)

    assert figures().get("useful") == shown


@pytest.mark.parametrize(("prefix", "title"), [("", "<h1>"), ("/en", "<h1>Site in figures</h1>")])
def test_the_page_shows_the_same_figures_in_both_languages(prefix: str, title: str) -> None:
    make_case()
    answer = Client().get(f"{prefix}/about/statistics/")

    assert title in answer.content.decode()
    assert {count.code: count.value for count in answer.context["counts"]} == figures("/en")


def test_another_format_is_refused_and_the_footer_leads_there() -> None:
    assert Client().get("/about/statistics/?format=xls").status_code == 400
    assert 'href="/about/statistics/"' in Client().get("/").content.decode()
