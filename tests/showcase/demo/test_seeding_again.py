"""Seeding again writes over nothing that an editor changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from wagtail.models import Locale, ReferenceIndex, Site

from portal.models import InfoPage, SiteFrame
from portal.translation.reader_note import reader_note
from showcase.demo import seeding
from showcase.demo.ledger import Report, page_of
from showcase.demo.reading.files import DemoFiles
from showcase.demo.reading.story_records import StoryFile
from showcase.demo.seeds.enterprises import enterprise_of
from showcase.models import CaseStudyPage, Effect, Enterprise, Industry, StoryPage
from tests.showcase.demo.seeded import CASE, english_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_seeding_again_changes_nothing(files: DemoFiles, seeded: Report) -> None:
    revisions = list(StoryPage.objects.order_by("pk").values_list("pk", "latest_revision"))

    second = seeding.seed(files)

    assert len(seeded.made) == len(second.unchanged)
    assert (second.made, second.updated, second.left_alone) == ([], [], [])
    assert list(StoryPage.objects.order_by("pk").values_list("pk", "latest_revision")) == revisions


def _edit_case() -> None:
    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())
    case.title = "编辑改过的题目"
    case.save_revision().publish()


def _edit_translation() -> None:
    english = english_of(CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()))
    english.title = "A title an editor gave"
    english.save_revision().publish()


def _delete_case() -> None:
    CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).delete()


@pytest.mark.parametrize("edit", [_edit_case, _edit_translation, _delete_case])
def test_what_an_editor_did_to_a_story_is_left_alone_and_named(files: DemoFiles, edit: Callable[[], None]) -> None:
    edit()
    state = list(StoryPage.objects.order_by("pk").values_list("pk", "title"))
    changed = replace(files, stories=(_with_new_title(files.stories[0]),))

    report = seeding.seed(changed)

    assert f"case {CASE}" in report.left_alone
    assert list(StoryPage.objects.order_by("pk").values_list("pk", "title")) == state


def _with_new_title(story: StoryFile) -> StoryFile:
    """As if the file had changed: another title, and a folder with another digest."""
    text = replace(story.texts["zh-hans"], title="文件里的新题目")
    return story.model_copy(update={"texts": {**story.texts, "zh-hans": text}, "path": story.path.parent})


def test_a_seeded_story_is_known_where_its_enterprise_is_in_use(files: DemoFiles) -> None:
    (key,) = files.stories[0].enterprises
    users = ReferenceIndex.get_references_to(enterprise_of(key)).values_list("object_id", flat=True)
    used_by = {int(pk) for pk in users}

    assert page_of(CASE) in used_by


def test_a_changed_file_updates_a_story_nobody_touched(files: DemoFiles) -> None:
    effects = set(Effect.objects.values_list("uid", flat=True))

    report = seeding.seed(replace(files, stories=(_with_new_title(files.stories[0]),)))

    assert report.updated == [f"case {CASE}"]
    page = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())
    assert page.title == "文件里的新题目"
    assert reader_note(english_of(page)) is None
    assert set(Effect.objects.values_list("uid", flat=True)) == effects


def test_an_enterprise_an_editor_changed_is_left_alone(files: DemoFiles) -> None:
    enterprise = Enterprise.objects.first()
    enterprise.note_zh = "编辑的说明"
    enterprise.save_revision().publish()

    report = seeding.seed(files)

    assert len(report.left_alone) == 1
    assert Enterprise.objects.get(pk=enterprise.pk).note_zh == "编辑的说明"


def test_an_information_page_an_editor_changed_is_left_alone(files: DemoFiles) -> None:
    page = InfoPage.objects.get(slug=files.pages[0].slug, locale=Locale.get_default())
    page.introduction = "编辑的导语"
    page.save_revision().publish()

    report = seeding.seed(files)

    assert report.left_alone == [f"page {files.pages[0].slug}"]


def test_a_profile_is_written_once_and_left_alone_when_an_editor_changed_it(files: DemoFiles) -> None:
    (profile,) = files.profiles
    industry = Industry.objects.get(code=profile.code)
    assert (industry.profile_zh, industry.sources.count()) == ("\n".join(profile.zh), len(profile.sources))
    assert f"industry profile {profile.code}" in seeding.seed(files).unchanged

    longer = profile.model_copy(update={"en": (*profile.en, "One more. [portal]")})
    changed = replace(files, profiles=(longer,))
    assert seeding.seed(changed).updated == [f"industry profile {profile.code}"]
    assert Industry.objects.get(pk=industry.pk).profile_en.endswith("One more. [portal]")

    Industry.objects.filter(pk=industry.pk).update(profile_zh="编辑所写。[portal]")
    assert seeding.seed(files).left_alone == [f"industry profile {profile.code}"]
    assert Industry.objects.get(pk=industry.pk).profile_zh == "编辑所写。[portal]"


def test_a_changed_file_of_a_published_list_is_reported_not_written(files: DemoFiles) -> None:
    changed = files.lists[0].model_copy(update={"path": files.lists[0].path.parent.parent / "pages"})

    report = seeding.seed(replace(files, lists=(changed,)))

    assert report.left_alone == [f"announcement {files.lists[0].slug} (published lists are locked)"]


def test_the_footer_of_the_demonstration_is_nobodys_until_an_editor_fills_it(files: DemoFiles) -> None:
    frame = SiteFrame.for_site(Site.objects.get(is_default_site=True))
    assert frame.corrections_email == "corrections@lujian.example"

    frame.organiser_zh, frame.corrections_email = "某某单位", ""
    frame.save()
    seeding.seed(files)

    frame.refresh_from_db()
    assert (frame.organiser_zh, frame.corrections_email) == ("某某单位", "")
