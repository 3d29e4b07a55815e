"""Once is once: whatever is sent twice at the same moment, and whatever goes wrong half-way."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.test import Client
from time_machine import travel

from portal.accounts.pace import PaceMark
from showcase.models import Objection, ObjectionEvidence
from showcase.objections.storage import PrivateStorage
from tests.showcase.objections import senders

AT_ONCE = 4


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.OBJECTIONS_ROOT = str(tmp_path / "objections")


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_several_times_at_once_is_one_objection_with_one_receipt():
    def send(_number: int) -> str:
        try:
            return Client().post(senders.address(page), {**form, "evidence": [senders.upload()]}).url
        finally:
            connections.close_all()

    with travel(senders.OPEN, tick=True):
        page, form = senders.notice(), senders.form_fields()
        with ThreadPoolExecutor(AT_ONCE) as threads:
            receipts = set(threads.map(send, range(AT_ONCE)))

    assert len(receipts) == 1
    assert (Objection.objects.count(), ObjectionEvidence.objects.count(), PaceMark.objects.count()) == (1, 1, 1)
    assert len(list(Path(django_settings.OBJECTIONS_ROOT).iterdir())) == 1


@pytest.mark.django_db
def test_where_evidence_cannot_be_kept_nothing_is_and_that_is_said(settings, tmp_path):
    (tmp_path / "no folder").write_text("")
    settings.OBJECTIONS_ROOT = str(tmp_path / "no folder")

    with travel(senders.OPEN, tick=False):
        answer = senders.send(senders.notice(), evidence=[senders.upload()])

    assert answer.status_code == 503
    assert "nothing was received" in senders.faults(answer)[0]
    assert senders.TEXT in answer.content.decode()
    assert (Objection.objects.count(), PaceMark.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_evidence_is_written_to_its_store_while_nobody_waits_for_the_database(monkeypatch):
    held = []
    save = PrivateStorage.save
    monkeypatch.setattr(
        PrivateStorage, "save", lambda *args, **kw: held.append(connection.in_atomic_block) or save(*args, **kw)
    )

    with travel(senders.OPEN, tick=False):
        senders.send(senders.notice(), evidence=[senders.upload(), senders.upload("b.pdf")])

    assert held == [False, False]
    assert ObjectionEvidence.objects.count() == 2
