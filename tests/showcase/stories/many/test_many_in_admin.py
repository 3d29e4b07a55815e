"""An editor's way from one workbook to many drafts: preview, decisions, drafts once, report, and back."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.refusals import RefusedError
from portal.text.citations import cite
from showcase.models import CaseImport, CaseImportRow, CaseStudyPage, Enterprise
from showcase.stories.many import applying
from showcase.stories.many.applying import apply_cases, take_back
from showcase.stories.many.flow import start_cases
from showcase.stories.many.models import KEPT, delete_old_case_imports
from showcase.stories.many.preview import case_lines, rows_of
from tests.factories import section
from tests.showcase.stories.many.conftest import decided, posted
from tests.showcase.stories.many.workbooks import EFFECT, SOURCE, case, filled, read, usual

pytestmark = pytest.mark.django_db


def drafts():
    return CaseStudyPage.objects.order_by("path")


# Preview --------------------------------------------------------------------------------------------------


def test_an_upload_leads_to_the_preview_that_shows_what_each_row_becomes(editor, terms):
    file = SimpleUploadedFile("案例.xlsx", usual())

    answer = editor.post(reverse("case_import_new"), {"file": file})

    found = CaseImport.objects.get()
    assert answer.url == reverse("case_import", args=[found.pk])
    shown = editor.get(answer.url).content.decode()
    for words in ("定型机余热回收改造", "C1713 Cotton dyeing"[:5], "年节约电约186万kWh", "1.86", "Background"):
        assert words in shown
    assert drafts().count() == 0


def test_a_refused_file_is_named_and_nothing_is_kept(editor, terms):
    answer = editor.post(reverse("case_import_new"), {"file": SimpleUploadedFile("案例.xlsx", b"%PDF-1.7")})

    assert answer.status_code == 400
    assert "fill in the template" in answer.content.decode()
    assert CaseImport.objects.count() == 0


def test_a_row_of_a_known_enterprise_decides_itself_and_another_waits(started):
    first, second = started().rows.all()

    assert (first.decision, first.match) == ("link", "name")
    assert (second.decision, second.match) == ("open", "none")


def test_rows_are_decided_one_by_one_and_all_at_once(editor, started):
    found = started()
    first, second = found.rows.all()

    posted(editor, "case_import_rows", found, **{f"decision-{first.pk}": "skip", f"decision-{second.pk}": "open"})
    posted(editor, "case_import_all", found, which="open", decision="keep")

    assert [row.decision for row in found.rows.all()] == ["skip", "keep"]


def test_the_preview_costs_the_same_queries_however_many_rows_it_shows(editor, started, django_assert_max_num_queries):
    rows = [case(number=str(at), title=f"案例{at}") for at in range(1, 25)]
    found = started(filled(rows, [{**EFFECT, "case": str(at)} for at in range(1, 25)]))
    list(case_lines(rows_of(found, "all")))

    with django_assert_max_num_queries(4):
        assert len(case_lines(rows_of(found, "all"))) == 24


# Drafts ---------------------------------------------------------------------------------------------------


def test_each_row_becomes_a_draft_with_texts_facts_figures_and_sources(editor, started):
    found = decided(started())

    posted(editor, "case_import_apply", found)

    first, second = (page.get_latest_revision_as_object() for page in drafts())
    assert (first.live, first.title, first.year, first.standing) == (False, "定型机余热回收改造", 2024, "reference")
    assert [block.value for block in first.body if block.block_type == "section"] == [
        "background",
        "practices",
        "lessons",
    ]
    assert first.body[3].value.source == f"<p>加装换热器。</p><p>用废气预热新风。{cite(1)}</p>"
    assert [item.tag.code for item in first.industry_items.all()] == ["C1713"]
    assert [item.tag.code for item in first.technique_items.all()] == ["T02.01"]
    assert [item.region.code for item in first.region_items.all()] == ["350582"]
    (effect,) = first.effects.all()
    assert (effect.low, effect.unit, effect.entered_scale, effect.source_number) == (1_860_000, "kWh", "wan", 1)
    assert [source.title for source in first.sources.all()] == ["余热回收见效"]
    assert [item.enterprise.name_zh for item in first.enterprise_items.all()] == ["示例定型纺织有限公司"]
    made = second.enterprise_items.get().enterprise
    assert (made.name_zh, made.live, made.region.code) == ("示例化工有限公司", False, "350582")
    assert found.rows.get(position=1).draft_id == first.pk
    found.refresh_from_db()
    assert found.state == "applied"


def test_two_new_rows_of_one_enterprise_make_it_once(editor, started):
    second = case(number="2", title="另一个案例", enterprise="示例新企业有限公司")
    found = decided(started(filled([case(enterprise="示例新企业有限公司"), second])))

    assert apply_cases(found, editor.user).drafts == 2

    assert Enterprise.objects.filter(name_zh="示例新企业有限公司").count() == 1


def test_rows_that_are_not_decided_stop_all_and_are_named(editor, started):
    found = started()

    with pytest.raises(RefusedError) as refused:
        apply_cases(found, editor.user)

    assert "空压机余热利用" in refused.value.messages[0]
    assert drafts().count() == 0


def test_an_interrupted_import_goes_on_where_it_stopped(editor, started, monkeypatch):
    found = decided(started())
    store = applying.stored_page

    def killed(section, page, user):
        if page.title == "空压机余热利用":
            raise KeyboardInterrupt
        return store(section, page, user)

    monkeypatch.setattr(applying, "stored_page", killed)
    with pytest.raises(KeyboardInterrupt):
        apply_cases(found, editor.user)
    assert [page.title for page in drafts()] == ["定型机余热回收改造"]
    assert not Enterprise.objects.filter(name_zh="示例化工有限公司").exists()
    monkeypatch.undo()

    assert apply_cases(found, editor.user).drafts == 1
    assert [page.title for page in drafts()] == ["定型机余热回收改造", "空压机余热利用"]


def test_making_stops_between_two_drafts_when_it_takes_long(editor, started):
    found = decided(started())

    made = apply_cases(found, editor.user, seconds=0)

    assert (made.drafts, made.waiting) == (1, 1)
    assert apply_cases(found, editor.user).waiting == 0
    assert drafts().count() == 2


# Twice ----------------------------------------------------------------------------------------------------


def test_the_same_file_twice_is_one_import(editor, started):
    data = usual()  # written once: a workbook notes when it was saved
    found = decided(started(data))
    posted(editor, "case_import_apply", found)

    answer = editor.post(reverse("case_import_new"), {"file": SimpleUploadedFile("再来.xlsx", data)}, follow=True)

    assert CaseImport.objects.count() == 1
    assert "imported before" in answer.content.decode()
    posted(editor, "case_import_apply", found)
    assert drafts().count() == 2


def test_a_row_that_another_file_repeats_is_left_out_and_a_new_one_is_made(editor, started):
    apply_cases(decided(started()), editor.user)
    longer = filled(
        [case(), case(number="2", title="第三个案例")],
        [EFFECT],
        [SOURCE],
    )

    found = decided(started(longer))

    repeated, new = found.rows.all()
    assert (repeated.decision, new.decision) == ("skip", "link")
    assert [problem["code"] for problem in repeated.problems] == ["made_before"]
    assert apply_cases(found, editor.user).drafts == 1
    assert drafts().count() == 3


def test_a_row_that_was_made_meanwhile_is_not_made_again(editor, started):
    one = decided(started())
    data = filled([case()], [EFFECT], [SOURCE])
    other = start_cases(section("cases"), "第二份.xlsx", data, read(data), editor.user).case_import
    apply_cases(one, editor.user)

    made = apply_cases(other, editor.user)

    assert (made.drafts, made.twins) == (0, 1)
    assert drafts().count() == 2


# Back -----------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_with_all_its_drafts_and_may_be_made_again(editor, started):
    found = decided(started())
    apply_cases(found, editor.user)

    posted(editor, "case_import_take_back", found)

    assert drafts().count() == 0
    again = decided(started())
    assert again.pk != found.pk
    assert apply_cases(again, editor.user).drafts == 2


def test_nothing_is_taken_back_once_a_draft_was_changed(editor, started):
    found = decided(started())
    apply_cases(found, editor.user)
    page = drafts().first()
    page.title = "改过的标题"
    page.save_revision()

    with pytest.raises(RefusedError, match="定型机余热回收改造"):
        take_back(found)

    assert drafts().count() == 2


def test_nothing_is_taken_back_once_a_draft_was_published(editor, started):
    found = decided(started())
    apply_cases(found, editor.user)
    CaseStudyPage.objects.filter(pk=found.rows.first().draft_id).update(live=True)

    with pytest.raises(RefusedError):
        take_back(found)


def test_a_draft_that_an_editor_has_deleted_is_not_made_again(editor, started):
    found = decided(started())
    apply_cases(found, editor.user)
    drafts().first().delete()

    shown = editor.get(reverse("case_import", args=[found.pk])).content.decode()

    assert "draft made, and deleted since" in shown
    assert found.rows.filter(draft=None, made_at__isnull=False).count() == 1


# Report ---------------------------------------------------------------------------------------------------


def test_the_report_says_what_became_of_each_row(editor, started):
    found = started()
    posted(editor, "case_import_all", found, which="open", decision="skip")
    apply_cases(found, editor.user)

    answer = editor.get(reverse("case_import_report", args=[found.pk]))

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    draft = CaseImportRow.objects.get(position=1).draft_id
    assert rows[1][:4] == (3, "定型机余热回收改造", "draft made", f"http://testserver/admin/pages/{draft}/edit/")
    assert rows[2][:3] == (4, "空压机余热利用", "left out by decision")


def test_the_template_is_a_workbook_with_lists_to_choose_from(editor, terms):
    answer = editor.get(reverse("case_import_template"))

    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["填写说明", "案例", "成效", "来源", "词表"]
    assert book["词表"].sheet_state == "hidden"
    assert book["案例"]["A2"].value == "示例"
    assert len(book["成效"].data_validations.dataValidation) == 4


def test_an_import_of_which_nothing_was_made_is_deleted_after_a_month(editor, started):
    waiting, used = started(), decided(started(filled([case(title="别的案例")])))
    apply_cases(used, editor.user)
    CaseImport.objects.update(created_at=timezone.now() - KEPT - timedelta(hours=1))

    delete_old_case_imports()

    assert not CaseImport.objects.filter(pk=waiting.pk).exists()
    assert CaseImport.objects.filter(pk=used.pk).exists()
