"""Collections and links of enterprises as the seed lays them down."""

from graphlib import CycleError

import pytest
from wagtail.models import Locale

from showcase.demo.ledger import Report, remember
from showcase.demo.reading.files import DemoFiles
from showcase.demo.seeds.collections import seed_collection
from showcase.demo.seeds.enterprises import enterprise_of, in_link_order, seed_enterprise
from showcase.models import CollectionPage
from tests import factories as make


def keys(units) -> list[str]:
    return [unit.key for unit in units]


def linked(files: DemoFiles, **links: list[str]):
    """Files of enterprises that are linked to others by key, in the order given."""
    unit = next(one for one in files.enterprises if one.links)
    return [
        unit.model_copy(
            update={"key": key, "links": tuple(unit.links[0].model_copy(update={"other": other}) for other in others)}
        )
        for key, others in links.items()
    ]


def test_an_enterprise_is_written_after_those_it_is_linked_to_and_else_in_the_order_of_the_files(
    all_files: DemoFiles,
):
    units = linked(all_files, a=["c"], b=[], c=["d"], d=[], e=["a", "gone"])

    assert keys(in_link_order(units)) == ["d", "c", "a", "b", "e"]


def test_enterprises_that_are_linked_in_a_circle_are_refused(all_files: DemoFiles):
    with pytest.raises(CycleError, match="a → b → a"):
        in_link_order(linked(all_files, a=["b"], b=["a"]))


@pytest.mark.django_db
def test_a_collection_is_live_in_both_languages_and_seeded_once(all_files: DemoFiles):
    facts = all_files.collections[0]
    for item in facts.items:
        remember("story", item.story, make.make_case(item.story), "", "")

    seed_collection(facts, report := Report())
    seed_collection(facts, report)

    key = f"collection {facts.slug}"
    assert (report.made, report.unchanged) == ([key], [key])
    page = CollectionPage.objects.get(slug=facts.slug, locale=Locale.get_default())
    english = page.get_translation(Locale.objects.get(language_code="en"))
    assert page.live
    assert english.live
    assert [row.story.title for row in page.items.all()] == [item.story for item in facts.items]
    assert english.title == facts.title.en
    assert facts.introduction.en[-1] in english.introduction
    assert not english.items.exists()


@pytest.mark.django_db
def test_the_links_of_an_enterprise_are_written_with_their_sources(all_files: DemoFiles):
    make.region("350000")
    for code in ("C17", "C26", "C34"):
        make.industry(code)
    wanted = {"example-a", "example-b", "example-f", "example-park"}

    for facts in in_link_order(unit for unit in all_files.enterprises if unit.key in wanted):
        seed_enterprise(facts, Report())

    rows = enterprise_of("example-a").links.all()
    assert [(row.link, row.other) for row in rows] == [
        ("in_park", enterprise_of("example-park")),
        ("supplied_by", enterprise_of("example-b")),
        ("supplied_by", enterprise_of("example-f")),
    ]
    assert {row.publisher for row in rows} == {"示例出处"}
