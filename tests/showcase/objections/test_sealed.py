"""What is sealed is ciphertext in its row and on disk, opens after a change of keys, and is never handed out unread."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from time_machine import travel

from showcase.models import Objection, ObjectionEvidence
from showcase.objections.sealed import LostKeyError, seal, unseal
from tests import factories
from tests.showcase.objections import senders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside_the_window():
    with travel(senders.OPEN, tick=False):
        yield


def rows_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
        return repr(cursor.fetchall())


def everything_in_the_database() -> str:
    return "".join(rows_of(table) for table in connection.introspection.table_names())


def test_a_row_holds_no_word_of_what_was_sent():
    found = senders.received(senders.notice(), email="zhang@example.org", evidence=[senders.upload("举报照片.pdf")])

    kept = everything_in_the_database()
    for word in (senders.NAME, senders.TEXT, "13800000000", "zhang@example.org", "举报照片"):
        assert word not in kept
    assert rows_of("showcase_objection").count("gAAAA") == 5
    # The unit stands in the list itself, so it is looked for where the objection is.
    assert senders.UNIT not in rows_of("showcase_objection")
    again = Objection.objects.get(pk=found.pk)
    assert (again.name, again.text, again.unit) == (senders.NAME, senders.TEXT, senders.UNIT)
    assert (again.email, again.note) == ("zhang@example.org", "")


def test_evidence_lies_sealed_below_a_name_that_says_nothing_readable_by_the_site_alone():
    senders.received(senders.notice(), evidence=[senders.upload(content=senders.PDF)])

    file = ObjectionEvidence.objects.get().file
    path = Path(file.storage.path(file.name))
    assert b"%PDF" not in path.read_bytes()
    assert unseal(path.read_bytes()) == senders.PDF
    assert re.fullmatch(r"[0-9a-f]{32}\.sealed", path.name)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="no address"):
        _ = file.url


@pytest.mark.parametrize(
    "rotated",
    [
        {"SECRET_KEY": "another", "SECRET_KEY_FALLBACKS": ["only for tests", "x"]},
        {"SALT_KEY": ["new", "lujian"]},
    ],
)
def test_what_was_sealed_before_a_change_of_keys_opens_after_it(settings, rotated):
    before = settings.SECRET_KEY
    found = senders.received(senders.notice())

    for name, value in rotated.items():
        setattr(settings, name, [before] if name == "SECRET_KEY_FALLBACKS" else value)

    assert Objection.objects.get(pk=found.pk).text == senders.TEXT
    assert unseal(seal(b"new")) == b"new"


def test_without_its_key_nothing_is_read_rather_than_ciphertext(settings):
    found = senders.received(senders.notice())
    settings.SECRET_KEY = "another"

    with pytest.raises(LostKeyError):
        Objection.objects.get(pk=found.pk)


def test_the_admin_says_that_a_key_is_lost_and_shows_no_ciphertext(settings, client: Client):
    found = senders.received(senders.notice(), evidence=[senders.upload()])
    file = ObjectionEvidence.objects.only("pk").get()
    handler = factories.make_user("objection handler")
    settings.SECRET_KEY = "another"
    client.force_login(handler)

    shown = client.get(reverse("objection_detail", args=[found.pk])).content.decode()
    listed = client.get(reverse("objections")).content.decode()
    client.post(reverse("objection_change", args=[found.pk]), {"state": "closed", "note": "überschrieben"})
    taken = client.get(reverse("objection_evidence", args=[file.pk]))

    assert "SECRET_KEY_FALLBACKS" in shown
    assert "gAAAA" not in shown
    assert found.number in listed
    assert taken.url == reverse("objection_detail", args=[found.pk])
    kept = Objection.objects.defer(*Objection.SEALED).get(pk=found.pk)
    assert kept.state == "closed"
    assert rows_of("showcase_objection").count("gAAAA") == 4


def test_a_damaged_ciphertext_is_a_lost_one():
    with pytest.raises(LostKeyError):
        unseal(seal(b"text")[:-4] + b"AAAA")


def test_no_revision_index_or_log_of_the_admin_holds_anything(client: Client):
    page = senders.notice()
    found = senders.received(page, evidence=[senders.upload("举报照片.pdf")])
    client.force_login(factories.make_user("objection handler"))
    client.get(reverse("objection_detail", args=[found.pk]))
    client.post(reverse("objection_change", args=[found.pk]), {"state": "answered", "note": "已电话答复"})
    page.save_revision()

    for table in ("wagtailcore_revision", "wagtailcore_modellogentry", "wagtailcore_pagelogentry"):
        held = rows_of(table)
        for word in (senders.NAME, senders.TEXT, "举报照片", "已电话答复", found.number):
            assert word not in held
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM wagtailcore_referenceindex r JOIN django_content_type c ON c.id = r.content_type_id "
            "WHERE c.model LIKE 'objection%%'"
        )
        assert cursor.fetchone() == (0,)
