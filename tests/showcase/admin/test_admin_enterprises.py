"""Enterprises in the admin: drafts, codes of industries, review by a list officer."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from showcase.models import Enterprise
from tests.factories import industry, make_enterprise, make_user, region

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_showcase_enterprise:add"
EDIT = "wagtailsnippets_showcase_enterprise:edit"


def enterprise_form(**fields):
    rows = {name: inline_formset(fields.pop(name, [])) for name in ("former_names", "sources", "mentions", "links")}
    data = {
        "name_zh": "示例纺织有限公司",
        "name_en": "Example Textiles Ltd",
        "credit_code": "",
        "region": str(region().pk),
        "industries": "",
        "note_zh": "",
        "note_en": "",
        **rows,
        **fields,
    }
    return nested_form_data(data)


@pytest.fixture
def editor(client):
    user = make_user("editor")
    client.force_login(user)
    return user


def test_industries_are_written_as_codes_one_a_line(client, editor):
    industry("C1713"), industry("C26")
    form = enterprise_form(industries="C1713 棉印染精加工\nC26", former_names=[{"name_zh": "旧名"}])
    assert client.post(reverse(ADD), form).status_code == 302
    enterprise = Enterprise.objects.get()
    draft = enterprise.get_latest_revision_as_object()
    assert sorted(term.code for term in draft.industries.all()) == ["C1713", "C26"]
    assert [name.name_zh for name in draft.former_names.all()] == ["旧名"]
    assert not enterprise.live


def test_the_form_shows_codes_with_their_names(client, editor):
    enterprise = make_enterprise(industries=["C1713"])
    assert "C1713 棉印染精加工" in client.get(reverse(EDIT, args=[enterprise.pk])).content.decode()


def test_an_unknown_code_is_told(client, editor):
    answer = client.post(reverse(ADD), enterprise_form(industries="C9999"))
    assert answer.status_code == 200
    assert "C9999" in str(answer.context["form"].errors["industries"])


def test_a_wrong_credit_code_is_told(client, editor):
    answer = client.post(reverse(ADD), enterprise_form(credit_code="91350582MA0000000X"))
    assert answer.context["form"].errors["credit_code"]


def test_a_list_officer_approves_what_an_editor_submits(client, editor):
    client.post(reverse(ADD), enterprise_form(**{"action-submit": "1"}))
    enterprise = Enterprise.objects.get()
    assert not enterprise.live
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    address = reverse("wagtailsnippets_showcase_enterprise:workflow_action", args=[enterprise.pk, "approve", state.pk])
    refused = client.post(address, {"comment": ""})
    assert (refused.status_code, refused.url) == (302, reverse("wagtailadmin_home"))
    assert not Enterprise.objects.get().live
    client.force_login(make_user("list officer"))
    client.post(address, {"comment": ""})
    assert Enterprise.objects.get().live


def test_the_preview_of_an_enterprise_opens(client, editor):
    enterprise = make_enterprise()
    address = reverse("wagtailsnippets_showcase_enterprise:preview_on_edit", args=[enterprise.pk])
    assert client.post(address, enterprise_form(name_zh="预览中的名称")).json()["is_valid"]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "预览中的名称" in answer.content.decode()
