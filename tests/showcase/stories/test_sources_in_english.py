"""English words of a source are outdated once its Chinese is changed, until somebody corrects or confirms them."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage
from tests.admin_forms import EFFECT, SOURCE, story_form
from tests.factories import make_announcement, make_case, make_source, make_superuser, make_translation

pytestmark = pytest.mark.django_db

ENGLISH = {"title_en": "Heat pays", "publisher_en": "Example News"}


@pytest.fixture
def case() -> CaseStudyPage:
    return make_case(sources=[make_source(title="余热见效", publisher="示例报", **ENGLISH)])


def saved(client: Client, page: CaseStudyPage, **changed: str) -> CaseStudyPage:
    """The draft once an editor has saved the form with these fields of its source."""
    (row,) = page.sources.all()
    source = {**SOURCE, "title": row.title, "publisher": row.publisher, **ENGLISH, **changed, "id": str(row.pk)}
    fields = story_form(title=page.title, slug=page.slug, effects=[EFFECT], sources=[source])
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**fields, "sources-INITIAL_FORMS": "1"})
    return CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def outdated(page: CaseStudyPage) -> list[tuple[str, str, str]]:
    return [
        (one.chinese, one.english, one.former) for source in page.sources.all() for one in source.outdated_english()
    ]


def reworded(page: CaseStudyPage) -> CaseStudyPage:
    found = CaseStudyPage.objects.get(pk=page.pk)
    sources = list(found.sources.all())
    sources[0].title = "余热回收见效"
    found.sources = sources
    found.save_revision().publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def test_a_changed_title_makes_its_english_outdated(case: CaseStudyPage) -> None:
    assert outdated(reworded(case)) == [("余热回收见效", "Heat pays", "余热见效")]


def test_words_given_before_anybody_noted_for_what_count_for_those_beside_them(case: CaseStudyPage) -> None:
    case.sources.update(title_en_for="", publisher_en_for="")

    assert outdated(CaseStudyPage.objects.get(pk=case.pk)) == []


def test_a_source_without_english_is_never_outdated() -> None:
    page = make_case(sources=[make_source(title_en="", publisher_en="")])

    assert outdated(reworded(page)) == []


def test_the_form_marks_what_it_changes_until_the_english_is_corrected(client: Client, case: CaseStudyPage) -> None:
    client.force_login(make_superuser())

    draft = saved(client, case, title="余热回收见效")
    assert outdated(draft) == [("余热回收见效", "Heat pays", "余热见效")]
    assert outdated(saved(client, draft, title="余热回收见效", title_en="Heat recovery pays")) == []


def test_the_form_takes_that_the_english_is_right_as_it_is(client: Client, case: CaseStudyPage) -> None:
    client.force_login(make_superuser())

    assert outdated(saved(client, case, publisher="示例日报")) != []
    assert outdated(saved(client, case, publisher="示例日报", english_is_right="on")) == []


def test_the_english_page_keeps_the_old_words_marks_them_and_is_published_only_with_a_reason(
    client: Client, case: CaseStudyPage
) -> None:
    english = make_translation(case)
    reworded(case)

    shown = client.get(english.get_url()).content.decode()

    assert "Heat pays" in shown
    assert "notice-line warn" in shown
    with pytest.raises(RefusedError, match="Heat pays"):
        CaseStudyPage.objects.get(pk=english.pk).latest_revision.publish()


def test_the_first_page_names_the_story_and_the_english_page_what_is_unfinished(
    client: Client, case: CaseStudyPage
) -> None:
    english = make_translation(case)
    page = reworded(case)
    client.force_login(make_superuser())

    home = client.get(reverse("wagtailadmin_home")).content.decode()
    (one,) = CaseStudyPage.objects.get(pk=english.pk).unfinished_facts()

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in home
    assert (one.place, one.english, one.former) == ("sources", "Heat pays", "余热见效")


def test_sources_of_a_notice_are_noted_too() -> None:
    notice = make_announcement(live=True)
    source = notice.sources.create(**{**SOURCE, "number": 9}, **ENGLISH)
    source.note_translated()
    source.publisher = "另一家"

    assert [words.former for words in source.outdated_english()] == ["示例报"]
