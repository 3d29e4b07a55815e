"""What a save costs: the same number of queries however many figures and pictures a story has."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.blocks.body import PROSE_FEATURES
from portal.text.citations import cite
from showcase.models import CaseStudyPage, Effect
from tests.admin_forms import EFFECT, full_case
from tests.factories import make_image, make_user, section

pytestmark = pytest.mark.django_db

MOST_QUERIES = 150


def body(pictures: int) -> dict[str, str]:
    text = rich_text(f"<p>印染工序排出大量高温废气。{cite(1)}</p>", features=PROSE_FEATURES)
    figures = [("figure", {"image": str(make_image().pk), "caption": f"图{number}"}) for number in range(pictures)]
    blocks: Any = streamfield([("section", "background"), ("text", text), *figures])
    return nested_form_data({"body": blocks})


def effects(numbers: range, first_id: int = 0) -> dict[str, str]:
    """The rows of so many effects; `first_id`: those of rows that are stored already, else new rows."""
    rows = [{**EFFECT, "low": str(number), "high": str(number), "printed": f"年节约{number}吨"} for number in numbers]
    ids = [{"id": str(first_id + place)} if first_id else {} for place, _number in enumerate(numbers)]
    named = [{**row, **identity} for row, identity in zip(rows, ids, strict=True)]
    return nested_form_data({"effects": inline_formset(named, initial=len(named) if first_id else 0)})


def form(pictures: int, rows: dict[str, str]) -> dict[str, str]:
    without = {name: value for name, value in full_case().items() if not name.startswith(("effects-", "body-"))}
    return {**without, **body(pictures), **rows}


def queries_of(client: Client, address: str, data: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return sum("portal_contentversion" not in query["sql"] for query in asked.captured_queries)


def costs(client: Client, figures: int, pictures: int) -> tuple[int, int, int]:
    """Queries of the first save, of one that changes nothing, and of one that changes every figure."""
    adding = reverse("wagtailadmin_pages:add", args=("showcase", "casestudypage", section("cases").pk))
    data = form(pictures, effects(range(100, 100 + figures)))
    first = queries_of(client, adding, data)
    case = CaseStudyPage.objects.latest("pk")
    first_id = Effect.objects.filter(page=case).earliest("pk").pk
    data = {**data, "slug": case.slug, **effects(range(100, 100 + figures), first_id)}
    editing = reverse("wagtailadmin_pages:edit", args=[case.pk])
    queries_of(client, editing, data)  # gives the rows that are no effects their ids
    same = queries_of(client, editing, data)
    changed = queries_of(client, editing, {**data, **effects(range(500, 500 + figures), first_id)})
    assert sorted(Effect.objects.filter(page=case).values_list("low", flat=True)) == list(range(500, 500 + figures))
    return first, same, changed


def test_twenty_figures_and_thirty_pictures_cost_no_more_than_two_and_two(client: Client) -> None:
    client.force_login(make_user("publisher"))
    costs(client, 2, 2)  # warm: content types, permissions

    few, many = costs(client, 2, 2), costs(client, 20, 30)

    assert many == few
    assert max(many) <= MOST_QUERIES
