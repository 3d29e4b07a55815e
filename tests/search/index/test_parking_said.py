"""What is set aside is said to operators and to whoever may edit it; the public learns how many there are."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from search.index.probes import search_status
from tests.factories import make_case, make_user
from tests.search.bad_records import (
    BAD,
    FAULTS,
)

pytestmark = pytest.mark.usefixtures("either_index")


@pytest.fixture
def parked(monkeypatch: pytest.MonkeyPatch) -> Any:
    FAULTS["a fact"](monkeypatch)
    return make_case(f"{BAD}余热")


def test_status_and_health_say_what_is_set_aside_and_where_it_failed(client: Client, parked: Any) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("search_status", stdout=out)
    assert parked.story_id in out.getvalue()
    assert "ValueError" in out.getvalue()
    assert "tests/search/bad_records.py" in out.getvalue(), "where it failed"

    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("search_status", as_json=True, stdout=out)
    (told,) = json.loads(out.getvalue())["parked"]
    assert (told["subject"], told["error"], told["attempts"]) == (parked.story_id, "ValueError", 1)

    part = client.get("/healthz").json()["parts"]["search"]
    assert part["state"] == "degraded"
    assert "1 set aside" in part["detail"]
    assert BAD not in part["detail"], "what a page says is nothing for the public"
    assert not search_status().healthy


def test_the_rebuild_command_says_how_many_are_left_out(parked: Any, capsys: pytest.CaptureFixture[str]) -> None:
    make_case("甲余热")

    call_command("search_rebuild")

    assert capsys.readouterr().out == "1 stories indexed, 1 set aside: see search_status\n"


@pytest.mark.parametrize(("role", "sees"), [("editor", True), ("publisher", True), ("contributor", False)])
def test_who_may_edit_the_story_is_told_on_the_first_page_of_the_admin(
    client: Client, parked: Any, role: str, sees: bool
) -> None:
    client.force_login(make_user(role))

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("wagtailadmin_pages:edit", args=[parked.pk]) in home) is sees
    assert ("not-searchable" in home) is sees
    assert ("ValueError: nothing can be made of" in home) is sees


def test_the_first_page_of_the_admin_says_nothing_where_nothing_is_set_aside(client: Client) -> None:
    client.force_login(make_user("editor"))

    assert "not-searchable" not in client.get(reverse("wagtailadmin_home")).content.decode()
