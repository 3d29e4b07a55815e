"""Type-ahead follows every change, and is a fragment of a page."""

from typing import Any

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from search.index import drain
from search.index.reconcile import reconcile
from search.models import Outbox, Suggested
from showcase import models
from showcase.lists.importing.applying import apply_import
from showcase.models import AnnouncementPage, Enterprise
from tests.factories import (
    level,
    make_case,
    make_enterprise,
    make_translation,
    programme,
    region,
    technique,
)
from tests.search.suggesting import labels, real_enterprise
from tests.showcase.lists.importing.starting import begun, notice

pytestmark = pytest.mark.usefixtures("index")


# How it stays fresh --------------------------------------------------------------------------------------


def test_a_published_edit_replaces_the_old_title() -> None:
    case = make_case("染整节能")
    case.title = "空压机群控"
    case.save_revision().publish()

    assert labels("染整") == []
    assert labels("空压机") == ["空压机群控"]


def test_unpublishing_the_last_story_of_a_term_takes_the_term_away() -> None:
    case = make_case("染整节能")
    assert "余热回收" in labels("余热")
    Page.objects.get(pk=case.pk).unpublish()

    assert labels("余热") == labels("染整") == []


def test_deleting_a_story_or_an_enterprise_takes_it_away() -> None:
    case, firm = make_case("染整节能"), real_enterprise("示例甲有限公司")
    case.delete()
    firm.delete()

    assert labels("染整") == labels("示例") == []


def test_the_new_units_of_a_list_are_suggested_once_it_is_published() -> None:
    # Given a list whose import made a record of each unit it prints
    region("350582"), programme(), level()
    started = begun(notice=notice(is_example=False)).list_import
    started.rows.update(decision="create", region=region("350582"))
    apply_import(started)
    name = Enterprise.objects.latest("pk").name_zh
    assert labels(name) == []

    # When the list is published, which makes all of them public by one statement
    AnnouncementPage.objects.get(pk=started.announcement_id).save_revision().publish()

    # Then readers are led to them
    assert labels(name) == [name]


def test_moving_below_a_private_page_hides_and_lifting_its_privacy_shows_again() -> None:
    private, case = make_case("收起的案例"), make_case("染整节能")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    case.move(Page.objects.get(pk=private.pk), pos="last-child")
    assert labels("染整") == []

    restriction.delete()

    assert labels("染整") == ["染整节能"]


def test_a_renamed_term_answers_to_its_new_name_alone() -> None:
    make_case("染整节能", techniques=["T08.03"])
    term = technique("T08.03")
    term.zh, term.aliases_zh = "逆流漂洗回用", []
    term.save()

    assert labels("逆流") == ["逆流漂洗回用"]
    assert labels("中水") == []


def test_a_renamed_enterprise_answers_to_both_names() -> None:
    firm = real_enterprise("示例甲印染有限公司")
    firm.former_names = [models.FormerName(name_zh="示例甲印染有限公司")]
    firm.name_zh = "凤凰新材料有限公司"
    firm.save()

    assert labels("凤凰") == labels("示例甲") == ["凤凰新材料有限公司"]


def test_an_enterprise_that_was_invented_and_is_no_longer_appears() -> None:
    firm = make_enterprise("凤凰新材料有限公司", is_example=True)
    firm.is_example = False
    firm.save()

    assert labels("凤凰") == ["凤凰新材料有限公司"]


def test_suggestions_are_kept_while_the_engine_is_down(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:1/nothing"

    make_case("染整节能")
    drain.drain_patiently()  # the worker's turn

    assert labels("染整") == ["染整节能"]
    assert Outbox.objects.exists()


def test_the_workers_minute_mends_what_a_bulk_change_left_behind() -> None:
    make_case("染整节能")
    models.Technique.objects.filter(code="T02.01").update(zh="烟气余热利用")
    Suggested.objects.filter(kind="story").delete()

    reconcile()

    assert labels("烟气") == ["烟气余热利用"]
    assert labels("染整") == ["染整节能"]


def test_the_workers_minute_keeps_no_editor_waiting_where_nothing_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    make_case("染整节能")
    monkeypatch.setattr("search.index.reconcile.drain_lock", pytest.fail)

    assert reconcile() == 0


def test_a_change_that_leaves_the_names_alone_rewrites_nothing() -> None:
    case = make_case("染整节能")
    rows = set(Suggested.objects.values_list("pk", flat=True))

    case.save_revision().publish()

    assert set(Suggested.objects.values_list("pk", flat=True)) == rows


def test_an_edit_of_one_enterprise_costs_the_same_queries_however_many_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    from search.suggest.refresh import refresh

    make_case("染整节能")
    changed = real_enterprise("示例有限公司").number
    with django_assert_max_num_queries(40) as few:
        refresh([], [changed])
        expected = len(few)
    for number in range(5):
        make_case(f"染整节能{number}")
        real_enterprise(f"示例{number}有限公司", former_names=["旧名"])
    with django_assert_max_num_queries(expected):
        refresh([], [changed])


def test_a_change_reads_no_enterprise_but_those_it_is_of_and_those_that_stories_are_about() -> None:
    about, changed, _other = (real_enterprise(f"示例{name}有限公司") for name in ("甲", "乙", "丙"))
    make_case("染整节能", enterprises=[about])
    models.Enterprise.objects.update(name_zh=Concat(Value("凤凰"), F("name_zh")))

    changed.refresh_from_db()
    changed.save()

    assert labels("凤凰") == ["凤凰示例甲有限公司", "凤凰示例乙有限公司"]


def test_an_enterprise_that_no_story_is_about_any_more_is_counted_anew() -> None:
    firm = real_enterprise("示例甲有限公司")
    case = make_case("染整节能", enterprises=[firm])
    assert Suggested.objects.get(kind="enterprise", ref=str(firm.number)).count == 1

    Page.objects.get(pk=case.pk).unpublish()

    assert Suggested.objects.get(kind="enterprise", ref=str(firm.number)).count == 0


# The fragment --------------------------------------------------------------------------------------------


def test_the_fragment_is_a_list_of_options_with_headings(client: Client) -> None:
    real_enterprise("余热科技有限公司", former_names=["示例甲有限公司"])
    make_case("余热回收<b>在染整</b>中")

    body = client.get("/search/suggest/?q=余热", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in body
    assert body.count('role="option"') == 4
    assert "余热回收&lt;b&gt;在染整&lt;/b&gt;中" in body
    assert "data-summary" in body


def test_the_fragment_speaks_english_below_en(client: Client) -> None:
    make_case("染整节能")

    body = client.get("/en/search/suggest/?q=yure").content.decode()

    assert "Waste heat recovery" in body
    assert 'href="/en/search/?technique=T02.01"' in body


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "(" * 5000,
        "余" * 10_000,
        "\x00\x07",
        "%",
        "_",
        "\\",
        "'; --",
        "😀" * 50,
        "\u202e余热",
        "余%热",
        "\ufffd",
    ],
)
def test_no_text_breaks_the_suggestions(client: Client, text: str) -> None:
    make_case("染整节能")

    response = client.get("/search/suggest/", {"q": text})

    assert response.status_code == 200
    assert "染整节能" not in response.content.decode()


def test_the_fragment_costs_the_same_queries_however_much_answers(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    make_case("余热一", enterprises=[real_enterprise("余热甲有限公司")], processes=["P012"])
    client.get("/en/search/suggest/?q=余热&x=0")
    with django_assert_max_num_queries(20) as few:
        client.get("/en/search/suggest/?q=余热&x=1")
        expected = len(few)
    for number in range(6):
        case = make_case(f"余热之{number}", enterprises=[real_enterprise(f"余热{number}有限公司")])
        make_translation(case, f"余热 number {number}")
    client.get("/en/search/suggest/?q=余热&x=2")
    with django_assert_max_num_queries(expected):
        client.get("/en/search/suggest/?q=余热&x=3")


def test_a_drain_without_stories_asks_nothing_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.index.drain.changes_of", lambda ids, _known: pytest.fail(f"asked for {ids}"))

    real_enterprise("示例甲有限公司")

    assert not Outbox.objects.exists()
    assert drain.drain(seconds=1).rows == 0
