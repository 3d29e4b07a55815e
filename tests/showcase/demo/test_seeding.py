"""The seed fills the site once, goes on where it was interrupted, and never writes over an editor."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page, ReferenceIndex, Site

from portal.media import Image
from portal.models import InfoPage, SiteFrame
from showcase.demo import seeding, translating
from showcase.demo.faults import Fault, StoryFileError
from showcase.demo.files import DemoFiles
from showcase.demo.ledger import page_of
from showcase.demo.models import SeededItem
from showcase.demo.records import StoryFile
from showcase.demo.seed_enterprises import enterprise_of
from showcase.models import AnnouncementPage, CaseStudyPage, Effect, Enterprise, Industry, ListingEvent, StoryPage
from showcase.vocabulary.loading import load_vocabulary

pytestmark = pytest.mark.django_db


CASE = "stenter-exhaust-heat-fengzhu"
LIST = "fujian-provincial-2023"


@pytest.fixture(scope="module")
def all_files() -> DemoFiles:
    return seeding.read()


@pytest.fixture
def files(all_files: DemoFiles) -> DemoFiles:
    """One case with its enterprise, one list with two of its rows, one page."""
    load_vocabulary()
    case = next(story for story in all_files.stories if story.slug == CASE)
    whole = next(facts for facts in all_files.lists if facts.slug == LIST)
    announcement = replace(whole, entries=whole.entries[:2])
    wanted = {*case.tags.enterprises, *(entry.enterprise for entry in announcement.entries)}
    return DemoFiles(
        stories=(case,),
        enterprises=tuple(unit for unit in all_files.enterprises if unit.key in wanted),
        lists=(announcement,),
        pages=(all_files.pages[0],),
        profiles=all_files.profiles[:1],
    )


def _english(page: StoryPage) -> StoryPage:
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def test_a_seeded_story_is_live_in_both_languages_with_its_facts_on_the_source_alone(files: DemoFiles) -> None:
    seeding.seed(files)

    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())
    english = _english(case)
    story = files.stories[0]
    assert case.live
    assert english.live
    assert english.title == story.texts["en"].title
    assert case.effects.count() == len(story.effects)
    assert {tag.code for tag in case.techniques.all()} == set(story.tags.techniques)
    for relation in StoryPage.fact_relations:
        assert not getattr(english, relation).exists(), relation


def test_a_seeded_list_has_its_entries_events_basis_and_coverage(files: DemoFiles) -> None:
    seeding.seed(files)

    page = AnnouncementPage.objects.get(slug=files.lists[0].slug, locale=Locale.get_default())
    assert (page.live, page.basis, page.coverage) == (True, "press", "partial")
    assert page.entries.count() == 2
    linked = page.entries.exclude(enterprise=None).count()
    assert ListingEvent.objects.filter(announcement=page, kind="listed").count() == linked
    assert page.document_number == ""


def test_seeding_again_changes_nothing(files: DemoFiles) -> None:
    first = seeding.seed(files)
    revisions = list(StoryPage.objects.order_by("pk").values_list("pk", "latest_revision"))

    second = seeding.seed(files)

    assert len(first.made) == len(second.unchanged)
    assert (second.made, second.updated, second.left_alone) == ([], [], [])
    assert list(StoryPage.objects.order_by("pk").values_list("pk", "latest_revision")) == revisions


def _edit_case() -> None:
    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())
    case.title = "编辑改过的题目"
    case.save_revision().publish()


def _edit_translation() -> None:
    english = _english(CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()))
    english.title = "A title an editor gave"
    english.save_revision().publish()


def _delete_case() -> None:
    CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).delete()


@pytest.mark.parametrize("edit", [_edit_case, _edit_translation, _delete_case])
def test_what_an_editor_did_to_a_story_is_left_alone_and_named(files: DemoFiles, edit: Callable[[], None]) -> None:
    seeding.seed(files)
    edit()
    state = list(StoryPage.objects.order_by("pk").values_list("pk", "title"))
    changed = replace(files, stories=(_with_new_title(files.stories[0]),))

    report = seeding.seed(changed)

    assert f"case {CASE}" in report.left_alone
    assert list(StoryPage.objects.order_by("pk").values_list("pk", "title")) == state


def _with_new_title(story: StoryFile) -> StoryFile:
    """As if the file had changed: another title, and a folder with another digest."""
    text = replace(story.texts["zh-hans"], title="文件里的新题目")
    return replace(story, texts={**story.texts, "zh-hans": text}, path=story.path.parent)


def test_a_seeded_story_is_known_where_its_enterprise_is_in_use(files: DemoFiles) -> None:
    seeding.seed(files)
    (key,) = files.stories[0].tags.enterprises
    users = ReferenceIndex.get_references_to(enterprise_of(key)).values_list("object_id", flat=True)
    used_by = {int(pk) for pk in users}

    assert page_of(CASE) in used_by


def test_a_changed_file_updates_a_story_nobody_touched(files: DemoFiles) -> None:
    seeding.seed(files)
    effects = set(Effect.objects.values_list("uid", flat=True))

    report = seeding.seed(replace(files, stories=(_with_new_title(files.stories[0]),)))

    assert report.updated == [f"case {CASE}"]
    assert CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).title == "文件里的新题目"
    assert set(Effect.objects.values_list("uid", flat=True)) == effects


def test_an_enterprise_an_editor_changed_is_left_alone(files: DemoFiles) -> None:
    seeding.seed(files)
    enterprise = Enterprise.objects.first()
    enterprise.note_zh = "编辑的说明"
    enterprise.save_revision().publish()

    report = seeding.seed(files)

    assert len(report.left_alone) == 1
    assert Enterprise.objects.get(pk=enterprise.pk).note_zh == "编辑的说明"


def test_an_information_page_an_editor_changed_is_left_alone(files: DemoFiles) -> None:
    seeding.seed(files)
    page = InfoPage.objects.get(slug=files.pages[0].slug, locale=Locale.get_default())
    page.introduction = "编辑的导语"
    page.save_revision().publish()

    report = seeding.seed(files)

    assert report.left_alone == [f"page {files.pages[0].slug}"]


def test_a_profile_is_written_once_and_left_alone_when_an_editor_changed_it(files: DemoFiles) -> None:
    (profile,) = files.profiles
    seeding.seed(files)
    industry = Industry.objects.get(code=profile.code)
    assert (industry.profile_zh, industry.sources.count()) == (profile.zh, len(profile.sources))
    assert f"industry profile {profile.code}" in seeding.seed(files).unchanged

    changed = replace(files, profiles=(replace(profile, en=f"{profile.en}\nOne more. [portal]"),))
    assert seeding.seed(changed).updated == [f"industry profile {profile.code}"]
    assert Industry.objects.get(pk=industry.pk).profile_en.endswith("One more. [portal]")

    Industry.objects.filter(pk=industry.pk).update(profile_zh="编辑所写。[portal]")
    assert seeding.seed(files).left_alone == [f"industry profile {profile.code}"]
    assert Industry.objects.get(pk=industry.pk).profile_zh == "编辑所写。[portal]"


def test_a_sketch_stands_in_the_first_section_with_its_words_in_both_languages(
    all_files: DemoFiles, files: DemoFiles
) -> None:
    with_sketch = next(story for story in all_files.stories if story.slug == "stenter-exhaust-heat-recovery")
    seeding.seed(replace(files, stories=(replace(with_sketch, related=()),)))

    page = StoryPage.objects.get(slug=with_sketch.slug, locale=Locale.get_default()).specific
    (figure,) = (block for block in page.body if block.block_type == "figure")
    (translated,) = (block for block in _english(page).body if block.block_type == "figure")
    image = figure.value["image"]
    assert with_sketch.sketch is not None
    assert (image.alt_zh, image.alt_en) == (with_sketch.sketch.alt.zh, with_sketch.sketch.alt.en)
    assert image.is_svg()
    assert translated.value["image"] == image
    assert str(translated.value["caption"]) == with_sketch.sketch.caption.en

    seeding.seed(replace(files, stories=(replace(with_sketch, related=()),)))
    assert Image.objects.count() == 1


def test_a_changed_file_of_a_published_list_is_reported_not_written(files: DemoFiles) -> None:
    seeding.seed(files)
    changed = replace(files.lists[0], path=files.lists[0].path.parent.parent / "pages")

    report = seeding.seed(replace(files, lists=(changed,)))

    assert report.left_alone == [f"announcement {files.lists[0].slug} (published lists are locked)"]


def test_a_seed_interrupted_after_the_drafts_completes_the_next_time(files: DemoFiles, monkeypatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted, pytest.raises(KeyboardInterrupt):
        interrupted.setattr(seeding, "seed_story", interrupt)
        seeding.seed(files)
    assert not CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).live

    report = seeding.seed(files)

    assert f"case {CASE}" in report.made
    assert CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).live


def test_a_chinese_sentence_never_goes_live_in_english(files: DemoFiles) -> None:
    seeding.seed(files)
    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())

    with pytest.raises(translating.TranslationGap, match="no English"):
        translating.publish_english(case, {})


def test_rich_texts_of_another_structure_are_refused() -> None:
    with pytest.raises(translating.TranslationGap, match="number of strings"):
        translating.rich([("<p>一</p><p>二</p>", "<p>one</p>")])


def test_a_faulty_file_stops_the_command_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoryFileError([Fault(Path("facts.yaml"), 7, "unknown code “T99”")])

    monkeypatch.setattr(seeding, "read", fail)

    with pytest.raises(CommandError, match="nothing was written") as refused:
        call_command("seed_demo", stdout=StringIO())
    assert "facts.yaml" in str(refused.value)
    assert "7" in str(refused.value)
    assert not SeededItem.objects.exists()


def test_the_footer_of_the_demonstration_is_nobodys_until_an_editor_fills_it(files: DemoFiles) -> None:
    seeding.seed(files)
    frame = SiteFrame.for_site(Site.objects.get(is_default_site=True))
    assert frame.corrections_email == "corrections@lujian.example"

    frame.organiser_zh, frame.corrections_email = "某某单位", ""
    frame.save()
    seeding.seed(files)

    frame.refresh_from_db()
    assert (frame.organiser_zh, frame.corrections_email) == ("某某单位", "")


def test_a_section_and_the_pages_below_it_leave_the_tree_whole(all_files: DemoFiles, files: DemoFiles) -> None:
    seeding.seed(replace(files, pages=all_files.pages))

    assert Page.find_problems() == ([], [], [], [], [])


def test_a_seed_that_is_killed_right_after_a_commit_has_published_what_it_wrote(files: DemoFiles) -> None:
    seeding.seed(files)  # nothing that waits for the commit happens in this test

    assert _english(CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())).live
