"""English words of effects are asked for where English is made, never on the Chinese page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage
from showcase.stories.effect_rows.english import outdated_words, proposals, without_english
from tests.admin_forms import EFFECT, story_form
from tests.factories import make_case, make_effect, make_source, make_superuser, make_translation, make_user, technique

pytestmark = pytest.mark.django_db

WORDS = "Compressed-air station"


@pytest.fixture
def case() -> CaseStudyPage:
    """A live case with one effect that has English words and one that has none."""
    told = make_effect(of_what_zh="全厂", of_what_en="Whole plant", printed="甲")
    return make_case(
        effects=[told, make_effect(of_what_zh="空压站", of_what_en="", printed="乙")], sources=[make_source()]
    )


def form(page: Any) -> str:
    return reverse("effects_english", args=[page.pk])


def posted(case: CaseStudyPage, words: str) -> dict[str, str]:
    return {f"words-{effect.uid}": effect.of_what_en or words for effect in case.effects.all()}


def english_words(case: CaseStudyPage) -> list[str]:
    return [effect.of_what_en for effect in CaseStudyPage.objects.get(pk=case.pk).effects.all()]


def test_the_chinese_form_asks_for_no_english(client: Client) -> None:
    page = make_case(live=False, effects=[], sources=[make_source()])
    client.force_login(make_superuser())
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), story_form(title="无英文", effects=[EFFECT]))
    draft = CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [effect.of_what_en for effect in draft.effects.all()] == [""]
    assert draft.unfinished_rows == {}


def test_no_english_page_is_published_while_words_are_missing(case: CaseStudyPage) -> None:
    english = make_translation(case, live=False)
    with pytest.raises(RefusedError, match="空压站"):
        english.get_latest_revision().publish()
    case.effects.update(of_what_en=WORDS)
    english.get_latest_revision().publish()
    assert CaseStudyPage.objects.get(pk=english.pk).live


def test_a_live_english_page_shows_what_it_showed_until_the_words_are_there(
    client: Client, case: CaseStudyPage
) -> None:
    case.effects.filter(printed="乙").delete()
    english = make_translation(case)
    before = client.get(english.get_url()).content.decode()
    page = CaseStudyPage.objects.get(pk=case.pk)
    page.effects.add(make_effect(of_what_zh="空压站", of_what_en="", printed="乙", low=765_432, high=765_432))
    page.save_revision().publish()

    shown = client.get(english.get_url()).content.decode()
    assert "Whole plant" in before
    assert "Whole plant" in shown
    assert "765,432" not in shown
    assert "765,432" in client.get(case.get_url()).content.decode()


def test_whoever_may_publish_gives_words_that_are_live_at_once(client: Client, case: CaseStudyPage) -> None:
    case.save_revision().publish()
    client.force_login(make_superuser())
    assert client.post(form(case), posted(case, WORDS)).status_code == 302
    page = CaseStudyPage.objects.get(pk=case.pk)
    assert english_words(case) == ["Whole plant", WORDS]
    assert not page.has_unpublished_changes
    assert without_english(page.get_latest_revision_as_object()) == []


def test_words_go_live_without_anything_else_of_the_draft(client: Client, case: CaseStudyPage) -> None:
    draft = CaseStudyPage.objects.get(pk=case.pk)
    live_title, draft.title = draft.title, "没有审过的标题"
    draft.save_revision()
    client.force_login(make_superuser())
    client.post(form(case), posted(case, WORDS))
    page = CaseStudyPage.objects.get(pk=case.pk)
    assert (page.title, page.has_unpublished_changes) == (live_title, True)
    assert english_words(case) == ["Whole plant", WORDS]
    assert page.get_latest_revision_as_object().title == "没有审过的标题"


def test_whoever_may_only_edit_gives_words_to_the_draft(client: Client, case: CaseStudyPage) -> None:
    client.force_login(make_user("editor"))
    client.post(form(case), posted(case, WORDS))
    page = CaseStudyPage.objects.get(pk=case.pk)
    assert english_words(case) == ["Whole plant", ""]
    assert without_english(page.get_latest_revision_as_object()) == []


@pytest.mark.parametrize("role", ["list officer", "vocabulary editor"])
def test_whoever_may_not_edit_the_story_is_refused(client: Client, case: CaseStudyPage, role: str) -> None:
    client.force_login(make_user(role))
    client.post(form(case), posted(case, WORDS))
    assert english_words(case) == ["Whole plant", ""]
    assert without_english(CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()) != []


def test_the_form_is_reached_from_both_pages_and_the_english_one_says_what_is_missing(
    client: Client, case: CaseStudyPage
) -> None:
    english = make_translation(case, live=False)
    client.force_login(make_superuser())
    chinese_form = client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    english_form = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert form(case) in chinese_form
    assert form(english) in english_form
    assert "缺少英文的成效数据：1 条" in english_form
    assert client.get(form(english)).status_code == 200


def test_words_are_proposed_from_other_stories_and_from_the_vocabulary(case: CaseStudyPage) -> None:
    term = technique("T02.01")
    make_case(effects=[make_effect(of_what_zh="空压站", of_what_en="Compressor house")], sources=[make_source()])
    known = make_effect(of_what_zh=term.zh, of_what_en="")
    unknown = make_effect(of_what_zh="没有人写过的", of_what_en="")
    proposed = proposals([*case.effects.all(), known, unknown])
    assert sorted(proposed.values()) == sorted(["Compressor house", term.en])
    assert str(unknown.uid) not in proposed


# Chinese words that were changed since -----------------------------------------------------------------------


def reworded(case: CaseStudyPage) -> CaseStudyPage:
    """Publish the case with other Chinese words of its first effect, as the editor's form does."""
    case.effects.update(of_what_en=WORDS)
    page = CaseStudyPage.objects.get(pk=case.pk)
    effects = list(page.effects.all())
    for effect in effects:
        effect.note_translated()
    effects[0].of_what_zh = "全厂（含宿舍）"
    page.effects = effects
    page.save_revision().publish()
    return CaseStudyPage.objects.get(pk=case.pk)


def test_changed_chinese_words_make_the_english_ones_outdated(case: CaseStudyPage) -> None:
    (one,) = outdated_words(reworded(case))
    assert (one.former, one.chinese, one.english) == ("全厂", "全厂（含宿舍）", WORDS)


def test_words_that_were_given_before_anybody_noted_for_what_count_for_those_beside_them(case: CaseStudyPage) -> None:
    assert outdated_words(CaseStudyPage.objects.get(pk=case.pk)) == ()


def test_the_english_page_keeps_the_old_words_marks_them_and_is_published_only_with_a_reason(
    client: Client, case: CaseStudyPage
) -> None:
    case.effects.update(of_what_en=WORDS)
    english = make_translation(case)
    reworded(case)
    shown = client.get(english.get_url()).content.decode()
    assert WORDS in shown
    assert "data-outdated" in shown
    with pytest.raises(RefusedError, match=WORDS):
        CaseStudyPage.objects.get(pk=english.pk).latest_revision.publish()


def test_the_form_shows_what_was_changed_and_takes_that_the_words_are_right(
    client: Client, case: CaseStudyPage
) -> None:
    page = reworded(case)
    (one, other) = page.effects.all()
    client.force_login(make_superuser())
    assert "<ins>（含宿舍）</ins>" in client.get(form(page)).content.decode()
    client.post(form(page), {f"words-{one.uid}": WORDS, f"words-{other.uid}": "Another"})
    assert len(outdated_words(CaseStudyPage.objects.get(pk=case.pk))) == 1
    client.post(form(page), {f"words-{one.uid}": WORDS, f"words-{other.uid}": "Another", f"right-{one.uid}": "on"})
    assert outdated_words(CaseStudyPage.objects.get(pk=case.pk)) == ()


def test_words_given_for_a_draft_are_not_those_of_what_is_live(client: Client, case: CaseStudyPage) -> None:
    case.effects.update(of_what_en=WORDS)
    draft = CaseStudyPage.objects.get(pk=case.pk)
    effects = list(draft.effects.all())
    for effect in effects:
        effect.of_what_zh += "新"
    draft.effects = effects
    draft.save_revision()
    client.force_login(make_superuser())
    client.post(form(case), {f"words-{effect.uid}": "For the draft" for effect in case.effects.all()})
    assert {one.chinese for one in outdated_words(CaseStudyPage.objects.get(pk=case.pk))} == {"全厂", "空压站"}


def test_the_first_page_and_the_editor_name_effects_whose_words_are_old(client: Client, case: CaseStudyPage) -> None:
    case.effects.update(of_what_en=WORDS)
    english = make_translation(case)
    page = reworded(case)
    client.force_login(make_superuser())
    assert form(page) in client.get(reverse("wagtailadmin_home")).content.decode()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert editor.count(form(english)) == 2  # the button of the header, and that of the warning
