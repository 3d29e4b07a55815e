"""A merged enterprise is one in the search too, at once; undone it is two again."""

import pytest
from django.test import Client

from search.models import Outbox
from search.suggest.lookup import suggestions
from showcase.enterprises.credit_codes import check_character
from showcase.merging.actions import merge_enterprises, undo_merge
from showcase.models import Enterprise, EnterpriseMerge
from tests.factories import make_case, make_enterprise
from tests.search.finding import found, titles

pytestmark = pytest.mark.usefixtures("index")

BODY = "91350582MA2XYABC1"
CODE = BODY + check_character(BODY)


@pytest.fixture
def kept() -> Enterprise:
    return make_enterprise("恒昌示例纺织有限公司", "Hengchang Textile")


@pytest.fixture
def merged(kept: Enterprise) -> EnterpriseMerge:
    duplicate = make_enterprise("永泰示例纺织厂", "Yongtai Works", former_names=["老字号织布厂"], credit_code=CODE)
    make_case("余热回收改造", enterprises=[duplicate])
    return merge_enterprises(duplicate, kept, "同一厂")


def named(text: str) -> list[tuple[str, bool]]:
    return [(line.label, line.former) for line in suggestions(text, "zh-hans") if line.kind == "enterprise"]


@pytest.mark.parametrize("text", ["恒昌示例纺织", "永泰示例纺织厂", "老字号织布厂", CODE])
def test_a_story_of_the_duplicate_is_found_by_every_name_and_code(client: Client, merged, text: str) -> None:
    assert titles(client, text) == ["余热回收改造"]
    assert found(client, text)["hits"][0]["enterprises"] == ["恒昌示例纺织有限公司"]
    assert not Outbox.objects.exists()


def test_after_the_undo_the_story_is_the_duplicates_alone(client: Client, merged) -> None:
    undo_merge(merged, "两家厂")

    assert titles(client, "恒昌") == []
    assert titles(client, "永泰示例纺织厂") == ["余热回收改造"]
    assert found(client, "永泰示例纺织厂")["hits"][0]["enterprises"] == ["永泰示例纺织厂"]


def test_the_duplicate_is_not_suggested_but_its_names_lead_to_the_enterprise(merged, kept: Enterprise) -> None:
    assert named("永泰示例") == [("恒昌示例纺织有限公司", True)]
    assert named("老字号织布") == [("恒昌示例纺织有限公司", True)]

    undo_merge(merged, "两家厂")
    assert named("永泰示例") == [("永泰示例纺织厂", False)]


def test_its_names_and_code_are_recognised_as_those_of_the_enterprise(client: Client, merged, kept: Enterprise) -> None:
    for text in ("永泰示例纺织厂", CODE):
        (line,) = client.get("/en/search/", {"q": text}).context["recognised"]
        assert (line.label, line.url) == ("Hengchang Textile", f"/en/enterprises/{kept.number}/")
    (line,) = client.get("/en/search/", {"q": "永泰示例纺织厂"}).context["recognised"]
    assert line.text == "永泰示例纺织厂 is a former name of"


def test_a_renamed_duplicate_is_found_by_its_new_name(client: Client, merged) -> None:
    merged.duplicate.name_zh = "新名示例厂"
    merged.duplicate.save()

    assert titles(client, "新名示例厂") == ["余热回收改造"]
