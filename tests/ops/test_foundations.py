"""What conftest promises every test."""

import os
import sys
import threading

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Error as PlaywrightError
from wagtail.models import Locale, Page

from ops import processes


def first_rows() -> tuple[int, int]:
    return Locale.objects.count(), Page.objects.filter(depth=1).count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_real_transactions_finds_what_migrations_laid_down(turn):
    locales, roots = first_rows()
    assert locales >= 1
    assert roots == 1


@pytest.mark.django_db
def test_a_test_after_one_with_real_transactions_finds_it_too():
    assert first_rows()[1] == 1


@pytest.mark.django_db(transaction=True)
def test_threads_have_connections_of_their_own():
    seen = []

    def other() -> None:
        seen.extend([connection.connection is mine, Page.objects.filter(depth=1).count()])
        connection.close()

    connection.ensure_connection()
    mine = connection.connection
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [False, 1]


def test_tests_write_neither_media_nor_an_index_into_the_clone():
    assert str(settings.BASE_DIR) not in settings.MEDIA_ROOT
    assert str(settings.BASE_DIR) not in settings.DOCUMENTS_ROOT
    assert settings.SEARCH_URL == "embedded:memory"


@pytest.mark.browser
def test_the_browser_reaches_the_live_server_and_no_other_host(page, foreign_requests, console_errors):
    assert page.goto("/healthz").ok
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://elsewhere.test/")
    assert foreign_requests == ["http://elsewhere.test/"]
    foreign_requests.clear()
    console_errors.clear()


def test_the_site_loads_without_its_secret_as_builds_and_plain_pytest_do() -> None:
    variables = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    loading = "import django; django.setup(); import portal.urls"

    code, text = processes.printed([sys.executable, "-c", loading], environment=variables)

    assert (code, text) == (0, "")
