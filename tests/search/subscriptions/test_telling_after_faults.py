"""Whatever fails in between, subscribers are told once, and of everything."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.mail import sending
from search.core.engine import SearchUnavailable
from search.models import News
from search.subscriptions import matching, telling
from search.subscriptions.news import note_news
from tests.factories import (
    make_case,
)
from tests.search.subscriptions.subscribers import ADDRESS, subscribed, told

pytestmark = pytest.mark.usefixtures("index")

MONDAY = dt.datetime(2026, 12, 7, 0, 0, tzinfo=dt.UTC)
"""Eight o'clock in Beijing."""


def waste_heat(title: str = "定型机余热回收", **fields: Any) -> Any:
    return make_case(title, **fields)


def test_an_engine_that_does_not_answer_delays_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(q="余热")
    waste_heat()
    with monkeypatch.context() as broken:
        broken.setattr(matching, "strict_matches", _unavailable)
        assert told() == []

    assert len(told()) == 1


def _unavailable(*_args: Any) -> Any:
    raise SearchUnavailable("unreachable")


def test_a_crash_before_the_mail_is_stored_leaves_the_story_to_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(q="余热")
    waste_heat()
    with monkeypatch.context() as crashing:
        crashing.setattr(telling, "news_letter", _crash)
        with pytest.raises(KeyError):
            told()

    assert len(told()) == 1
    assert told() == []


def _crash(*_args: Any) -> Any:
    raise KeyError


def test_two_workers_tell_once() -> None:
    row = subscribed(q="余热")
    waste_heat()
    matched = matching.Matched((str(_noted()),))

    first, second = (telling._told(row, matched, 10, timezone.now()) for _worker in range(2))

    assert (first, second) == (True, False)
    assert len(mail.outbox) == 1


def _noted() -> Any:
    note_news()
    return News.objects.get().story


def test_a_dead_mail_server_delays_nothing_and_loses_nothing(settings: Any) -> None:
    row = subscribed(q="余热")
    settings.EMAIL_BACKEND = "portal.mail.backend.QueueBackend"
    settings.MAIL_DELIVERY_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = 1, 0.5  # nobody listens there
    waste_heat()

    assert telling.tell() == 1
    assert telling.tell() == 0
    sending.work()

    assert sending.queued().ready().count() == 0
    assert DBTaskResult.objects.filter(status="READY", args_kwargs__kwargs__tries=2).count() == 1
    assert ADDRESS not in str(list(DBTaskResult.objects.values()))
    row.refresh_from_db()
    assert row.told_until == News.objects.get().pk
