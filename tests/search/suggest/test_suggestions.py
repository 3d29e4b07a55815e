"""Type-ahead: what is suggested to a reader, in which order, and that nothing draft, private or invented ever is."""

import pytest
from time_machine import TimeMachineFixture
from wagtail.models import PageViewRestriction

from search.models import Suggested
from search.suggest.lookup import suggestions
from tests.factories import (
    later,
    make_case,
    make_enterprise,
    make_technology,
    make_translation,
    section,
    technique,
)
from tests.search.suggesting import labels, real_enterprise, suggested

pytestmark = pytest.mark.usefixtures("index")


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
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: None)

    case.unpublish()
    firm.former_names.all().delete()
    firm.former_names.commit()

    assert Suggested.objects.filter(kind="story").exists()
    assert labels("染整") == []
    assert labels("机密") == []
