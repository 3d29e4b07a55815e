"""The same save posted twice — a double click, a retry, back and save — stands once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from showcase.models import CaseStudyPage, Enterprise
from tests.admin_forms import EFFECT, INVESTMENT, SOURCE, full_case, story_form
from tests.factories import (
    catalogue,
    goal,
    industry,
    level,
    make_case,
    make_enterprise,
    make_superuser,
    programme,
    region,
    section,
    technique,
)
from tests.factories import process as a_process
from tests.showcase.admin.test_unfinished_rows import draft_of, edit, enterprise_form, saved

pytestmark = pytest.mark.django_db

BARE = {"industries": [], "techniques": [], "regions": [], "effects": [], "sources": [], "enterprises": [], "body": []}


def bare_case(live=False):
    """A case without any row, live as it stands."""
    case = make_case(live=False, **BARE)
    CaseStudyPage.objects.filter(pk=case.pk).update(live=live, has_unpublished_changes=not live)
    return CaseStudyPage.objects.get(pk=case.pk)


@pytest.fixture
def editor(client):
    client.force_login(make_superuser())
    return client


def every_row(opening=""):
    """A row of each relation; as a browser posts them where `opening` names the opened form."""
    rows = {
        "industry_items": [{"tag": str(industry("C1713").pk)}],
        "technique_items": [{"tag": str(technique("T02.01").pk)}],
        "process_items": [{"process": str(a_process().pk)}],
        "region_items": [{"region": str(region().pk)}],
        "goal_items": [{"goal": str(goal().pk)}],
        "catalogue_items": [{"catalogue": str(catalogue().pk)}],
        "enterprise_items": [{"enterprise": str(make_enterprise().pk)}],
        "cited_listings": [{"programme": str(programme().pk), "level": str(level().pk), "entry": ""}],
        "effects": [EFFECT, INVESTMENT],
        "sources": [SOURCE],
        "related_items": [{"target": str(make_case().pk)}],
    }
    if opening:
        for name, found in rows.items():
            rows[name] = [{**row, "row_uid": f"{opening}:{name}-{at}"} for at, row in enumerate(found)]
    return rows


@pytest.mark.parametrize("opening", ["", "a1"], ids=["rows without a name", "as a browser posts it"])
@pytest.mark.parametrize("live", [False, True], ids=["never published", "live"])
@pytest.mark.parametrize("then", ["", "action-publish"])
def test_each_row_of_a_story_stands_once(editor, opening, live, then):
    case = bare_case(live)
    rows = every_row(opening)
    data = saved(case, **rows) | ({then: "1"} if then else {})

    for _time in range(2):
        answer = editor.post(edit(case), data)
        assert answer.status_code == 302, answer.context["form"].errors

    counts = {name: len(getattr(draft_of(case), name).all()) for name in rows}
    assert counts == {name: len(found) for name, found in rows.items()}


@pytest.mark.parametrize("live", [False, True], ids=["never published", "live"])
def test_a_row_that_was_changed_after_going_back_is_changed_and_not_added(editor, live):
    case = bare_case(live)
    named = {**EFFECT, "row_uid": "a1:effects-0"}
    editor.post(edit(case), saved(case, effects=[named], sources=[SOURCE]))
    first = draft_of(case).effects.get().uid

    editor.post(edit(case), saved(case, effects=[{**named, "printed": "约1200吨"}], sources=[SOURCE]))
    assert [(row.printed, row.uid) for row in draft_of(case).effects.all()] == [("约1200吨", first)]

    gone = saved(case, effects=[named], sources=[SOURCE]) | {"effects-0-DELETE": "on"}
    editor.post(edit(case), gone)
    assert not draft_of(case).effects.exists()


def test_two_different_rows_with_the_same_words_both_stay(editor):
    case = bare_case()
    same = [{**EFFECT, "row_uid": f"a1:effects-{at}"} for at in range(2)]
    for _time in range(2):
        editor.post(edit(case), saved(case, effects=same))
    assert draft_of(case).effects.count() == 2


def test_rows_that_another_editor_added_to_the_draft_of_a_live_case_stay(editor):
    case = bare_case(live=True)
    for opening, row in (("a1", EFFECT), ("b2", INVESTMENT)):
        editor.post(edit(case), saved(case, effects=[{**row, "row_uid": f"{opening}:effects-0"}]))
    assert {effect.printed for effect in draft_of(case).effects.all()} == {EFFECT["printed"], INVESTMENT["printed"]}


def test_every_row_of_an_opened_form_has_a_name_of_its_own(editor):
    case = make_case(live=False)
    text = editor.get(edit(case)).content.decode()
    effect = case.effects.get()
    assert f'name="effects-0-row_uid" value="{effect.uid}"' in text
    assert ':effects-__prefix__" id="id_effects-__prefix__-row_uid"' in text


@pytest.mark.parametrize("opening", ["", "a1"])
def test_each_row_of_an_enterprise_stands_once(editor, opening):
    unit = make_enterprise()
    rows = {
        "former_names": [{"name_zh": "旧名公司", "name_en": "", "until": "2019"}],
        "sources": [SOURCE],
        "mentions": [{"text_zh": "绿色工厂", "text_en": "green factory", "source_number": "1"}],
    }
    if opening:
        rows = {name: [{**row, "row_uid": f"{opening}:{name}-0"} for row in found] for name, found in rows.items()}
    address = reverse("wagtailsnippets_showcase_enterprise:edit", args=[unit.pk])

    for _time in range(2):
        answer = editor.post(address, enterprise_form(unit, **rows) | {"action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors

    kept = Enterprise.objects.get(pk=unit.pk)
    assert {name: getattr(kept, name).count() for name in rows} == dict.fromkeys(rows, 1)


def test_a_new_case_keeps_the_names_of_its_rows_when_it_is_autosaved_again(editor):
    """Wagtail's script learns the ids from the answer; where the answer is lost, the names are left."""
    address = reverse("wagtailadmin_pages:edit", args=[bare_case().pk])
    data = story_form(effects=[{**EFFECT, "row_uid": "a1:effects-0"}])
    ids = []
    for _time in range(2):
        answer = editor.post(address, data, headers={"Accept": "application/json"}).json()
        ids.append(answer["field_updates"]["effects-0-id"])
    assert ids[0] == ids[1]


# A new page ----------------------------------------------------------------------------------------------


@pytest.fixture
def new_case():
    """The address of the form of a new case, and what an opened form posts."""
    parent = section("cases")
    address = reverse("wagtailadmin_pages:add", args=["showcase", "casestudypage", parent.pk])
    return address, full_case(new_page_key=str(uuid4()))


def test_the_form_of_a_new_page_carries_a_key_of_its_own(editor, new_case):
    opened = [editor.get(new_case[0]).context["form"]["new_page_key"].value() for _time in range(2)]
    assert opened[0] != opened[1]


@pytest.mark.parametrize("then", ["", "action-publish"])
def test_a_new_page_whose_form_is_posted_twice_is_one_page(editor, new_case, then):
    address, data = new_case

    for title in ("第一次", "第二次"):
        answer = editor.post(address, {**data, "title": title} | ({then: "1"} if then else {}))
        assert answer.status_code == 302

    case = CaseStudyPage.objects.get()
    assert case.get_latest_revision_as_object().title == "第二次"
    assert draft_of(case).effects.count() == 2
    assert case.live == bool(then)


def test_a_new_page_whose_first_answer_was_lost_goes_on_being_saved_by_itself(editor, new_case):
    address, data = new_case

    answers = [editor.post(address, data, headers={"Accept": "application/json"}).json() for _time in range(2)]

    assert [answer["pk"] for answer in answers] == [CaseStudyPage.objects.get().pk] * 2
    assert answers[0]["url"] == answers[1]["url"]
    assert answers[0]["hydrate_url"] == answers[1]["hydrate_url"]


def test_two_forms_of_new_pages_make_two(editor, new_case):
    address, data = new_case
    for key in (uuid4(), uuid4()):
        editor.post(address, {**data, "new_page_key": str(key)})
    assert CaseStudyPage.objects.count() == 2


def test_the_key_of_somebody_elses_page_neither_changes_nor_shows_it(editor, new_case):
    address, data = new_case
    other = make_case("别人的", live=False)

    answer = editor.post(address, {**data, "new_page_key": str(other.translation_key)})

    assert answer.status_code == 302
    assert CaseStudyPage.objects.get(pk=other.pk).title == "别人的"
    assert CaseStudyPage.objects.exclude(pk=other.pk).get().translation_key != other.translation_key
