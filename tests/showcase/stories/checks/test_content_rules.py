"""What is checked of a story beside its figures."""

import pytest

from portal.refusals import RefusedError
from showcase.effects.plausibility.figures import Severity
from showcase.models import CaseStudyPage, Technique
from showcase.stories.checks.answers import overrule
from showcase.stories.checks.content import Passage, StoryContent, TermPair, check_content
from showcase.stories.checks.gate import checked
from showcase.vocabulary.tagging.pairs import Relation
from tests.factories import make_case, make_enterprise, make_image, make_story, make_translation, paragraph, technique


def content(*passages: Passage, **more) -> StoryContent:
    values = {"title": "余热回收改造", "summary": "利用废气余热预热新风。", **more}
    return StoryContent(passages=passages or (Passage("印染工序排出大量高温废气。", is_cited=True),), **values)


def rules(told: StoryContent) -> list[str]:
    return [finding.rule for finding in check_content(told)]


@pytest.mark.parametrize("claim", ["国内首创", "全国第一", "国际领先", "填补国内空白", "全省首家", "the world’s first"])
def test_a_claim_of_rank_needs_a_source(claim: str) -> None:
    assert rules(content(Passage(f"该技术为{claim}。"))) == ["claim_without_source"]
    assert rules(content(Passage(f"报道称该技术为{claim}。", is_cited=True))) == []


def test_a_claim_in_the_summary_may_be_cited_in_the_body() -> None:
    told = content(Passage("报道称其为国内首创。", is_cited=True), summary="国内首创的余热回收装置。")
    assert rules(told) == []
    assert rules(content(summary="国内首创的余热回收装置。")) == ["claim_without_source"]


@pytest.mark.parametrize("text", ["第一批名单", "首先测量", "最大流量为每小时 3 吨", "全国第一批绿色工厂", "唯一出口"])
def test_plain_words_are_no_claims(text: str) -> None:
    assert rules(content(Passage(text))) == []


def test_personal_data_is_told_masked() -> None:
    [finding] = check_content(content(Passage("联系人：王小明，手机 13800138000。", is_cited=True)))[:1]
    assert finding.rule == "personal_data"
    assert "13800138000" not in str(finding.values)


def test_a_number_that_is_no_telephone_is_no_personal_data() -> None:
    assert rules(content(Passage("年节电 13800138 千瓦时。", is_cited=True))) == []


def test_what_only_a_correction_helps_blocks_and_an_english_page_is_a_note() -> None:
    told = check_content(content(empty_sections=("成效",), without_alt=("厂房",), has_english=False))
    assert [(one.rule, one.severity) for one in told] == [
        ("empty_section", Severity.BLOCKS),
        ("no_alternative_text", Severity.BLOCKS),
        ("no_english", Severity.NOTES),
    ]


def found_in(page) -> list[str]:
    return [one.finding.rule for one in checked(page) if one.finding.severity != Severity.NOTES]


def draft(**fields):
    values = {"standing": "reference", "case_depth": "short", "enterprises": [make_enterprise()], **fields}
    return make_story(CaseStudyPage, "cases", live=False, **values)


@pytest.mark.django_db
class TestOfAPage:
    def test_an_ordinary_case_has_nothing(self) -> None:
        assert found_in(draft()) == []

    def test_a_heading_without_text_is_refused(self) -> None:
        case = draft(body=[("section", "background"), paragraph("印染工序排出废气。", 1), ("section", "results")])
        assert found_in(case) == ["empty_section"]
        with pytest.raises(RefusedError):
            case.latest_revision.publish()

    def test_a_picture_fills_a_section(self) -> None:
        figure = ("figure", {"image": make_image(), "caption": ""})
        assert (
            found_in(draft(body=[("section", "background"), paragraph("废气。", 1), ("section", "results"), figure]))
            == []
        )

    @pytest.mark.parametrize("place", ["cover", "body"])
    def test_a_picture_needs_an_alternative_text(self, place: str) -> None:
        image = make_image(alt_zh="")
        figure = ("figure", {"image": image, "caption": ""})
        fields = {"cover": image} if place == "cover" else {"body": [paragraph("废气。", 1), figure]}
        assert found_in(draft(**fields)) == ["no_alternative_text"]

    def test_an_enterprise_that_is_a_draft_is_named(self) -> None:
        case = draft(enterprises=[make_enterprise("示例新厂有限公司", live=False)])
        [one] = [one for one in checked(case) if one.finding.severity == Severity.WARNS]
        assert "示例新厂有限公司" in one.text

    def test_a_link_to_a_page_that_is_gone_is_counted(self) -> None:
        gone = draft()
        linked = paragraph(f'见<a linktype="page" id="{gone.pk}">另一篇</a>。', 1)
        case = draft(body=[("section", "background"), linked])
        assert found_in(case) == []
        gone.delete()
        assert found_in(CaseStudyPage.objects.get(pk=case.pk)) == ["lost_links"]

    def test_a_passage_in_the_portals_own_words_cites_nothing(self) -> None:
        assert found_in(draft(body=[paragraph("该装置国内首创。", own=True)])) == ["claim_without_source"]
        assert found_in(draft(body=[paragraph("报道称该装置国内首创。", 1)])) == []

    def test_the_english_page_that_is_missing_is_a_note_until_it_is_live(self) -> None:
        case = make_case()
        assert [one.finding.rule for one in checked(case)] == ["no_english"]
        make_translation(case)
        assert checked(CaseStudyPage.objects.get(pk=case.pk)) == ()

    def test_a_broader_term_beside_its_narrower_one_is_a_note(self) -> None:
        case = draft(techniques=["T02", "T02.01"])
        [note] = [one for one in checked(case) if one.finding.rule == "broader_term"]
        assert (note.finding.severity, note.state) == (Severity.NOTES, "note")
        assert "T02 余热余压余气利用" in note.text
        assert "T02.01 余热回收" in note.text

    def test_two_terms_with_one_name_need_a_reason_and_go_live_with_it(self) -> None:
        technique("T02.01")
        Technique.objects.create(code="T02.09", zh="热量回用", aliases_zh=["热回收"])
        case = draft(techniques=["T02.01", "T02.09"])
        assert found_in(case) == ["same_word"]
        with pytest.raises(RefusedError, match="热回收"):
            case.latest_revision.publish()
        overrule(case, lambda _finding: "文章两方面都写。", "测试")
        case.save_revision().publish()
        assert CaseStudyPage.objects.get(pk=case.pk).live


def test_terms_with_similar_names_are_a_note() -> None:
    told = content(pairs=(TermPair(Relation.ALIKE, "industry:1", "industry:2"),))
    assert [(one.rule, one.severity) for one in check_content(told)] == [("similar_terms", Severity.NOTES)]
