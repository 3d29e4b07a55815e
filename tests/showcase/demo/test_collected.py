"""The demonstration tells what the collected data allow, as they have it, and all of it."""

import csv
import os
import unicodedata

import pytest

from showcase.demo.reading.files import DEMO_ROOT, DemoFiles
from showcase.demo.reading.story_records import StoryFile

COLLECTED = DEMO_ROOT.parents[2] / "shared/data/fujian"
needs_collected = pytest.mark.skipif(
    not COLLECTED.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)


def rows(name: str) -> list[dict[str, str]]:
    with (COLLECTED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@needs_collected
def test_case_figures_are_printed_as_collected_and_may_be_published(demo: DemoFiles):
    published = {
        (row["case_id"], plain(row["quantity_text"]), row["quantity_low"], row["quantity_high"])
        for row in rows("cases_effects.csv")
        if row["publish"] == "yes"
    }
    for story in (story for story in demo.stories if story.kind == "case"):
        for effect in story.effects:
            low, high = ("" if value is None else str(value) for value in (effect.low, effect.high))
            assert (story.number, plain(effect.printed), low, high) in published, (story.slug, effect.key)


@needs_collected
def test_standing_and_depth_are_those_collected(demo: DemoFiles):
    collected = {row["id"]: (row["standing"], row["depth"]) for row in rows("cases_sources.csv")}
    for story in (story for story in demo.stories if story.kind == "case"):
        standing, depth = collected[story.number]
        assert story.standing == shown_standing(demo, story, standing), story.slug
        assert story.depth == depth, story.slug


def shown_standing(demo: DemoFiles, story: StoryFile, collected: str) -> str:
    """What can be shown of a standing: a list that is published with the site, else what the press says."""
    kind, otherwise = {"listed": ("final", "press_statement"), "proposed": ("proposal", "reference")}.get(
        collected, ("", "reference")
    )
    published = (facts for facts in demo.lists if facts.kind == kind and not facts.held_back)
    held = {entry.enterprise for facts in published for entry in facts.entries}
    return collected if held & set(story.enterprises) else otherwise


@needs_collected
def test_names_are_full_and_listings_publishable(demo: DemoFiles):
    full = {row["official_name_zh"] for row in rows("cases_sources.csv") if row["name_status"] == "full"}
    status = {row["row"]: row for row in rows("listings_status.csv")}
    listed = {row["name_zh"] for row in status.values() if row["name_status"] == "full"}
    for unit in (unit for unit in demo.enterprises if not unit.is_example):
        assert unit.name_zh in full | listed | {name.partition("(")[0] for name in listed}, unit.key
    for facts in (facts for facts in demo.lists if not facts.is_example):
        for entry in facts.entries:
            row = status[str(entry.data_row)]
            assert row["name_zh"] in {entry.name_printed, f"{entry.name_printed}({entry.product})"} or facts.held_back
            assert row["publishable"] == "yes" or facts.held_back, (facts.slug, entry.name_printed)


@needs_collected
def test_every_publishable_listing_stands_in_a_published_list(demo: DemoFiles):
    held = {entry.data_row for facts in demo.lists if not facts.held_back for entry in facts.entries}
    publishable = {int(row["row"]) for row in rows("listings_status.csv") if row["publishable"] == "yes"}
    assert held - {0} == publishable


@needs_collected
def test_every_case_that_may_be_told_is_told_and_every_lead_is_held_back(demo: DemoFiles):
    collected = {row["id"]: row for row in rows("cases_sources.csv")}
    told = {story.number: story for story in demo.stories if story.kind == "case"}
    assert set(told) == set(collected)
    for number, story in told.items():
        short_name = collected[number]["name_status"] != "full"
        assert bool(story.held_back) == (collected[number]["depth"] == "lead" or short_name), story.slug


@needs_collected
def test_no_figure_that_may_not_be_published_is_an_effect(demo: DemoFiles):
    withheld = {plain(row["quantity_text"]) for row in rows("cases_effects.csv") if row["publish"] != "yes"}
    allowed_elsewhere = {plain(row["quantity_text"]) for row in rows("cases_effects.csv") if row["publish"] == "yes"}
    for story in demo.stories:
        printed = {plain(effect.printed) for effect in story.effects}
        assert not printed & (withheld - allowed_elsewhere), story.slug
