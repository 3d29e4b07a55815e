"""Broken links from the worker to the editor: gathered, asked, found in the tab Checks and on the first page."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.admin import desk
from portal.refusals import RefusedError
from portal.running import worker
from showcase.models import CaseStudyPage, CheckedLink, PageLink
from showcase.stories.checks.answers import overrule
from showcase.stories.checks.gate import State, checked
from showcase.stories.links.duty import AT_ONCE, LinkWatch, check_due
from showcase.stories.links.gathering import gather
from showcase.stories.links.models import digest_of
from showcase.stories.links.rules import Answer, LinkState
from tests.factories import make_case, make_effect, make_source, make_translation, make_user, paragraph
from tests.showcase.stories.links.other_site import OtherSite

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 3, 4, tzinfo=dt.UTC)
REASON = "原网页已下线，纸质版已存档，编号为示例。"


@pytest.fixture(autouse=True)
def asks_other_sites(settings: LazySettings) -> None:
    settings.CHECK_LINKS = True


def body(text: str) -> list[tuple[str, object]]:
    return [("section", "background"), paragraph(text, 1)]


def linked(address: str) -> str:
    return f'见<a href="{address}">报道</a>。'


def to_page(page: Any) -> str:
    return f'见<a linktype="page" id="{page.pk}">另一篇</a>。'


def answered(address: str, *answers: Answer, at: dt.datetime = NOW) -> CheckedLink:
    """What is stored of an address after these answers, a day apart."""
    link = CheckedLink.objects.get(pk=digest_of(address))
    for days, answer in enumerate(answers):
        link.keep(link.known.after(answer, at + dt.timedelta(days=days)))
    return link


def addresses() -> set[str]:
    return set(CheckedLink.objects.values_list("address", flat=True))


def warnings(page: Any) -> list[str]:
    return [one.text for one in checked(CaseStudyPage.objects.get(pk=page.pk)) if one.state != State.NOTE]


def notes(page: Any) -> list[str]:
    found = [one for one in checked(CaseStudyPage.objects.get(pk=page.pk)) if one.finding.rule == "hidden_link"]
    assert all(one.state == State.NOTE for one in found)
    return [one.text for one in found]


def pile_of(user: Any) -> Any:
    return {pile.name: pile for pile in desk.piles(user)}.get("broken_links")


GONE, SILENT, FINE = Answer(LinkState.NOT_FOUND, 404), Answer(LinkState.NO_ANSWER), Answer(LinkState.OK, 200)


class TestGathering:
    def test_addresses_of_sources_and_texts_of_both_languages_are_gathered(self) -> None:
        case = make_case(
            sources=[make_source(url="https://a.example/1#part")], body=body(linked("http://b.example/?x=1&amp;y=2"))
        )
        make_translation(case)
        gather()
        assert addresses() == {"https://a.example/1", "http://b.example/?x=1&y=2"}

    def test_addresses_of_drafts_private_pages_and_this_site_are_left_alone(self, settings: LazySettings) -> None:
        settings.SITE_URL = "https://lujian.example"
        make_case(live=False, sources=[make_source(url="https://draft.example/")])
        private = make_case(sources=[make_source(url="https://private.example/")])
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        make_case(body=body(linked("https://lujian.example/cases/") + linked("mailto:a@example.com")))
        gather()
        assert addresses() == set()

    def test_what_is_known_stays_and_what_nobody_names_goes(self) -> None:
        case = make_case(sources=[make_source(url="https://a.example/")], body=body(linked("https://b.example/")))
        gather()
        answered("https://a.example/", GONE)
        case.body = []
        case.save(clean=False)
        gather()
        assert addresses() == {"https://a.example/"}
        assert CheckedLink.objects.get().is_broken

    def test_it_costs_the_same_for_many_links_as_for_few(self) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                gather()
            return len(asked)

        make_case(sources=[make_source(url="https://a.example/")], body=body(linked("https://b.example/")))
        gather()
        few = cost()
        for number in range(6):
            make_case(
                sources=[make_source(url=f"https://a.example/{number}")],
                body=body("".join(linked(f"https://b.example/{number}/{at}") for at in range(10))),
            )
        gather()
        assert CheckedLink.objects.count() == 68
        assert cost() == few


class TestTheDuty:
    def test_it_gathers_asks_and_notes_the_answer(self, site: OtherSite) -> None:
        site.answers["/gone"] = 404
        make_case(sources=[make_source(url=site.address("/gone"))])
        assert LinkWatch(site.policy).turn() == 1
        link = CheckedLink.objects.get()
        assert (link.state, link.status, link.is_broken) == ("not_found", 404, True)

    def test_an_address_that_answers_again_is_no_longer_broken(self, site: OtherSite) -> None:
        site.answers["/back"] = 404
        make_case(sources=[make_source(url=site.address("/back"))])
        gather()
        check_due(site.policy)
        assert check_due(site.policy) == 0, "not due before tomorrow"
        del site.answers["/back"]
        CheckedLink.objects.update(due_at=timezone.now())
        assert check_due(site.policy) == 1
        link = CheckedLink.objects.get()
        assert (link.state, link.is_broken, link.failing_since) == ("ok", False, None)

    def test_a_turn_asks_few_addresses_and_none_twice_of_one_site(self, site: OtherSite) -> None:
        hosts = [site.address("/", f"www{number}.example") for number in range(AT_ONCE + 2)]
        urls = [*hosts, site.address("/other", "www0.example")]
        make_case(sources=[make_source(at, url=url) for at, url in enumerate(urls, start=1)])
        gather()
        assert check_due(site.policy) == AT_ONCE
        assert len({headers["Host"] for _method, _path, headers in site.asked}) == AT_ONCE
        assert sum(check_due(site.policy) for _turn in range(3)) == len(urls) - AT_ONCE

    def test_without_the_setting_no_host_is_asked_and_nothing_is_said(
        self, site: OtherSite, settings: LazySettings
    ) -> None:
        site.answers["/gone"] = 404
        case = make_case(sources=[make_source(url=site.address("/gone"))])
        watch = LinkWatch(site.policy)
        watch.turn()
        assert CheckedLink.objects.get().is_broken
        assert len(warnings(case)) == 1
        settings.CHECK_LINKS = False
        site.asked.clear()
        CheckedLink.objects.update(due_at=timezone.now())
        assert watch.turn() == 0
        assert site.asked == []
        assert warnings(case) == []
        assert pile_of(make_user("publisher")) is None

    def test_it_runs_beside_the_other_duties(self) -> None:
        assert worker._duties["links"].beside


class TestInTheTabChecks:
    def test_a_source_that_is_gone_is_named_by_its_shown_number_and_day(self) -> None:
        sources = [make_source(7, url="https://a.example/"), make_source(3, url="https://b.example/gone")]
        case = make_case(
            sources=sources,
            effects=[make_effect(source_number=7)],
            body=[("section", "background"), paragraph("废气。", 7)],
        )
        gather()
        answered("https://b.example/gone", GONE)
        [text] = warnings(case)
        assert all(word in text for word in ("https://b.example/gone", "404", "2026年11月3日", " 2 "))

    def test_a_silent_address_of_a_text_is_named_the_second_time(self) -> None:
        case = make_case(body=body(linked("https://b.example/")))
        gather()
        answered("https://b.example/", SILENT)
        assert warnings(case) == []
        answered("https://b.example/", SILENT, at=NOW + dt.timedelta(days=1))
        assert len(warnings(case)) == 1

    def test_it_goes_live_with_a_reason_that_outlives_the_next_check(self) -> None:
        case = make_case(sources=[make_source(url="https://a.example/")])
        gather()
        answered("https://a.example/", GONE)
        with pytest.raises(RefusedError, match=r"https://a\.example/"):
            case.save_revision().publish()
        overrule(case, lambda one: REASON if "address" in one.finding.rule else None, "示例编辑")
        case.save_revision().publish()
        answered("https://a.example/", GONE, at=NOW + dt.timedelta(days=9))
        assert [one.state for one in checked(CaseStudyPage.objects.get(pk=case.pk))][:1] == [State.OVERRULED]

    def test_a_link_to_a_page_that_readers_cannot_see_is_named_by_its_words(self, settings: LazySettings) -> None:
        settings.CHECK_LINKS = False
        hidden = make_case("保密的草稿标题", live=False)
        case = make_case(body=body(to_page(hidden)), live=False)
        [text] = notes(case)
        assert "另一篇" in text
        assert hidden.title not in text, "the title of another’s draft is not for everybody"

    def test_the_checks_cost_the_same_for_many_links(self) -> None:
        def cost(count: int) -> int:
            sources = [make_source(at, url=f"https://s.example/{count}/{at}") for at in range(1, count + 1)]
            case = make_case(
                sources=sources, body=body("".join(linked(f"https://t.example/{count}/{at}") for at in range(count)))
            )
            gather()
            for link in CheckedLink.objects.all():
                link.keep(link.known.after(GONE, NOW))
            page = CaseStudyPage.objects.get(pk=case.pk)
            with CaptureQueriesContext(connection) as asked:
                assert len([one for one in checked(page) if "address" in one.finding.rule]) == 2 * count
            return len(asked)

        cost(1)
        assert cost(1) == cost(8)


class TestOnTheFirstPage:
    def test_pages_with_broken_links_are_listed_for_who_may_change_them(self, client: Client) -> None:
        case = make_case("链接失效的案例", sources=[make_source(url="https://a.example/")])
        make_case("链接有效的案例", sources=[make_source(url="https://b.example/")])
        gather()
        answered("https://a.example/", GONE)
        answered("https://b.example/", FINE)
        user = make_user("publisher")
        [line] = pile_of(user).first
        assert line.title == case.title
        assert "https://a.example/" in line.note
        assert line.url == reverse("wagtailadmin_pages:edit", args=[case.pk])
        client.force_login(user)
        assert case.title in client.get(reverse("wagtailadmin_home")).content.decode()

    @pytest.mark.parametrize("role", ["contributor", "list officer", "objection handler", ""])
    def test_who_may_not_change_the_page_sees_no_pile(self, role: str) -> None:
        make_case(sources=[make_source(url="https://a.example/")])
        gather()
        answered("https://a.example/", GONE)
        assert pile_of(make_user(role)) is None

    def test_a_link_to_a_page_that_was_deleted_or_taken_down_counts_without_any_request(
        self, settings: LazySettings
    ) -> None:
        settings.CHECK_LINKS = False
        deleted, hidden = make_case(), make_case()
        case = make_case(body=body(to_page(deleted) + to_page(hidden)))
        LinkWatch().turn()
        assert PageLink.objects.filter(page=case).count() == 2
        assert pile_of(make_user("publisher")) is None
        hidden.unpublish()
        CaseStudyPage.objects.get(pk=deleted.pk).delete()
        pile = pile_of(make_user("publisher"))
        assert (pile.count, [line.title for line in pile.first]) == (1, [case.title])
        assert "2" in pile.first[0].note

    def test_the_pile_costs_the_same_for_many_pages(self) -> None:
        user = make_user("publisher")

        def cost() -> int:
            gather()
            for link in CheckedLink.objects.all():
                link.keep(link.known.after(GONE, NOW))
            with CaptureQueriesContext(connection) as asked:
                assert pile_of(user).first
            return len(asked)

        make_case(sources=[make_source(url="https://a.example/0")])
        cost()
        few = cost()
        for number in range(1, 5):
            make_case(sources=[make_source(url=f"https://a.example/{number}")])
        assert cost() == few
