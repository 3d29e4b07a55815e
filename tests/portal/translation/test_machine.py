"""Machine translation is off; where it is on, nothing of it counts as done before a person has read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from portal.refusals import RefusedError
from portal.translation.comparing import Kind
from portal.translation.unfinished import open_of
from tests.factories import make_superuser, make_user
from tests.portal.translation.pages import OLD, OTHER, OTHER_ENGLISH, make_info, translate

pytestmark = pytest.mark.django_db(transaction=True)

MADE = "Machine words"


class Echo(BaseMachineTranslator):
    """Says the same of everything."""

    display_name = "Echo"

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[Any]) -> dict[Any, StringValue]:
        return {string: StringValue(self.options.get("says", MADE)) for string in strings}

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        return True


class Silent(Echo):
    """Never answers."""

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[Any]) -> dict[Any, StringValue]:
        raise TimeoutError


@pytest.fixture
def translation(settings: Any) -> Translation:
    """A page with one text that has no English, and a machine translator."""
    use(settings, Echo)
    found = translate(make_info(OLD, OTHER), {OTHER: OTHER_ENGLISH})
    found.save_target(publish=False)
    return found


def use(settings: Any, translator: type[BaseMachineTranslator], **options: str) -> None:
    settings.MACHINE_TRANSLATOR = f"{__name__}.{translator.__name__}"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": settings.MACHINE_TRANSLATOR, "OPTIONS": options}


def press(client: Client, translation: Translation) -> Any:
    return client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))


def page_of(translation: Translation) -> Any:
    return translation.get_target_instance()


def test_it_is_off_by_default(client: Client, settings: Any) -> None:
    assert settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR is None
    client.force_login(make_superuser())
    assert press(client, translate(make_info(OLD), {})).status_code == 404


def test_what_it_writes_is_marked_and_what_was_there_stays(client: Client, translation: Translation) -> None:
    client.force_login(make_superuser())
    press(client, translation)
    (one,) = open_of(translation)
    assert (one.kind, one.chinese, one.english) == (Kind.MACHINE, OLD, MADE)
    assert StringTranslation.objects.get(translation_of__data=OTHER).data == OTHER_ENGLISH
    total, done = translation.get_progress()
    assert total - done == 1


def test_a_page_with_unread_texts_is_published_only_after_somebody_read_them(
    client: Client, translation: Translation
) -> None:
    client.force_login(make_superuser())
    press(client, translation)
    with pytest.raises(RefusedError, match=MADE):
        translation.save_target(publish=True)
    (one,) = open_of(translation)
    client.post(reverse("translation_confirm_text", args=[translation.pk]), {"digest": one.digest})
    translation.save_target(publish=True)
    assert MADE in str(page_of(translation).body[0].value)


def test_with_a_reason_readers_are_told_that_a_machine_wrote_it(client: Client, translation: Translation) -> None:
    client.force_login(make_superuser())
    press(client, translation)
    client.post(reverse("translation_reason", args=[translation.pk]), {"reason": "急需发布，明日校对"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page_of(translation).pk]), {"action": "publish"})
    shown = Client().get(page_of(translation).url).content.decode()
    assert "translated by a machine and not checked" in shown
    assert "(translated by a machine)" in shown
    assert "The Chinese page has been changed" not in shown


def test_broken_markup_of_a_machine_is_no_english(client: Client, settings: Any, translation: Translation) -> None:
    use(settings, Echo, says='<a id="a9">strange</a>')
    client.force_login(make_superuser())
    press(client, translation)
    assert [one.kind for one in open_of(translation)] == [Kind.MISSING]


def test_a_machine_that_does_not_answer_changes_nothing(
    client: Client, settings: Any, translation: Translation
) -> None:
    use(settings, Silent)
    client.force_login(make_superuser())
    assert press(client, translation).status_code == 302
    assert [one.kind for one in open_of(translation)] == [Kind.MISSING]


def test_a_user_who_may_not_edit_the_page_starts_no_machine(client: Client, translation: Translation) -> None:
    client.force_login(make_user("vocabulary editor"))
    press(client, translation)
    assert [one.kind for one in open_of(translation)] == [Kind.MISSING]


@pytest.mark.parametrize("named", ["no.such.module.Class", "portal.models.InfoPage"])
def test_a_setting_that_names_no_translator_is_found_by_a_check(settings: Any, named: str) -> None:
    settings.MACHINE_TRANSLATOR = named
    assert [found.id for found in run_checks() if found.id == "portal.E003"] == ["portal.E003"]


def test_the_translator_of_this_test_is_one(settings: Any) -> None:
    use(settings, Echo)
    assert not [found for found in run_checks() if found.id == "portal.E003"]
