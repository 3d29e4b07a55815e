"""A listed enterprise is recognised by its credit code and its contact's confirmation, never by the claim alone."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from showcase.models import Contribution
from showcase.signoff.asking import ask
from tests.factories import make_case, make_enterprise, make_user
from tests.showcase.contributions.senders import CODE, EMAIL, ENTERPRISE, TEXTS, submitted
from tests.showcase.contributions.test_drafting import make_draft

pytestmark = pytest.mark.django_db

CONTACT = "contact@factory.example"


@pytest.fixture
def editor(client):
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


@pytest.fixture
def listed():
    return make_enterprise(ENTERPRISE, credit_code=CODE)


def known(enterprise, email: str = CONTACT) -> None:
    """The portal has asked this contact about a published story of the enterprise."""
    page = make_case(enterprises=[enterprise])
    ask(page, name="示例联系人", email=email, language="en", days=30, user=None)
    mail.outbox.clear()


def desk_of(client, found) -> str:
    return client.get(reverse("inbox_detail", args=[found.pk])).content.decode()


def ask_contact(client, found) -> str:
    """Press the button, and return the address that the contact gets."""
    client.post(reverse("contribution_ask_contact", args=[found.pk]))
    assert mail.outbox[-1].to == [CONTACT]
    link = re.search(r"/en/contribute/contact/\S+", str(mail.outbox[-1].body))
    assert link
    return link[0]


def test_an_enterprise_that_is_on_no_list_is_said_to_be_none_of_the_register(client, editor):
    assert "not in the register" in desk_of(client, submitted())


def test_the_claim_alone_links_no_enterprise_with_the_draft(client, editor, listed):
    known(listed)
    found = submitted()

    page = make_draft(client, found)

    assert "claimed by the sender, not confirmed" in desk_of(client, found)
    assert page.enterprise_items.count() == 0


def test_the_contact_confirms_by_the_link_and_the_draft_is_the_enterprises(client, editor, listed):
    known(listed)
    found = submitted()

    address = ask_contact(client, found)
    read = Client().get(address).content.decode()
    assert TEXTS["title"] in read
    assert EMAIL not in read
    assert Contribution.objects.get().contact_confirmed_at is None
    Client().post(address)

    assert "confirmed by the contact on record" in desk_of(client, found)
    assert "You have confirmed it" in Client().get(address).content.decode()
    page = make_draft(client, found)
    assert [item.enterprise for item in page.enterprise_items.all()] == [listed]
    assert [step.action for step in found.steps.all()][-3:] == ["contact_asked", "contact_confirmed", "drafted"]


def test_a_sender_whose_confirmed_address_is_the_one_on_record_is_recognised_at_once(client, editor, listed):
    known(listed, EMAIL)

    found = submitted()

    assert "confirmed by the contact on record" in desk_of(client, found)


def test_without_a_contact_nobody_is_asked(client, editor, listed):
    found = submitted()
    mail.outbox.clear()

    client.post(reverse("contribution_ask_contact", args=[found.pk]))

    assert "holds no contact" in desk_of(client, found)
    assert mail.outbox == []


def test_a_draft_that_names_the_enterprise_makes_nobody_its_contact(client, editor, listed):
    page = make_case(enterprises=[listed], live=False)
    ask(page, name="陌生人", email=EMAIL, language="en", days=30, user=None)

    assert "claimed by the sender, not confirmed" in desk_of(client, submitted())


@pytest.mark.parametrize("token", ["forged", "WzEsICJhIl0:abc"])
def test_a_forged_link_confirms_nothing(token):
    submitted()

    assert Client().post(f"/contribute/contact/{token}/").status_code == 404
    assert Contribution.objects.get().contact_confirmed_at is None
