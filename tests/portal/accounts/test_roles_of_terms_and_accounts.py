"""What the roles may not do to terms and accounts."""

import pytest
from django.urls import reverse

from portal.models import User
from showcase.models import Technique
from tests.factories import (
    make_case,
    make_superuser,
    technique,
)
from tests.portal.admin_views import opens, page_view

pytestmark = pytest.mark.django_db


# Vocabulary editor ---------------------------------------------------------------------------------------


def term_form(**fields):
    return {
        "code": "T99.99",
        "zh": "余热回收",
        "en": "Waste heat recovery",
        "aliases_zh": "",
        "aliases_en": "",
        **fields,
    }


def test_a_vocabulary_editor_changes_names_but_no_code(client, log_in):
    log_in("vocabulary editor")
    term = technique("T02.01")
    client.post(reverse("terms_technique:edit", args=[term.pk]), term_form(aliases_zh="废热回收\n热回收"))
    term.refresh_from_db()
    assert (term.code, term.aliases_zh) == ("T02.01", ["废热回收", "热回收"])


@pytest.mark.parametrize("role", ["vocabulary editor", "administrator"])
def test_nobody_adds_or_deletes_a_term(client, log_in, role):
    log_in(role)
    term = technique("T08.03")
    assert not opens(client, reverse("terms_technique:add"))
    assert not opens(client, reverse("terms_technique:delete", args=[term.pk]))
    client.post(reverse("terms_technique:delete", args=[term.pk]))
    assert Technique.objects.filter(pk=term.pk).exists()


def test_not_even_a_superuser_deletes_a_term(admin_client):
    term = technique("T08.03")
    assert not opens(admin_client, reverse("terms_technique:delete", args=[term.pk]))


def test_a_vocabulary_editor_opens_no_page(client, log_in):
    log_in("vocabulary editor")
    assert not opens(client, page_view("edit", make_case().pk))
    assert not opens(client, reverse("wagtailimages:index"))


def account_form(**fields):
    return {
        "username": "second",
        "email": "second@example.org",
        "first_name": "Second",
        "last_name": "Person",
        "password1": "a long enough pass-phrase",
        "password2": "a long enough pass-phrase",
        **fields,
    }


def test_an_administrator_makes_accounts_but_no_superuser(client, log_in):
    log_in("administrator")
    client.post(reverse("wagtailusers_users:add"), account_form(is_superuser="on"))
    assert not User.objects.filter(username="second").exists()
    client.post(reverse("wagtailusers_users:add"), account_form())
    account = User.objects.get(username="second")
    client.post(reverse("wagtailusers_users:edit", args=[account.pk]), account_form(is_superuser="on"))
    assert not User.objects.get(username="second").is_superuser


def test_an_administrator_does_not_take_over_a_superuser(client, log_in):
    log_in("administrator")
    superuser = make_superuser()
    assert not opens(client, reverse("wagtailusers_users:edit", args=[superuser.pk]))
