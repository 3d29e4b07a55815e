"""Type-ahead: what is suggested to a reader, in which order, and that nothing draft, private or invented ever is."""

from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture
from wagtail.models import Page, PageViewRestriction

from search import drain
from search.models import Outbox, Suggested
from search.reconcile import reconcile
from search.suggest.lookup import Suggestion, suggestions
from showcase import models
from tests.factories import (
    later,
    make_case,
    make_enterprise,
    make_technology,
    make_translation,
    section,
    technique,
)

pytestmark = pytest.mark.usefixtures("index")


def real_enterprise(name: str, name_en: str = "", **fields: Any) -> models.Enterprise:
    return make_enterprise(name, name_en, is_example=False, **fields)


def labels(text: str, language: str = "zh-hans", limit: int = 10) -> list[str]:
    return [found.label for found in suggestions(text, language, limit)]


def suggested(text: str, label: str, language: str = "zh-hans") -> Suggestion:
    return next(found for found in suggestions(text, language) if found.label == label)


# What is suggested ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["余热", "餘熱", "yure", "yu re", "yrhs", "余re", "whr", "废热"])
def test_a_technique_is_suggested_by_any_of_its_names_with_the_number_of_its_stories(typed: str) -> None:
    make_case("染整节能")
    make_technology("锅炉节能")

    found = suggested(typed, "余热回收")

    assert (found.kind, found.count) == ("technique", 2)
    assert found.url == "/search/?technique=T02.01"


def test_labels_and_addresses_are_in_the_readers_language() -> None:
    case = make_case("染整节能")
    make_translation(case, "Savings in a dyehouse")

    term, story = suggested("yure", "Waste heat recovery", "en"), suggested("savings", "Savings in a dyehouse", "en")

    assert term.url == "/en/search/?technique=T02.01"
    assert story.url.startswith("/en/cases/")


def test_the_name_that_was_typed_is_told_where_the_label_is_another() -> None:
    make_case("染整节能")

    assert suggested("废热", "余热回收").matched == "废热回收"
    assert suggested("余热", "余热回收").matched == ""


@pytest.mark.parametrize("typed", ["c1713", "1713", "棉印染", "印染", "mianyinran"])
def test_an_industry_is_suggested_by_name_and_code(typed: str) -> None:
    make_case("染整节能", industries=["C1713"])

    assert suggested(typed, "棉印染精加工").url == "/search/?industry=C1713"


def test_a_place_is_suggested() -> None:
    make_case("染整节能", regions=["350582"])

    assert suggested("jinjiang", "晋江市").url == "/search/?region=350582"


def test_a_process_leads_to_a_search_for_its_name_and_states_no_count() -> None:
    make_case("染整节能", processes=["P012"])

    found = suggested("定形", "定型机")

    assert (found.matched, found.count) == ("定形机", None)
    assert found.url == "/search/?q=%E5%AE%9A%E5%9E%8B%E6%9C%BA"


def test_a_term_that_no_public_story_carries_is_not_suggested() -> None:
    technique("T08.03")
    make_case("染整节能", techniques=["T02.01"])

    assert labels("中水") == []


@pytest.mark.parametrize("typed", ["福建凤竹", "凤竹", "fengzhu", "fzfz", "91350582"])
def test_an_enterprise_is_suggested_by_each_word_of_its_name_and_by_its_code(typed: str) -> None:
    firm = real_enterprise("福建凤竹纺织有限公司", credit_code="91350582MA00000A1X")

    assert suggested(typed, firm.name_zh).url == firm.get_absolute_url()


def test_an_enterprise_is_suggested_by_a_former_name_and_this_is_said() -> None:
    firm = real_enterprise("示例乙新材料有限公司", former_names=["示例甲印染有限公司"])

    found = suggested("示例甲", firm.name_zh)

    assert (found.former, found.matched) == (True, "示例甲印染有限公司")


def test_the_name_that_is_exactly_what_was_typed_comes_first() -> None:
    make_case("染整节能", techniques=["T02", "T02.01"], industries=["C17"])
    make_case("余热回收在染整中")

    assert labels("余热回收")[0] == "余热回收"
    assert labels("余热")[0] == "余热余压余气利用", "the end of an alias is not the name"


def test_terms_stand_before_enterprises_and_these_before_stories() -> None:
    real_enterprise("余热科技有限公司")
    make_case("余热回收在染整中")

    kinds = [found.kind for found in suggestions("余热", "zh-hans")]

    assert kinds == ["technique", "technique", "enterprise", "story"]


def test_no_more_than_asked_for_and_each_thing_once() -> None:
    for number in range(12):
        make_case(f"余热利用之{number}")

    found = labels("余热", limit=6)

    assert len(found) == len(set(found)) == 6
    assert "余热回收" in found


# What is refused -----------------------------------------------------------------------------------------


def test_a_draft_story_is_not_suggested() -> None:
    make_case("保密项目", live=False)

    assert labels("保密") == []
    assert not Suggested.objects.filter(kind="story").exists()


def test_an_unpublished_title_of_a_live_story_is_not_suggested() -> None:
    case = make_case("染整节能")
    case.title = "保密项目"
    case.save_revision()

    assert labels("保密") == []


def test_a_story_under_privacy_is_not_suggested_and_its_terms_are_not_counted() -> None:
    make_case("保密项目", techniques=["T08.03"])
    PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)

    assert labels("保密") == []
    assert labels("中水") == []
    assert not Suggested.objects.filter(ref="T08.03").exists()


def test_a_private_or_draft_translation_suggests_nothing_of_its_own() -> None:
    case, other = make_case("染整节能"), make_case("锅炉节能")
    english = make_translation(case, "Secret scheme")
    make_translation(other, "Secret draft", live=False)
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)

    assert labels("secret", "en") == []
    assert suggested("染整", "染整节能", "en").language == "zh-hans"


def test_an_expired_story_is_not_suggested(time_machine: TimeMachineFixture) -> None:
    from django.core.management import call_command

    case = make_case("限期项目")
    case.expire_at = later(hours=1)
    case.save_revision().publish()
    assert labels("限期") == ["限期项目"]

    time_machine.move_to(later(hours=2))
    call_command("publish_scheduled", verbosity=0)

    assert labels("限期") == []


def test_an_invented_enterprise_is_not_suggested() -> None:
    make_enterprise("保密甲有限公司", is_example=True)

    assert labels("保密") == []
    assert not Suggested.objects.filter(kind="enterprise").exists()


def test_a_draft_enterprise_is_not_suggested_by_any_name() -> None:
    real_enterprise("保密甲有限公司", former_names=["机密乙有限公司"], live=False)

    assert labels("保密") == labels("机密") == []


def test_an_unpublished_name_of_a_live_enterprise_is_not_suggested() -> None:
    firm = real_enterprise("示例甲有限公司")
    firm.name_zh = "保密甲有限公司"
    firm.save_revision()

    assert labels("保密") == []


def test_what_the_table_still_holds_is_asked_of_the_database_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between a commit and the drain the table is old."""
    case, firm = make_case("染整节能"), real_enterprise("示例甲有限公司", former_names=["机密乙有限公司"])
    monkeypatch.setattr("search.drain.drain_briefly", lambda: None)

    case.unpublish()
    firm.former_names.all().delete()
    firm.former_names.commit()

    assert Suggested.objects.filter(kind="story").exists()
    assert labels("染整") == []
    assert labels("机密") == []


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


def test_a_change_that_leaves_the_names_alone_rewrites_nothing() -> None:
    case = make_case("染整节能")
    rows = set(Suggested.objects.values_list("pk", flat=True))

    case.save_revision().publish()

    assert set(Suggested.objects.values_list("pk", flat=True)) == rows


def test_an_edit_of_one_enterprise_costs_the_same_queries_however_many_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    from search.suggest.refresh import refresh_stories

    make_case("染整节能")
    real_enterprise("示例有限公司")
    with django_assert_max_num_queries(40) as few:
        refresh_stories([])
        expected = len(few)
    for number in range(5):
        make_case(f"染整节能{number}")
        real_enterprise(f"示例{number}有限公司", former_names=["旧名"])
    with django_assert_max_num_queries(expected):
        refresh_stories([])


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
    monkeypatch.setattr("search.drain.changes_of", lambda ids: pytest.fail(f"asked for {ids}"))

    real_enterprise("示例甲有限公司")

    assert not Outbox.objects.exists()
    assert drain.drain(seconds=1).rows == 0
