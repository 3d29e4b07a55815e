"""Was this useful: two buttons on stories, terms and explanations, counted a day, nothing kept of the reader."""

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.pace import PaceMark
from portal.caching import content_version
from portal.public_forms.tickets import new_ticket
from showcase.corrections.public_places import name_of
from showcase.models import UsefulCount
from showcase.usefulness.counting import Usefulness, usefulness
from showcase.usefulness.models import add
from tests.factories import make_announcement, make_case, make_translation, make_user
from tests.hidden import restrict

pytestmark = pytest.mark.django_db


def form_of(address: str) -> str:
    return f"/en/useful/?address={quote(address, safe='')}"


def ticket(about: str, age: dt.timedelta = dt.timedelta(0)) -> str:
    return new_ticket("useful", about, timezone.now() - age)


def say(page: Any, answer: str = "yes", client: Client | None = None, **fields: Any) -> Any:
    form = {"ticket": ticket(name_of(page)), "answer": answer, "website": "", **fields}
    return (client or Client()).post(form_of(page.get_url()), form)


def counts() -> list[tuple[str, int, int]]:
    return list(UsefulCount.objects.values_list("about", "yes", "no"))


def test_stories_and_terms_ask_and_lists_do_not(client: Client) -> None:
    story = make_case(techniques=["T02.01"])
    asked = {}
    for address in (story.get_url(), "/techniques/T02.01/", "/register/", "/cases/", make_announcement().get_url()):
        found = re.findall(r'href="(/useful/[^"]*)"', client.get(address).content.decode())
        asked[address] = [client.get(html.unescape(one)).status_code for one in found]

    assert list(asked.values()) == [[200], [200], [], [], []]


def test_yes_and_no_are_counted_once_for_both_languages_and_a_day(client: Client) -> None:
    story = make_case("示例案例")
    english = make_translation(story)

    answer = say(story)
    say(english, "no")
    thanks = client.get(answer.url)

    assert counts() == [(name_of(story), 1, 1)]
    assert UsefulCount.objects.get().day == timezone.localdate()
    assert answer.status_code == 302
    assert f'href="{story.get_url()}"' in thanks.content.decode()
    assert "no-store" in thanks["Cache-Control"]
    assert thanks["X-Robots-Tag"] == "noindex"


def test_nothing_of_the_reader_is_kept_and_no_page_becomes_outdated() -> None:
    story = make_case()
    version = content_version.now()
    answer = say(story, client=Client(REMOTE_ADDR="198.51.100.7"))

    assert content_version.now() == version
    assert "198.51.100.7" not in "".join(PaceMark.objects.values_list("digest", flat=True))
    assert not answer.cookies.keys() - {"csrftoken"}


def test_the_same_form_counts_once_and_a_network_five_times_a_page_and_day(client: Client) -> None:
    story = make_case()
    signed = ticket(name_of(story))

    same = [say(story, ticket=signed).status_code for _time in range(2)]
    others = [say(story).status_code for _time in range(8)]
    elsewhere = say(story, client=Client(REMOTE_ADDR="198.51.100.7"))

    assert {*same, *others, elsewhere.status_code} == {302}  # whoever sends too many is thanked like everybody
    assert counts() == [(name_of(story), 6, 0)]


def test_what_a_program_sends_is_thanked_and_not_counted() -> None:
    assert say(make_case(), website="http://spam.example").status_code == 302
    assert counts() == []


@pytest.mark.parametrize(
    "fields", [{"ticket": "x"}, {"ticket": ticket("page/other")}, {"answer": "perhaps"}, {"answer": ""}]
)
def test_what_is_not_our_form_is_not_counted_and_asked_for_again(fields: dict[str, str]) -> None:
    answer = say(make_case(), **fields)

    assert answer.status_code == 400
    assert "Nothing was counted" in answer.content.decode()
    assert counts() == []


def test_a_form_of_yesterday_is_asked_for_again() -> None:
    story = make_case()

    assert say(story, ticket=ticket(name_of(story), dt.timedelta(days=1))).status_code == 400


def test_a_form_needs_the_token_against_foreign_sites() -> None:
    assert say(make_case(), client=Client(enforce_csrf_checks=True)).status_code == 403


def test_hidden_pages_and_pages_that_are_not_rated_have_no_form(client: Client) -> None:
    hidden = make_case()
    restrict(hidden)

    for address in (hidden.get_url(), "/register/", "/nothing-here/", "//elsewhere.example/"):
        assert client.get(form_of(address)).status_code == 404
    assert say(hidden).status_code == 404
    assert counts() == []


def test_only_pages_that_are_named_are_summed_and_fewer_than_five_answers_are_not_shown() -> None:
    today = timezone.localdate()
    UsefulCount.objects.create(about="page/a", day=today, yes=3, no=1)
    UsefulCount.objects.create(about="page/a", day=today - dt.timedelta(days=1), yes=1)
    UsefulCount.objects.create(about="page/hidden", day=today, yes=9)

    said = usefulness(lambda about: about == "page/a")

    assert said == Usefulness(4, 5)
    assert said.is_shown
    assert not Usefulness(4, 4).is_shown


# The report in the admin ---------------------------------------------------------------------------------


def reported(role: str, client: Client, **about: Any) -> list[tuple[Any, ...]]:
    client.force_login(make_user(role, **about))
    return [line.cells[:1] + line.cells[2:4] for line in client.get(reverse("report_useful")).context["table"].data]


def test_editors_read_what_was_said_of_each_page_the_least_useful_first(client: Client) -> None:
    liked, disliked = make_case("受欢迎的案例"), make_case("看不懂的案例")
    say(liked), say(make_translation(liked)), say(disliked, "no")

    assert reported("editor", client) == [("看不懂的案例", 0, 1), ("受欢迎的案例", 2, 0)]
    assert (
        reverse("wagtailadmin_pages:edit", args=[disliked.pk]) in client.get(reverse("report_useful")).content.decode()
    )


def test_a_vocabulary_editor_reads_of_terms_and_not_of_pages(client: Client) -> None:
    say(make_case("案例", techniques=["T02.01"]))
    add("technique/T02.01", timezone.localdate(), is_useful=False)

    (line,) = reported("vocabulary editor", client)

    assert line[0].startswith("T02.01")


@pytest.mark.parametrize("role", ["contributor", "list officer", "objection handler"])
def test_who_may_not_change_a_page_reads_nothing_of_it(client: Client, role: str) -> None:
    say(make_case("案例甲"), "no")
    client.force_login(make_user(role))

    answer = client.get(reverse("report_useful"), follow=True)

    assert "案例甲" not in answer.content.decode()
