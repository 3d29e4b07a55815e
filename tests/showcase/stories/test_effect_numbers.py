"""An editor enters numbers and units as the source prints them; the row holds plain numbers and remembers the scale."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from showcase.effects.entered import parse_entered_unit
from showcase.effects.models import Effect
from showcase.effects.rows import effect_figure, effect_row
from showcase.models import CaseStudyPage
from tests.admin_forms import EFFECT, story_form
from tests.factories import make_case, make_effect, make_source, make_superuser

pytestmark = pytest.mark.django_db

ELECTRICITY = {**EFFECT, "quantity": "electricity_saved", "printed": "年节电约186万kWh", "unit": "kWh"}


@pytest.fixture
def case() -> CaseStudyPage:
    return make_case(live=False, effects=[], sources=[make_source()])


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_superuser())
    return client


def edit(page: CaseStudyPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def draft(page: CaseStudyPage) -> Any:
    return CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(editor: Client, page: CaseStudyPage, **fields: str) -> Effect:
    editor.post(edit(page), story_form(title=page.title, slug=page.slug, effects=[{**ELECTRICITY, **fields}]))
    (effect,) = draft(page).effects.all()
    return effect


@pytest.mark.parametrize(
    ("low", "unit", "number", "symbol", "scale"),
    [
        ("186", "万kWh", 1860000, "kWh", "wan"),
        ("186万", "kWh", 1860000, "kWh", "wan"),
        ("186万", "千瓦时", 1860000, "kWh", "wan"),
        ("1.2亿", "kWh", 120000000, "kWh", "yi"),
        ("1.86", "million kWh", 1860000, "kWh", "million"),
        ("1,860,000", "kWh", 1860000, "kWh", ""),
        ("1200", "tce", 1200, "tce", ""),
    ],
)
def test_a_number_is_stored_without_its_scale(
    editor: Client, case: CaseStudyPage, low: str, unit: str, number: int, symbol: str, scale: str
) -> None:
    effect = save(editor, case, low=low, high=low, unit=unit)
    assert (effect.low, effect.high, effect.unit, effect.entered_scale) == (number, number, symbol, scale)


@pytest.mark.parametrize(("low", "unit"), [("186", "万kWh"), ("1.2", "亿kWh"), ("1860000", "kWh")])
def test_the_form_shows_again_what_was_entered(editor: Client, case: CaseStudyPage, low: str, unit: str) -> None:
    save(editor, case, low=low, high=low, unit=unit, before="3", after="2")
    (row,) = editor.get(edit(case)).context["form"].formsets["effects"].forms
    assert [row[name].value() for name in ("low", "high", "before", "after")] == [low, low, "3", "2"]
    assert parse_entered_unit(row["unit"].value()) == parse_entered_unit(unit)


def test_saving_the_opened_form_changes_nothing(editor: Client, case: CaseStudyPage) -> None:
    first = save(editor, case, low="186", high="190", unit="万kWh")
    (row,) = editor.get(edit(case)).context["form"].formsets["effects"].forms
    shown = {name: str(row[name].value() or "") for name in ("low", "high", "unit")}
    again = save(editor, case, **shown)
    assert (again.low, again.high, again.unit, again.entered_scale) == (first.low, first.high, "kWh", "wan")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"low": "约186"}, "low", "“约186”不是数字"),
        ({"low": "186万kWh"}, "low", "不是数字"),
        ({"unit": "quux"}, "unit", "没有单位“quux”"),
        ({"low": "186万", "unit": "万kWh"}, "low", "只写一次"),
        ({"unit": "吨/天"}, "unit", "计量周期"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(
    editor: Client, case: CaseStudyPage, fields: dict[str, str], field: str, words: str
) -> None:
    form = story_form(title=case.title, slug=case.slug, effects=[{**ELECTRICITY, **fields}])
    answer = editor.post(edit(case), {**form, "action-publish": "yes"})
    (row,) = answer.context["form"].formsets["effects"].forms
    assert words in str(row.errors[field])


def test_a_scale_that_is_not_known_is_refused_by_the_database() -> None:
    page = make_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.filter(page=page.storypage_ptr).update(entered_scale="dozen")


def test_readers_see_the_same_whatever_scale_was_entered() -> None:
    figures: dict[str, Any] = {"low": Decimal(1860000), "high": Decimal(1860000), "unit": "kWh"}
    plain, scaled = make_effect(**figures), make_effect(**figures, entered_scale="wan")
    scaled.uid = plain.uid
    for effect in (plain, scaled):
        effect.set_comparable()
    assert effect_figure(plain) == effect_figure(scaled)
    assert effect_row(plain) == effect_row(scaled)
    assert plain.comparable_value == scaled.comparable_value


def test_two_versions_with_effects_can_be_compared(editor: Client, case: CaseStudyPage) -> None:
    save(editor, case, low="186", high="186", unit="万kWh")
    editor.post(edit(case), story_form(title=case.title, slug=case.slug, effects=[]))
    former, newer = case.revisions.order_by("pk")[:2]
    answer = editor.get(reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, former.pk, newer.pk]))
    assert "1860000" in answer.content.decode()
