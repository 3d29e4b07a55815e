"""Characters that cannot be seen are stored nowhere, by whatever route a text comes; workbooks never die of them."""

import io

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import Collection, Page
from wagtail.test.utils.form_data import rich_text, streamfield

from portal.answers.xlsx_answer import xlsx_answer
from portal.text.plain_text import TEXT_FIELDS, clean_text, clean_value, is_guarded
from showcase.models import CaseStudyPage, Enterprise, ListEntry, Technique
from tests.admin_forms import full_case
from tests.factories import (
    make_announcement,
    make_case,
    make_enterprise,
    make_image,
    make_superuser,
    programme,
    section,
    technique,
)

DIRTY = "余\x00热\x0b回\u200b收\ufeff\u202e\x85改\ud800造\ufffe"
CLEAN = "余热回收改造"


def test_every_text_field_of_every_model_is_guarded():
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, TEXT_FIELDS) and not is_guarded(field)
    ]
    assert found == []


@given(st.text(st.characters(codec=None), min_size=1).filter(clean_text))
def test_what_is_left_can_be_written_and_read_anywhere(text):
    left = clean_text(text)
    assert clean_text(left) == left
    left.encode()
    book = load_workbook(io.BytesIO(xlsx_answer("x", [text], [[text]]).content))
    assert len(list(book.active.iter_rows())) == 2


@pytest.mark.parametrize("kept", ["a\tb\r\nc", "10³ m³ CO₂", "👨‍👩‍👧", "می‌خواهم", "①②", "　全角"])
def test_what_can_be_seen_or_means_something_stays(kept):
    assert clean_text(kept) == kept


def test_lists_and_dictionaries_are_cleaned_inside():
    assert clean_value({"a\x00": [DIRTY, 1, None, (DIRTY,)]}) == {"a": [CLEAN, 1, None, (CLEAN,)]}


# Routes ---------------------------------------------------------------------------------------------------


def by_form(client):
    dirty = DIRTY.replace("\ud800", "")
    body = [("text", rich_text(f"<p>{dirty}</p>"))]
    address = reverse("wagtailadmin_pages:add", args=["showcase", "casestudypage", section("cases").pk])
    answer = client.post(address, full_case(title=dirty, body=streamfield(body)))
    assert answer.status_code == 302, answer.context["form"].errors
    case = CaseStudyPage.objects.get(title__startswith="余")
    return [case.title, case.get_latest_revision_as_object().title, str(case.body[0].value.source)[-10:-4]]


def as_enterprise(client):
    Enterprise.objects.filter(pk=make_enterprise(DIRTY).pk).update(name_en=DIRTY)
    unit = Enterprise.objects.get()
    return [unit.name_zh, unit.name_en]


def in_bulk(client):
    notice = make_announcement()
    row = ListEntry(announcement=notice, position=1, name=DIRTY, programme=programme())
    ListEntry.objects.bulk_create([row])
    kept = ListEntry.objects.get()
    kept.former_name = DIRTY
    ListEntry.objects.bulk_update([kept], ["former_name"])
    return [ListEntry.objects.get().name, ListEntry.objects.get().former_name]


def as_names_of_a_term(client):
    term = technique()
    Technique.objects.filter(pk=term.pk).update(aliases_zh=[DIRTY])
    return Technique.objects.get(pk=term.pk).aliases_zh


def as_media(client):
    image = make_image(DIRTY)
    collection = Collection.get_first_root_node().add_child(name=DIRTY)
    return [type(image).objects.get().title, Collection.objects.get(pk=collection.pk).name]


def by_code(client):
    case = make_case(DIRTY, body=[("note", {"text": f"<p>{DIRTY}</p>"})])
    kept = CaseStudyPage.objects.get(pk=case.pk)
    return [
        kept.title,
        kept.draft_title,
        kept.latest_revision.content["title"],
        kept.body[0].value["text"].source[3:-4],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("route", [by_form, as_enterprise, in_bulk, as_names_of_a_term, as_media, by_code])
def test_by_no_route_is_one_stored(client, route):
    client.force_login(make_superuser())
    assert set(route(client)) == {CLEAN}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:locked_pages"],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_report_is_written_with_what_was_stored_before(client, name, kind):
    case = make_case()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = %s, locked = %s", ["旧\x0b题", True])
    client.force_login(make_superuser())
    answer = client.get(reverse(name), {"export": kind})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert Page.objects.get(pk=case.pk).title == "旧\x0b题"
