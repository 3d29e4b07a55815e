"""One rule says what is public now; the admin says for what it holds."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page, PageViewRestriction

from portal.pages.base import InfoPage
from portal.pages.visibility import closed_paths, is_public, public_pages, restrictions_of
from tests.factories import make_case, make_translation, make_user, section

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
# Collections of files have no clock, translations or aliases: Wagtail's own answer is the rule for them.
BESIDE_THE_RULE = re.compile(
    r"\.(public|not_public|private)\(\)|\.private_q\(|(?<!\.collection)\.get_view_restrictions\("
)


def test_nobody_asks_wagtail_instead_of_the_rule() -> None:
    """Wagtail's own `public()` knows neither clock nor translations nor aliases."""
    files = [path for room in ("portal", "showcase", "search") for path in (ROOT / room).rglob("*.py")]
    asking = [str(path) for path in files if BESIDE_THE_RULE.search(path.read_text(encoding="utf-8"))]

    assert files
    assert asking == []


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type=kind)


def test_what_is_closed_and_why_are_the_same_from_both_ends() -> None:
    """Every page below a closed path has a restriction that holds for it, and no other page has."""
    case = make_case()
    make_translation(case)
    CreatePageAliasAction(case, parent=section("practices"), update_slug="alias").execute()
    other = make_case()
    make_translation(other)
    restrict(section("technologies"))
    restrict(case)

    for page in Page.objects.all():
        closed = any(page.path.startswith(path) for path in closed_paths())
        assert closed == restrictions_of(page).exists(), page.title
        if page.depth > 1:
            assert is_public(page) != closed, page.title
    assert is_public(other)
    assert not is_public(case)


def test_an_alias_of_an_alias_closes_with_the_first_and_an_endless_one_stays_closed() -> None:
    case = make_case()
    first = CreatePageAliasAction(case, parent=section("practices"), update_slug="first").execute()
    second = CreatePageAliasAction(first, parent=section("technologies"), update_slug="second").execute()
    assert is_public(second)

    restrict(case)
    assert not is_public(second)
    PageViewRestriction.objects.all().delete()

    Page.objects.filter(pk=first.pk).update(alias_of=second.pk)
    assert not is_public(second)
    assert list(restrictions_of(second)) == []


def test_public_pages_narrows_any_set_of_pages() -> None:
    case, draft = make_case(), make_case(live=False)

    assert set(public_pages(type(case).objects.filter(pk__in=[case.pk, draft.pk]))) == {case}


# Language of what is shown ---------------------------------------------------------------------------------


def test_chinese_is_never_served_in_an_english_frame(client: Client) -> None:
    """Without an English home page Wagtail shows the Chinese pages under /en/."""
    case = make_case("定型机余热回收")
    Page.objects.filter(depth=2, locale__language_code="en").update(live=False)

    for address, chinese in (("/en/", "/"), (f"/en{case.url}", case.url)):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (302, chinese)
    assert '<html lang="zh-hans"' in client.get(case.url).content.decode()


def test_an_alias_under_en_leads_to_the_chinese_page_and_is_marked_where_it_is_named(client: Client) -> None:
    page = InfoPage(title="怎样列入名单", slug="how-listed", live=True)
    section("about").add_child(instance=page)
    english = section("about", "en")
    alias = CreatePageAliasAction(
        page, parent=english, update_locale=Locale.objects.get(language_code="en"), reset_translation_key=False
    ).execute()

    answer = client.get(alias.url)

    assert (answer.status_code, answer.headers.get("Location")) == (302, page.url)
    listed = client.get(english.url).content.decode()
    assert re.search(r'<a\s+href="[^"]*how-listed/"\s+lang="zh-hans"', listed)


# What the admin says ---------------------------------------------------------------------------------------


def test_the_form_for_privacy_names_the_translations_and_aliases(client: Client) -> None:
    case = make_case("定型机余热回收")
    make_translation(case, "Heat from dyeing")
    CreatePageAliasAction(case, parent=section("practices"), update_slug="alias").execute()
    client.force_login(make_user("administrator"))

    html = client.get(reverse("wagtailadmin_pages:set_privacy", args=[case.pk])).json()["html"]

    assert "Heat from dyeing" in html
    assert html.count("定型机余热回收") == 1  # the alias


def test_the_form_for_privacy_of_a_translation_still_offers_its_own_restriction(client: Client) -> None:
    case = make_case()
    english = make_translation(case)
    restrict(case)
    restrict(english)
    client.force_login(make_user("administrator"))

    client.post(reverse("wagtailadmin_pages:set_privacy", args=[english.pk]), {"restriction_type": "none"})

    assert not PageViewRestriction.objects.filter(page=english.pk).exists()
    assert PageViewRestriction.objects.filter(page=case.pk).exists()


def test_the_editor_of_a_translation_is_told_that_its_chinese_page_is_private(client: Client) -> None:
    case = make_case("定型机余热回收")
    english = make_translation(case)
    restrict(section("cases"))
    client.force_login(make_user("publisher"))

    text = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()

    assert f"“{section('cases').title}”" in text
