"""Ways in which a page with its own words is not public, and every public place where the words could show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction

from search.index.drain import drain_patiently
from search.index.reconcile import reconcile
from tests.factories import (
    later,
    make_case,
    make_enterprise,
    make_practice,
    make_translation,
    paragraph,
    section,
)

MARK = "7Q9X"
"""In every word of the page that is not public."""
NAME, ENGLISH_NAME = f"琥珀窑炉{MARK}", f"Amber kiln {MARK}"


@dataclass
class Hidden:
    """What was hidden. `addresses`: where the hidden pages stood. `ids`: their permanent ids.

    `still_named`: the Chinese page stays public, only the English one is closed.
    """

    addresses: list[str]
    ids: list[str] = field(default_factory=list)
    is_private: bool = True


def story(make: Callable[..., Any] = make_case, **fields: Any) -> Any:
    """A public story that carries the mark everywhere, of a technique and a process that no other story has."""
    return make(
        NAME,
        **{
            "summary": f"{NAME}节能",
            "body": [("section", "background"), paragraph(NAME, 1)],
            "techniques": ["T08.03"],
            "industries": ["C2511"],
            "regions": ["350302"],
            "enterprises": [make_enterprise("示例纺织有限公司", "Example Textiles")],
            **fields,
        },
    )


def both(make: Callable[..., Any] = make_case, **fields: Any) -> tuple[Any, Any]:
    found = story(make, **fields)
    return found, make_translation(found, ENGLISH_NAME, summary=f"{ENGLISH_NAME} saves energy")


def restrict(page: Any, kind: str = PageViewRestriction.LOGIN) -> None:
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type=kind, password="12345678")


def the_workers_minute() -> None:
    reconcile()
    drain_patiently()


def alias_of(page: Any, parent: Any) -> Any:
    return CreatePageAliasAction(page, parent=parent, update_slug="an-alias").execute()


def private_page() -> Hidden:
    page, english = both()
    restrict(page)
    return Hidden([page.url, english.url], [page.story_id])


def page_with_a_password() -> Hidden:
    page, english = both()
    restrict(page, PageViewRestriction.PASSWORD)
    return Hidden([page.url, english.url], [page.story_id])


def page_in_a_private_section() -> Hidden:
    page, english = both(make_practice)
    restrict(section("practices"))
    return Hidden([page.url, english.url, section("practices", "en").url], [page.story_id])


def english_moved_out_of_a_private_section() -> Hidden:
    page, english = both(make_practice)
    english.move(Page.objects.get(pk=section("cases", "en").pk), pos="last-child")
    restrict(section("practices"))
    return Hidden([page.url, type(english).objects.get(pk=english.pk).url], [page.story_id])


def alias_of_a_private_page() -> Hidden:
    page = story()
    alias = alias_of(page, section("cases"))
    restrict(page)
    return Hidden([page.url, alias.url], [page.story_id, str(alias.translation_key)])


def alias_of_a_page_in_a_private_section() -> Hidden:
    page = story(make_practice)
    alias = alias_of(page, section("cases"))
    restrict(section("practices"))
    return Hidden([page.url, alias.url], [page.story_id, str(alias.translation_key)])


def expired_page() -> Hidden:
    """Past its time, and the worker has not come by."""
    page, english = both()
    page.expire_at = later(hours=-1)
    page.save()
    return Hidden([page.url, english.url], [page.story_id], is_private=False)


def alias_of_an_expired_page() -> Hidden:
    page = story()
    alias = alias_of(page, section("cases"))
    page.expire_at = later(hours=-1)
    page.save()
    return Hidden([page.url, alias.url], [page.story_id, str(alias.translation_key)], is_private=False)


def scheduled_page() -> Hidden:
    page = story(live=False)
    page.go_live_at = later(hours=1)
    page.save_revision().publish()
    return Hidden([page.url], [page.story_id], is_private=False)


def draft() -> Hidden:
    page = story(live=False)
    return Hidden([page.url], [page.story_id], is_private=False)


def english_of_an_unpublished_source() -> Hidden:
    """By a bulk update, which sends no signal: the search learns of it in the worker's minute."""
    page, english = both()
    Page.objects.filter(pk=page.pk).update(live=False)
    the_workers_minute()
    return Hidden([page.url, english.url], [page.story_id], is_private=False)


def translation_without_a_source() -> Hidden:
    """Odd, so it stays closed."""
    page, english = both()
    Page.objects.filter(pk=page.pk).update(live=False, translation_key="5a1e0000-0000-4000-8000-000000000000")
    the_workers_minute()
    return Hidden([english.url], [page.story_id], is_private=False)


WAYS: tuple[Callable[[], Hidden], ...] = (
    private_page,
    page_with_a_password,
    page_in_a_private_section,
    english_moved_out_of_a_private_section,
    alias_of_a_private_page,
    alias_of_a_page_in_a_private_section,
    expired_page,
    alias_of_an_expired_page,
    scheduled_page,
    draft,
    english_of_an_unpublished_source,
    translation_without_a_source,
)

PLACES = (
    "/", "/en/", "/matrix.csv", "/cases/", "/en/cases/", "/industries/C2511/", "/en/techniques/T08.03/",
    "/regions/350302/", "/en/regions/350302/", "/search/", "/search/?q=琥珀窑炉", "/en/search/?q=amber+kiln",
    "/search/?q=琥珀窑炉&format=json", "/en/search/?q=amber+kiln&format=json", "/search/?format=csv",
    "/en/search/?format=csv", "/search/?format=atom", "/en/search/?format=atom", "/search/suggest/?q=琥珀",
    "/en/search/suggest/?q=amber", "/search/?q=虎珀窑炉", "/en/search/?q=ambar+kiln", "/sitemap.xml",
    "/collections/", "/en/collections/",
)  # fmt: skip
