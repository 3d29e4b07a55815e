"""A draft takes rows that are not complete: nothing typed is lost, and nothing incomplete goes live."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.models import InfoPage
from portal.refusals import RefusedError
from search.models import FinderPage
from showcase.models import AnnouncementPage, CaseStudyPage, Enterprise
from tests.admin_forms import EFFECT, SOURCE, story_form
from tests.factories import (
    industry,
    level,
    make_announcement,
    make_case,
    make_enterprise,
    make_source,
    make_superuser,
    make_user,
    programme,
    region,
    section,
)

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
HALF_EFFECT = {**EFFECT, "printed": "约节电", "low": "abc", "high": "", "source_number": ""}
HALF_SOURCE = {"number": "", "publisher": "示例报", "date": "去年", "url": "nowhere"}


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def saved(case, **rows):
    return story_form(title=case.title, slug=case.slug, **rows)


def draft_of(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def typed(page, relation):
    return [dict(row.fields) for row in draft_of(page).typed_rows(relation)]


def opened(client, page, relation):
    return client.get(edit(page)).context["form"].formsets[relation].forms


@pytest.fixture
def case():
    return make_case(live=False, effects=[], sources=[])


@pytest.fixture
def editor(client):
    client.force_login(make_superuser())
    return client


@pytest.mark.parametrize("headers", [{}, JSON], ids=["saved by hand", "autosaved"])
@pytest.mark.parametrize("live", [False, True], ids=["never published", "live"])
def test_a_half_filled_effect_is_kept_as_typed_beside_the_complete_ones(editor, headers, live):
    page = make_case(live=live, effects=[], sources=[make_source()])

    answer = editor.post(edit(page), saved(page, effects=[EFFECT, HALF_EFFECT]), headers=headers)

    assert answer.status_code == (200 if headers else 302)
    assert [effect.printed for effect in draft_of(page).effects.all()] == [EFFECT["printed"]]
    assert [(row["printed"], row["low"]) for row in typed(page, "effects")] == [("约节电", "abc")]
    shown = opened(editor, page, "effects")[1]
    assert (shown["printed"].value(), shown["low"].value()) == ("约节电", "abc")
    assert CaseStudyPage.objects.get(pk=page.pk).live is live


HALVES = {
    "effects": HALF_EFFECT,
    "sources": HALF_SOURCE,
    "cited_listings": {"programme": "", "level": "", "entry": ""},
    "enterprise_items": {"enterprise": "999999"},
    "related_items": {"target": "nobody"},
    "evidence_items": {"document": "999999", "shows": "抄表记录"},
}


@pytest.mark.parametrize("relation", HALVES)
def test_no_half_filled_row_of_a_story_stops_the_draft(editor, case, relation):
    half = {**HALVES[relation], **({"programme": str(programme().pk)} if relation == "cited_listings" else {})}

    answer = editor.post(edit(case), saved(case, summary="neu", **{relation: [half]}))

    assert answer.status_code == 302
    assert draft_of(case).summary == "neu"
    kept = typed(case, relation)[0]
    assert {name: kept[name] for name in half if half[name]} == {name: value for name, value in half.items() if value}


def test_the_same_term_twice_in_a_draft_is_kept_and_not_published(editor, case):
    twice = [{"tag": str(industry("C1713").pk)}, {"tag": str(industry("C1713").pk)}]
    case.industry_items.all().delete()
    case.save()

    assert editor.post(edit(case), saved(case, industry_items=twice)).status_code == 302

    assert draft_of(case).industry_items.count() == 1
    assert len(typed(case, "industry_items")) == 1


def test_a_row_stands_where_it_was_typed_and_becomes_a_row_when_it_is_complete(editor, case):
    first, last = {**EFFECT, "printed": "一"}, {**EFFECT, "printed": "三"}
    editor.post(edit(case), saved(case, effects=[first, {**HALF_EFFECT, "printed": "二"}, last]))

    forms = opened(editor, case, "effects")
    assert [(form["printed"].value(), form["ORDER"].value()) for form in forms] == [("一", 1), ("二", 2), ("三", 3)]

    rows = [{**EFFECT, "printed": form["printed"].value(), "row_uid": form["row_uid"].value()} for form in forms]
    ids = [str(form.instance.pk or "") for form in forms]
    complete = [{**row, "id": pk} for row, pk in zip(rows, ids, strict=True)]
    data = saved(case, effects=[complete[0], complete[2], complete[1]]) | {"effects-INITIAL_FORMS": "2"}
    data |= {"effects-0-ORDER": "1", "effects-1-ORDER": "3", "effects-2-ORDER": "2"}
    assert editor.post(edit(case), data).status_code == 302

    assert [effect.printed for effect in draft_of(case).effects.all()] == ["一", "二", "三"]
    assert typed(case, "effects") == []


def test_a_complete_row_that_becomes_half_filled_keeps_its_name(editor, case):
    editor.post(edit(case), saved(case, effects=[EFFECT]))
    row = draft_of(case).effects.get()

    def again(**fields):
        known = {"id": str(row.pk), "row_uid": str(row.uid)}
        data = saved(case, effects=[{**EFFECT, **known, **fields}]) | {"effects-INITIAL_FORMS": "1"}
        assert editor.post(edit(case), data).status_code == 302

    again(source_number="")
    assert (draft_of(case).effects.count(), len(typed(case, "effects"))) == (0, 1)
    again(source_number="")  # the same save once more: the row it names by id is gone
    assert (draft_of(case).effects.count(), len(typed(case, "effects"))) == (0, 1)
    again(source_number="1")
    assert (draft_of(case).effects.get().uid, typed(case, "effects")) == (row.uid, [])


def test_an_empty_row_is_no_row(editor, case):
    blank = dict.fromkeys(EFFECT, "") | {"printed_language": "zh-hans", "per": "year"}
    autosaved = saved(case, effects=[blank]) | {"effects-INITIAL_FORMS": "1"}
    assert editor.post(edit(case), autosaved).status_code == 302
    assert (typed(case, "effects"), draft_of(case).effects.count()) == ([], 0)


def test_what_one_editor_left_half_filled_another_who_has_not_seen_it_does_not_lose(editor, case):
    editor.post(edit(case), saved(case, effects=[{**HALF_EFFECT, "row_uid": "one:effects-0"}]))
    editor.post(edit(case), saved(case, effects=[{**EFFECT, "row_uid": "two:effects-0"}]))
    assert [row["printed"] for row in typed(case, "effects")] == ["约节电"]

    deleted = saved(case, effects=[{**HALF_EFFECT, "row_uid": "one:effects-0"}]) | {"effects-0-DELETE": "on"}
    editor.post(edit(case), deleted)
    assert typed(case, "effects") == []


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_publishing_and_submitting_say_what_is_missing_and_write_nothing(editor, case, action):
    answer = editor.post(edit(case), saved(case, effects=[HALF_EFFECT], **{action: "1"}))
    assert answer.status_code == 200
    assert {"low", "source_number"} <= answer.context["form"].formsets["effects"].errors[0].keys()
    assert not CaseStudyPage.objects.get(pk=case.pk).live


def test_a_draft_with_unfinished_rows_goes_live_by_no_route(editor, case):
    editor.post(edit(case), saved(case, effects=[HALF_EFFECT], sources=[SOURCE]))

    with pytest.raises(RefusedError) as refused:
        CaseStudyPage.objects.get(pk=case.pk).get_latest_revision().publish()
    assert "(1)" in refused.value.messages[0]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{bulk}?id={case.pk}", {"include_descendants": ""})
    assert not CaseStudyPage.objects.get(pk=case.pk).live


def test_a_draft_with_unfinished_rows_is_previewed_without_them(editor, case):
    data = saved(case, effects=[EFFECT, HALF_EFFECT], sources=[SOURCE])
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[case.pk])
    assert editor.post(address, data).json()["is_valid"]
    assert editor.get(address).status_code == 200


# The other forms that have rows --------------------------------------------------------------------------


def enterprise_form(unit, **rows):
    relations = ("former_names", "sources", "mentions", "links")
    fields = {"name_zh": unit.name_zh, "name_en": unit.name_en, "region": str(unit.region_id), "industries": ""}
    return nested_form_data({**fields, **{name: inline_formset(rows.get(name, [])) for name in relations}})


@pytest.mark.parametrize(
    ("relation", "half"),
    [
        ("former_names", {"name_zh": "", "name_en": "Old Works", "until": "2019"}),
        ("sources", HALF_SOURCE),
        ("mentions", {"text_zh": "绿色工厂", "text_en": "", "source_number": ""}),
        ("links", {"link": "in_park", "publisher": "示例报", "title": ""}),
    ],
)
def test_no_half_filled_row_of_an_enterprise_stops_its_draft(editor, relation, half):
    unit = make_enterprise()
    address = reverse("wagtailsnippets_showcase_enterprise:edit", args=[unit.pk])

    assert editor.post(address, enterprise_form(unit, **{relation: [half]})).status_code == 302

    draft = Enterprise.objects.get(pk=unit.pk).get_latest_revision_as_object()
    kept = dict(draft.typed_rows(relation)[0].fields)
    assert {name: kept[name] for name in half} == half
    with pytest.raises(RefusedError):
        Enterprise.objects.get(pk=unit.pk).latest_revision.publish()
    shown = editor.get(address).context["form"].formsets[relation].forms
    assert [shown[0][name].value() for name in half] == list(half.values())


def notice_form(page):
    return {
        "kind": page.kind,
        "level": str(level().pk),
        "year": "2024",
        "effective_on": "2024-12-31",
        "effective_precision": "year",
        "basis": "press",
        "coverage": "unknown",
    }


@pytest.mark.parametrize("kind", ["announcement", "information page"])
def test_no_half_filled_source_of_another_page_stops_its_draft(editor, kind):
    page = make_announcement() if kind == "announcement" else InfoPage.objects.get(pk=section("about").pk)
    fields = notice_form(page) if isinstance(page, AnnouncementPage) else {}
    rows = {"sources": inline_formset([HALF_SOURCE]), "comments": inline_formset([])}
    common = {"title": page.title, "slug": page.slug, "introduction": "", "body-count": "0"}

    answer = editor.post(edit(page), nested_form_data({**common, **fields, **rows}))

    assert answer.status_code == 302
    assert typed(page, "sources")[0]["url"] == "nowhere"


def test_no_half_filled_row_of_a_finder_stops_its_draft(editor):
    finder = FinderPage(title="余热", slug="heat", live=False)
    section("cases").get_parent().add_child(instance=finder)
    rows = {name: inline_formset([]) for name in ("industry_presets", "technique_presets", "comments")}
    rows |= {"region_presets": inline_formset([{"region": ""}, {"region": str(region().pk)}])}
    rows |= {"other_presets": inline_formset([{"value": "kind:nothing"}])}

    answer = editor.post(edit(finder), nested_form_data({"title": "余热", "slug": "heat", "introduction": "", **rows}))

    assert answer.status_code == 302
    assert typed(finder, "other_presets") == [{"value": "kind:nothing"}]
    assert draft_of(finder).region_presets.count() == 1


def test_nobody_without_rights_saves_a_draft_by_way_of_unfinished_rows(client, case):
    client.force_login(make_user("list officer"))
    answer = client.post(edit(case), saved(case, effects=[HALF_EFFECT]))
    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    assert typed(case, "effects") == []
