"""No Chinese goes live under /en/, by whatever route; what is outdated is said."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.frame.site_frame import SiteFrame
from portal.pages.base import InfoPage
from portal.refusals import RefusedError
from portal.translation.untranslated import untranslated_passages, waiting
from search.finders.models import FinderPage, FinderTechnique
from showcase.models import CaseStudyPage
from tests.factories import (
    later,
    make_announcement,
    make_case,
    make_enterprise,
    make_source,
    make_translation,
    make_user,
    paragraph,
    section,
    technique,
)

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "印染工序排出大量高温废气，余热没有利用。"


def locale() -> Locale:
    return Locale.objects.get(language_code="en")


def managed(page: Any, *, leave: int = 0) -> Translation:
    """A translation in wagtail-localize with English for all texts but the last `leave`; nothing published."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale())
    entries = translation.export_po()
    kept = len(entries) - leave
    for number, entry in enumerate(entries):
        entry.msgstr = f"English text {number}" if number < kept else ""
    translation.import_po(entries)
    return translation


def english(page: Any) -> Any:
    return type(page).objects.filter(translation_key=page.translation_key, locale=locale()).first()


def shown(client: Client, page: Any) -> str:
    return client.get(page.url).content.decode()


# Routes of publishing --------------------------------------------------------------------------------------


def by_its_editor(client: Client, page: Any, translation: Translation) -> None:
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})


def by_update_and_publish(client: Client, page: Any, translation: Translation) -> None:
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    client.post(address, {"publish_translations": "on"})


def by_bulk(client: Client, page: Any, translation: Translation) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"next": "/admin/"})


def by_code(client: Client, page: Any, translation: Translation) -> None:
    with pytest.raises(RefusedError):
        translation.save_target(publish=True)


def by_a_revision(client: Client, page: Any, translation: Translation) -> None:
    with pytest.raises(RefusedError):
        page.get_latest_revision().publish()


def by_schedule(client: Client, page: Any, translation: Translation) -> None:
    revision = page.get_latest_revision()
    revision.approved_go_live_at = later(hours=-1)
    revision.save()
    call_command("publish_scheduled", verbosity=0)


def by_saving_it_live(client: Client, page: Any, translation: Translation) -> None:
    page.live = True
    with pytest.raises(RefusedError):
        page.save()


ROUTES = (
    by_its_editor, by_update_and_publish, by_bulk, by_code, by_a_revision, by_schedule, by_saving_it_live,
)  # fmt: skip


@pytest.mark.parametrize("publish", ROUTES, ids=lambda route: route.__name__)
def test_an_untranslated_page_goes_live_by_no_route(client: Client, publish: Callable[..., None]) -> None:
    page = make_case("定型机余热回收")
    translation = managed(page, leave=99)
    translation.save_target(publish=False)
    client.force_login(make_user("publisher"))

    publish(client, english(page), translation)

    assert not english(page).live


@pytest.mark.parametrize("publish", [by_its_editor, by_update_and_publish, by_code], ids=lambda route: route.__name__)
def test_the_old_english_stays_where_a_changed_sentence_has_none_yet(
    client: Client, publish: Callable[..., None]
) -> None:
    page = make_case("定型机余热回收")
    translation = managed(page)
    translation.save_target(publish=True)
    before = english(page)
    page.title = "后来的题目"
    page.save_revision().publish()
    client.force_login(make_user("publisher"))

    publish(client, english(page), Translation.objects.get(pk=translation.pk))

    after = english(page)
    assert (after.live, after.title) == (True, before.title)
    assert "后来的题目" not in shown(Client(), after)


def test_the_refusal_names_the_passages_and_their_places(client: Client) -> None:
    page = make_case("定型机余热回收")
    managed(page, leave=1).save_target(publish=False)
    client.force_login(make_user("publisher"))

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[english(page).pk]), {"action": "publish"}, follow=True
    )

    text = answer.content.decode()
    assert SENTENCE in text
    assert not english(page).live


def test_a_translated_page_goes_live(client: Client) -> None:
    page = make_case("定型机余热回收")
    managed(page).save_target(publish=False)
    client.force_login(make_user("publisher"))

    client.post(reverse("wagtailadmin_pages:edit", args=[english(page).pk]), {"action": "publish"})

    assert english(page).live


def finder(title: str) -> FinderPage:
    page = FinderPage(title=title, slug="finder", live=False, introduction="各行业的余热回收案例，按成效排列。")
    page.finder_rows = [FinderTechnique(technique=technique("T02.01"))]
    section("cases").add_child(instance=page)
    page.save_revision().publish()
    return FinderPage.objects.get(pk=page.pk)


def info() -> InfoPage:
    page = InfoPage(
        title="怎样列入名单",
        slug="how",
        live=False,
        body=[("heading", "步骤"), paragraph(SENTENCE, 1)],
    )
    section("about").add_child(instance=page)
    page.save_revision().publish()
    return InfoPage.objects.get(pk=page.pk)


KINDS: dict[str, Callable[[], Any]] = {
    "case": make_case,
    "announcement": lambda: make_announcement("示例公布的名单", live=True, introduction="现予公布，请各单位知悉。"),
    "information page": info,
    "finder": lambda: finder("纺织余热"),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_a_copy_by_hand_with_chinese_left_in_it_stays_a_draft(make: Callable[[], Any]) -> None:
    page = make()
    copy = page.copy_for_translation(locale())
    copy.title = "English title"
    revision = copy.save_revision()

    with pytest.raises(RefusedError):
        revision.publish()

    assert not english(page).live


@pytest.mark.parametrize("name", ["seo_title", "search_description", "summary", "caveat"])
def test_no_field_of_it_may_be_chinese(name: str) -> None:
    page = make_case(**{name: "余热利用，能耗下降。"})
    translation = make_translation(page)
    setattr(translation, name, "余热利用，能耗下降。")

    with pytest.raises(RefusedError):
        translation.save_revision().publish()

    assert [passage.place for passage in untranslated_passages(translation)] == [name]


# What is outdated ------------------------------------------------------------------------------------------


def outdated() -> tuple[CaseStudyPage, Translation]:
    page = make_case("定型机余热回收")
    translation = managed(page)
    translation.save_target(publish=True)
    page.title = "后来的题目"
    page.save_revision().publish()
    return page, translation


def test_a_changed_source_is_not_called_up_to_date() -> None:
    _page, translation = outdated()

    assert [passage.text for passage in waiting(translation)] == ["后来的题目"]
    total, translated = translation.get_progress()
    assert translated == total - 1


@pytest.mark.parametrize("place", ["editor", "report", "home"])
def test_what_is_outdated_is_said_where_editors_look(client: Client, place: str) -> None:
    page, _translation = outdated()
    client.force_login(make_user("publisher"))
    addresses = {
        "editor": reverse("wagtailadmin_pages:edit", args=[english(page).pk]),
        "report": reverse("wagtail_localize:translations_report"),
        "home": reverse("wagtailadmin_home"),
    }

    text = client.get(addresses[place]).content.decode()

    assert "后来的题目" in text


def test_english_that_waits_to_be_published_is_not_called_up_to_date(client: Client) -> None:
    page, translation = outdated()
    (row,) = waiting(translation)
    segment = translation.source.stringsegment_set.get(string__data=row.text)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale(),
        defaults={"data": "A later title", "has_error": False, "field_error": ""},
    )
    client.force_login(make_user("publisher"))

    text = client.get(reverse("wagtail_localize:translations_report")).content.decode()

    assert "translation-unpublished" in text
    assert english(page).title != "A later title"


@pytest.mark.parametrize(
    "make",
    [
        lambda text: make_enterprise(name_en=text),
        lambda text: SiteFrame(organiser_en=text),
        lambda text: make_source(title_en=text),
        lambda text: make_source(publisher_en=text),
    ],
    ids=["enterprise", "site frame", "title of a source", "publisher"],
)
def test_a_field_for_english_takes_no_chinese(make: Callable[[str], Any]) -> None:
    make("Green Manufacturing (绿色制造)").clean()

    with pytest.raises(ValidationError):
        make("福建省工业和信息化厅").clean()
