"""What an editor's browser posts to the admin."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.blocks.body import PROSE_FEATURES
from portal.text.citations import cite
from showcase.models import StoryPage
from tests.factories import industry, make_enterprise, make_image, region, technique

EFFECT = {
    "quantity": "energy_saved",
    "direction": "saved",
    "printed": "年节约标准煤1200吨",
    "printed_language": "zh-hans",
    "of_what_zh": "全厂综合能耗",
    "low": "1200",
    "high": "1200",
    "unit": "tce",
    "per": "year",
    "scope": "project",
    "evidence": "company_statement",
    "source_number": "1",
}
INVESTMENT = {
    **EFFECT,
    "quantity": "investment",
    "direction": "invested",
    "printed": "投资约300万元",
    "of_what_zh": "项目投资",
    "low": "3000000",
    "high": "3000000",
    "unit": "CNY",
    "per": "none",
}
SOURCE = {"number": "1", "kind": "press", "publisher": "示例报", "title": "示例企业节能改造见效", "date": "2024-08-10"}


def body_form(text: str) -> Any:
    """A section with one paragraph that cites source 1."""
    written = rich_text(f"<p>{text}{cite(1)}</p>", features=PROSE_FEATURES)
    return streamfield([("section", "background"), ("text", written)])


def story_form(**fields: Any) -> dict[str, str]:
    """POST data of a new case: `rows` of the child relations by name, the rest as fields."""
    rows = {name: fields.pop(name, []) for name in StoryPage.fact_relations}
    data = {
        "title": "定型机余热回收改造",
        "slug": "",
        "summary": "利用废气余热预热新风，能耗下降。",
        "caveat": "",
        "standing": "reference",
        "case_depth": "short",
        "body": body_form("印染工序排出大量高温废气。"),
        "comments": inline_formset([]),
        **{name: inline_formset(values) for name, values in rows.items()},
        **fields,
    }
    return nested_form_data(data)


def full_case(**fields: Any) -> dict[str, str]:
    """A case with one industry, two techniques, an enterprise, a picture, two effects and a source."""
    return story_form(
        industry_items=[{"tag": str(industry("C1713").pk)}],
        technique_items=[{"tag": str(technique("T02.01").pk)}, {"tag": str(technique("T08.03").pk)}],
        region_items=[{"region": str(region().pk)}],
        enterprise_items=[{"enterprise": str(make_enterprise().pk)}],
        effects=[EFFECT, INVESTMENT],
        sources=[SOURCE],
        cover=str(make_image().pk),
        **fields,
    )
