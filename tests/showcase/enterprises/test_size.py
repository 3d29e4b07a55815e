"""The size of an enterprise: only what a source says, shown with it, and a facet of the enterprise's stories."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from search.index import rebuild
from showcase.merging.actions import merge_enterprises
from showcase.models import EnterpriseSource
from tests import factories as make

pytestmark = pytest.mark.django_db


def sized(name: str, size: str):
    unit = make.make_enterprise(name, size=size, size_source_number=1)
    EnterpriseSource.objects.create(enterprise=unit, number=1, title="专精特新公示", publisher="示例局")
    return unit


def sizes(client: Client, **params: str) -> dict[str, int]:
    rebuild.rebuild()
    found = client.get("/en/search/", {"format": "json", **params}).json()
    return {value["label"]: value["count"] for value in found["facets"]["size"]}


def test_the_page_shows_it_with_the_source_that_says_it(client: Client):
    unit = sized("示例甲印染有限公司", "medium")

    facts = client.get(f"/en/enterprises/{unit.number}/").context["facts"]

    assert [(fact.value, fact.source_numbers) for fact in facts if fact.label == "Size"] == [
        ("Medium-sized enterprise", (1,))
    ]


def test_an_enterprise_of_unknown_size_says_nothing_of_it(client: Client):
    unit = make.make_enterprise()

    facts = client.get(f"/en/enterprises/{unit.number}/").context["facts"]

    assert "Size" not in {fact.label for fact in facts}


def test_a_size_without_its_source_is_refused():
    unit = make.make_enterprise(size="large")

    with pytest.raises(ValidationError) as refused:
        unit.full_clean(exclude=["number"])

    assert list(refused.value.message_dict) == ["size_source_number"]


def test_stories_are_filtered_by_the_size_of_their_enterprises(client: Client):
    make.make_case("余热一", enterprises=[sized("示例甲印染有限公司", "medium"), sized("示例乙能源有限公司", "large")])
    make.make_case("余热二", enterprises=[sized("示例丙印染有限公司", "medium")])
    make.make_case("余热三", enterprises=[make.make_enterprise()])

    assert sizes(client) == {"Medium-sized enterprise": 2, "Large enterprise": 1}
    assert client.get("/search/", {"format": "json", "size": "large"}).json()["total"] == 1


def test_a_merged_record_has_the_size_of_the_one_it_counts_as(client: Client):
    kept, duplicate = sized("示例甲印染有限公司", "large"), sized("示例甲印染公司", "small")
    make.make_case("余热", enterprises=[duplicate])

    merge_enterprises(duplicate, kept, "同一法人")

    assert sizes(client) == {"Large enterprise": 1}
