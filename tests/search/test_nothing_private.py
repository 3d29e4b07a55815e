"""What is no longer public, or never was, is in no answer of the search, nor in anything made of the stories."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.home import Home
from search.finders.models import FinderPage, FinderTechnique
from search.index import current, drain
from search.models import KnownWord, SuggestedKey
from tests.factories import (
    later,
    make_announcement,
    make_case,
    make_enterprise,
    make_entry,
    make_practice,
    make_translation,
    section,
    technique,
)
from tests.hidden import restrict
from tests.search.finding import found

pytestmark = pytest.mark.usefixtures("index")

MARK = "7Q9X"
"""In the title, summary, text and enterprise of every hidden story, and in none that is public."""

ADDRESSES = (
    "/search/", "/search/?q=琥珀窑炉", "/search/?q=余热", "/search/?q=琥珀窑炉&format=json", "/search/?format=json",
    "/search/?q=琥珀窑炉&format=csv", "/search/?format=csv", "/search/?format=atom", "/search/?q=琥珀窑炉&format=atom",
    "/en/search/", "/en/search/?q=amber+kiln", "/en/search/?format=csv", "/en/search/?q=amber+kiln&format=json",
    "/search/?q=没有这个&industry=C1713", "/search/?q=独角兽&technique=T02.01", "/search/?sort=saving&per=100",
    "/search/suggest/?q=琥珀", "/search/suggest/?q=hupo", "/en/search/suggest/?q=amber", "/search/suggest/?q=hpyl",
    "/cases/textile-heat/", "/cases/textile-heat/?format=csv", "/sitemap.xml", "/", "/en/", "/cases/", "/technologies/",
)  # fmt: skip


@pytest.fixture
def model(index: None) -> Any:
    """The one public story, of the technique and industry of the hidden ones, with a draft enterprise; a finder."""
    finder = FinderPage(title="纺织余热", slug="textile-heat", live=False, introduction="案例。")
    finder.technique_presets = [FinderTechnique(technique=technique("T02.01"))]
    section("cases").add_child(instance=finder)
    finder.save_revision().publish()
    return make_case(
        "定型机余热回收", enterprises=[make_enterprise(f"琥珀窑炉{MARK}公司", f"Amber {MARK} Co.", live=False)]
    )


@pytest.fixture
def stories(model: Any) -> list[Any]:
    """Five that are public in both languages and will be hidden."""
    return [marked(make_case), marked(make_case), marked(make_case), marked(make_practice), marked(make_case)]


def hide(model: Any, stories: list[Any]) -> None:
    """All at once, each in its way; what is being written about the public one is a draft."""
    withdrawn, private, expired, _below, deleted = stories
    make_case(f"琥珀窑炉余热 {MARK}", summary=f"琥珀窑炉 {MARK}", live=False)
    model.title = f"琥珀窑炉余热 {MARK}"
    model.save_revision()
    with transaction.atomic():
        withdrawn.unpublish()
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        PageViewRestriction.objects.create(page=section("practices"), restriction_type=PageViewRestriction.LOGIN)
        Page.objects.filter(pk=expired.pk).update(expire_at=later(hours=-1))
        call_command("publish_scheduled", verbosity=0)
        deleted.delete()


def marked(make: Any) -> Any:
    story = make(f"琥珀窑炉余热 {MARK}", summary=f"琥珀窑炉 {MARK}")
    make_translation(story, f"Amber kiln {MARK}", summary=f"Amber kiln {MARK}")
    return story


def answered(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def assert_in_no_answer(client: Client, model: Any, stories: list[Any]) -> None:
    answers = {address: answered(client, address) for address in (*ADDRESSES, f"/search/?like={model.story_id}")}
    for words in (MARK, *(story.story_id for story in stories)):
        assert [address for address, text in answers.items() if words in text] == []
    for story in stories:
        assert client.get("/search/", {"like": story.story_id}).status_code == 404
    assert not KnownWord.objects.filter(text__contains="琥珀").exists()
    assert not SuggestedKey.objects.filter(name__contains=MARK).exists()


def test_what_is_not_public_is_in_no_answer_and_no_count(client: Client, model: Any, stories: list[Any]) -> None:
    assert found(client)["total"] == 6
    hide(model, stories)

    assert_in_no_answer(client, model, stories)
    whole = found(client)
    assert whole["total"] == 1
    assert {value["count"] for values in whole["facets"].values() for value in values} == {1}


def test_nor_while_the_index_cannot_be_written_and_still_holds_it(
    client: Client, model: Any, stories: list[Any]
) -> None:
    """Only totals and counts are the old ones then."""
    engine = current.engine()
    assert isinstance(engine, TantivyEngine)
    with Home(engine._home.root).writing(1.0):
        hide(model, stories)
        drain.drain_patiently()

        assert_in_no_answer(client, model, stories)
        assert found(client)["total"] == 6

    drain.drain_patiently()
    assert found(client)["total"] == 1


def test_the_answer_about_an_enterprise_leaves_out_what_a_restricted_notice_says(client: Client) -> None:
    unit = make_enterprise("甲乙丙纺织有限公司")
    make_announcement("公开名单", entries=[unit], live=True)
    notice = make_announcement("受限公告", kind="adjustment")
    make_entry(notice, unit, action="remove", reason_printed="只在受限公告中写明的理由")
    notice.save_revision().publish()
    address = f"/search/?q={unit.name_zh}"
    assert "只在受限公告中写明的理由" in client.get(address).content.decode()

    restrict(notice)

    assert "只在受限公告中写明的理由" not in client.get(address).content.decode()
