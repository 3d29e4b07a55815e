"""Editors place finders in the admin, and the demonstration brings some of its own."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from search.models import FinderPage, FinderTechnique
from showcase.models import Region
from tests.factories import (
    make_practice,
    make_user,
    programme,
    section,
    technique,
)
from tests.search.finders.placing import make_finder, titles

pytestmark = pytest.mark.usefixtures("index")


# In the admin --------------------------------------------------------------------------------------------


def create_address(slug: str = "cases", language: str = "zh-hans") -> str:
    return reverse("wagtailadmin_pages:add", args=["search", "finderpage", section(slug, language).pk])


def form(**fields: Any) -> dict[str, str]:
    rows = {name: inline_formset(fields.pop(name, [])) for name in FinderPage.fact_relations}
    return nested_form_data(
        {
            "title": "福建节水",
            "slug": "fujian-water",
            "introduction": "福建的节水案例。",
            "default_order": "date",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **rows,
            **fields,
        }
    )


@pytest.fixture
def editor(client: Client, index: None) -> None:
    client.force_login(make_user("publisher"))


@pytest.mark.usefixtures("stories", "editor")
def test_an_editor_places_a_finder_with_presets(client: Client) -> None:
    programme("green-factory")
    data = form(
        technique_presets=[{"technique": str(technique("T08").pk)}],
        region_presets=[{"region": str(Region.objects.get(code="350000").pk)}],
        other_presets=[{"value": "kind:case"}],
        **{"action-publish": "1"},
    )

    answer = client.post(create_address(), data)

    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    finder = FinderPage.objects.get(slug="fujian-water")
    assert finder.presets.choices == {"kind": ("case",), "technique": ("T08",), "region": ("350000",)}
    assert finder.presets.sort == "date"
    assert titles(client.get(finder.url)) == {"染色废水余热与中水", "染缸废水余热"}


@pytest.mark.usefixtures("editor")
def test_the_form_offers_every_value_of_the_other_facets_in_words(client: Client) -> None:
    programme("green-factory")

    text = client.get(create_address()).content.decode()

    for value in ("kind:technology", "standing:listed", "programme:green-factory", "year:2024"):
        assert f'value="{value}"' in text


@pytest.mark.usefixtures("editor")
def test_a_value_that_is_none_is_refused(client: Client) -> None:
    for value in ("", "kind:poem", "colour:blue", "kind", "industry:C17"):
        answer = client.post(create_address(), form(other_presets=[{"value": value}], **{"action-publish": "1"}))
        assert answer.status_code == 200
        assert not FinderPage.objects.exists()


@pytest.mark.usefixtures("stories", "editor")
def test_a_preview_shows_the_presets_as_they_are_in_the_form(client: Client) -> None:
    finder = make_finder()
    finder.technique_presets = [FinderTechnique(technique=technique("T08"))]
    finder.save_revision()

    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[finder.pk]))

    assert titles(page) == {"染缸废水余热", "染色废水余热与中水"}


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor"])
def test_who_does_not_lay_out_a_section_places_no_finder_in_it(client: Client, role: str) -> None:
    client.force_login(make_user(role))

    answer = client.post(create_address(), form())

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert not FinderPage.objects.exists()


def test_a_finder_begins_in_chinese() -> None:
    english = section("cases", "en")

    assert not FinderPage.can_create_at(english)
    assert FinderPage.can_create_at(section("cases"))
    assert FinderPage.can_create_at(Page.objects.get(depth=2, locale=Locale.get_default()).specific)
    assert not FinderPage.can_create_at(section("about"))


def test_an_administrator_may_take_a_finder_away_from_under_the_home_page(client: Client) -> None:
    section("cases")
    home = Page.objects.get(depth=2, locale=Locale.get_default())
    finder = FinderPage(title="首页下", slug="below-home", live=False)
    home.add_child(instance=finder)
    finder.save_revision().publish()
    client.force_login(make_user("administrator"))

    client.post(reverse("wagtailadmin_pages:delete", args=[finder.pk]), {"reason": "不再需要。"})

    assert not FinderPage.objects.filter(pk=finder.pk).exists()


# The demonstration ---------------------------------------------------------------------------------------


@pytest.fixture
def vocabulary(index: None) -> None:
    section("cases")
    call_command("load_vocabulary", verbosity=0)


@pytest.mark.usefixtures("vocabulary")
def test_the_demonstration_places_its_finders_once_in_both_languages(client: Client) -> None:
    make_practice("纺织余热台账", industries=["C17"], techniques=["T02.01"])

    for _ in range(2):
        call_command("seed_finders", verbosity=0)

    finders = FinderPage.objects.live()
    assert {finder.url for finder in finders} == {
        "/technologies/heat-recovery-in-textiles/",
        "/en/technologies/heat-recovery-in-textiles/",
        "/cases/water-saving-in-fujian/",
        "/en/cases/water-saving-in-fujian/",
    }
    assert client.get("/en/technologies/heat-recovery-in-textiles/").context["total"] == 1


@pytest.mark.usefixtures("vocabulary")
def test_the_demonstration_leaves_alone_what_an_editor_changed_or_deleted() -> None:
    call_command("seed_finders", verbosity=0)
    changed = FinderPage.objects.get(slug="heat-recovery-in-textiles", locale=Locale.get_default())
    changed.title = "编辑的题目"
    changed.save_revision().publish()
    FinderPage.objects.get(slug="water-saving-in-fujian", locale=Locale.get_default()).delete()

    call_command("seed_finders", verbosity=0)

    assert FinderPage.objects.get(pk=changed.pk).title == "编辑的题目"
    assert not FinderPage.objects.filter(slug="water-saving-in-fujian").exists()
