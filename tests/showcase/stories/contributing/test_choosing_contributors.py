"""Publishers and administrators say who writes for an enterprise, and nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from showcase.models import EnterpriseContributor
from showcase.stories.contributing.views import ADDED
from tests.factories import make_superuser, make_user

pytestmark = pytest.mark.django_db


def address(enterprise):
    return reverse("contributors", args=[enterprise.pk])


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_a_publisher_or_administrator_chooses_them_on_the_enterprise(client, own, role):
    account = make_user("contributor")
    client.force_login(make_user(role))
    edit = reverse("wagtailsnippets_showcase_enterprise:edit", args=[own.pk])
    assert address(own) in client.get(edit).content.decode()
    client.post(address(own), {"user": account.pk})
    assert [row.user for row in own.contributors.all()] == [account]
    assert ModelLogEntry.objects.get(action=ADDED).object_id == str(own.pk)
    row = own.contributors.get()
    assert client.get(address(own)).status_code == 200
    client.post(reverse("contributor_remove", args=[own.pk, row.pk]))
    assert not own.contributors.exists()


@pytest.mark.parametrize("role", ["contributor", "editor", "list officer", "vocabulary editor"])
def test_nobody_else_does(client, own, role):
    account, row = make_user("contributor"), None
    EnterpriseContributor.objects.create(enterprise=own, user=make_user("contributor"))
    row = own.contributors.get()
    client.force_login(make_user(role))
    client.post(address(own), {"user": account.pk})
    client.post(reverse("contributor_remove", args=[own.pk, row.pk]))
    assert list(own.contributors.all()) == [row]


def test_a_publisher_chooses_nobody_with_more_rights(client, own):
    account = make_user("contributor")
    account.groups.add(make_user("administrator").groups.get())
    client.force_login(make_user("publisher"))
    client.post(address(own), {"user": account.pk})
    assert not own.contributors.exists()


def test_nobody_is_chosen_who_is_no_contributor(client, own):
    client.force_login(make_superuser())
    assert client.post(address(own), {"user": make_user("editor").pk}).status_code == 200
    assert not own.contributors.exists()


def test_where_no_other_account_is_a_contributor_the_page_offers_no_empty_choice(client, own):
    client.force_login(make_user("publisher"))
    assert 'name="user"' not in client.get(address(own)).content.decode()

    make_user("contributor")

    assert 'name="user"' in client.get(address(own)).content.decode()


def test_a_visitor_is_sent_to_the_login(own):
    assert reverse("wagtailadmin_login") in Client().get(address(own)).url
