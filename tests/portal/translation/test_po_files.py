"""PO files for translators: marked as gettext marks, and never to the loss of what others have written."""

from __future__ import annotations

from datetime import timedelta

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from portal.models import InfoPage
from portal.translation.editing.po_files import (
    MOST_BYTES,
    PoFault,
    Taken,
    check_belongs,
    exported,
    read_po,
    take,
)
from portal.translation.unfinished import open_of
from tests.factories import make_superuser, make_user
from tests.portal.translation.pages import (
    ENGLISH,
    NEW,
    OLD,
    OTHER,
    OTHER_ENGLISH,
    change,
    english,
    make_info,
    translate,
    write,
)

pytestmark = pytest.mark.django_db

LATER = "The retrofit saves 1,300 tce a year."


@pytest.fixture
def translation() -> Translation:
    """A page whose first paragraph was changed in Chinese after it was translated."""
    page = make_info(OLD, OTHER)
    found = translate(page, {OLD: ENGLISH, OTHER: OTHER_ENGLISH})
    found.save_target(publish=False)
    change(page, NEW, OTHER)
    return Translation.objects.select_related("source", "target_locale").get(pk=found.pk)


def entry(po: polib.POFile, chinese: str) -> polib.POEntry:
    (found,) = [one for one in po if one.msgid == chinese and not one.obsolete]
    return found


def stored(translation: Translation, chinese: str) -> str:
    return StringTranslation.objects.get(translation_of__data=chinese, locale=translation.target_locale).data


def again(po: polib.POFile) -> polib.POFile:
    """The file as a program of a translator saves it."""
    return read_po(str(po).encode())


def test_outdated_english_is_fuzzy_with_the_chinese_it_belongs_to(translation: Translation) -> None:
    po = again(exported(translation))
    assert (entry(po, NEW).fuzzy, entry(po, NEW).previous_msgid, entry(po, NEW).msgstr) == (True, OLD, ENGLISH)
    assert not entry(po, OTHER).fuzzy


def test_a_file_that_comes_back_unchanged_changes_nothing(translation: Translation) -> None:
    assert take(translation, again(exported(translation)), None) == Taken()
    assert [one.english for one in open_of(translation)] == [ENGLISH]


def test_new_english_is_stored_and_its_mark_goes(translation: Translation) -> None:
    po = exported(translation)
    entry(po, NEW).msgstr = LATER
    entry(po, NEW).flags.remove("fuzzy")
    assert take(translation, again(po), None) == Taken(stored=1)
    assert open_of(translation) == ()
    assert stored(translation, NEW) == LATER


def test_taking_the_mark_away_in_the_file_confirms_the_english(translation: Translation) -> None:
    po = exported(translation)
    entry(po, NEW).flags.remove("fuzzy")
    assert take(translation, again(po), None) == Taken(confirmed=1)
    assert open_of(translation) == ()


def test_what_the_file_still_marks_is_not_taken(translation: Translation) -> None:
    po = exported(translation)
    entry(po, NEW).msgstr = LATER
    assert take(translation, again(po), None) == Taken(fuzzy=1)
    assert stored(translation, NEW) == ENGLISH


def test_an_empty_entry_leaves_what_is_there(translation: Translation) -> None:
    po = exported(translation)
    entry(po, OTHER).msgstr = ""
    take(translation, again(po), None)
    assert stored(translation, OTHER) == OTHER_ENGLISH


def test_english_of_chinese_that_is_no_more_is_not_taken(translation: Translation) -> None:
    po = exported(translation)
    entry(po, OTHER).msgid = "很早以前的一句话。"
    assert take(translation, again(po), None) == Taken(older=1)


def test_what_was_written_here_meanwhile_is_kept_and_named(translation: Translation) -> None:
    po = exported(translation)
    entry(po, OTHER).msgstr = "From the file."
    write(translation, OTHER, "Written here.")
    StringTranslation.objects.filter(translation_of__data=OTHER).update(
        updated_at=timezone.now() + timedelta(minutes=1)
    )
    assert take(translation, again(po), None) == Taken(changed_here=(OTHER,))
    assert stored(translation, OTHER) == "Written here."


def test_a_second_upload_by_the_same_user_is_taken(translation: Translation) -> None:
    user = make_superuser()
    po = exported(translation)
    for text in ("First.", "Second."):
        entry(po, OTHER).msgstr = text
        assert take(translation, again(po), user).stored == 1
    assert stored(translation, OTHER) == "Second."


@pytest.mark.parametrize("text", ["<b>no end", '<a id="a9">strange link</a>', "<script>x</script>"])
def test_markup_that_does_not_fit_is_named_and_not_taken(translation: Translation, text: str) -> None:
    po = exported(translation)
    entry(po, OTHER).msgstr = text
    taken = take(translation, again(po), None)
    assert taken in (Taken(broken=(OTHER,)), Taken(stored=1))
    assert "<script" not in stored(translation, OTHER)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a workbook",
        b"/etc/passwd",
        'msgid "x"\nmsgstr "é"\n'.encode("latin-1"),
        b'msgid "x"\nnonsense\n',
        b'msgid "x"\n\0msgstr "y"\n',
        b"x" * (MOST_BYTES + 1),
    ],
    ids=["empty", "zip", "name of a file", "other encoding", "nonsense", "NUL", "too large"],
)
def test_what_is_no_po_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(PoFault):
        read_po(content)


def test_a_file_of_another_page_or_of_none_is_refused(translation: Translation) -> None:
    po = exported(translation)
    po.metadata["X-WagtailLocalize-TranslationID"] = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(PoFault):
        check_belongs(po, translation)
    del po.metadata["X-WagtailLocalize-TranslationID"]
    with pytest.raises(PoFault):
        check_belongs(po, translation)


# In the admin ----------------------------------------------------------------------------------------------


def address(name: str, translation: Translation) -> str:
    return reverse(f"wagtail_localize:{name}", args=[translation.pk])


def upload(client: Client, translation: Translation, content: bytes) -> str:
    file = SimpleUploadedFile("page.po", content)
    return client.post(address("upload_pofile", translation), {"file": file}, follow=True).content.decode()


def test_a_translator_downloads_and_uploads_the_file(client: Client, translation: Translation) -> None:
    client.force_login(make_superuser())
    answer = client.get(address("download_pofile", translation))
    po = read_po(answer.content)
    entry(po, NEW).msgstr = LATER
    entry(po, NEW).flags.remove("fuzzy")
    upload(client, translation, str(po).encode())
    assert answer["Content-Disposition"].endswith('-en.po"')
    assert stored(translation, NEW) == LATER


@pytest.mark.parametrize("content", [b"", b"nonsense", b'msgid "x"\nmsgstr "y"\n'])
def test_nonsense_is_refused_with_a_message(client: Client, translation: Translation, content: bytes) -> None:
    client.force_login(make_superuser())
    assert "messages" in upload(client, translation, content)
    assert client.post(address("upload_pofile", translation)).status_code == 302
    assert stored(translation, NEW) == ENGLISH


def test_a_user_who_may_not_edit_the_page_neither_downloads_nor_uploads(
    client: Client, translation: Translation
) -> None:
    po = exported(translation)
    entry(po, OTHER).msgstr = "Forged."
    client.force_login(make_user("vocabulary editor"))
    answer = client.get(address("download_pofile", translation))
    upload(client, translation, str(po).encode())
    assert OTHER.encode() not in answer.content
    assert stored(translation, OTHER) == OTHER_ENGLISH


def test_no_file_is_taken_while_the_page_is_locked(client: Client, translation: Translation) -> None:
    page = english(InfoPage.objects.get(translation_key=translation.source.object_id, locale=translation.source.locale))
    page.locked, page.locked_by = True, make_superuser("other")
    page.save()
    po = exported(translation)
    entry(po, OTHER).msgstr = "Forged."
    client.force_login(make_user("publisher"))
    upload(client, translation, str(po).encode())
    assert stored(translation, OTHER) == OTHER_ENGLISH
