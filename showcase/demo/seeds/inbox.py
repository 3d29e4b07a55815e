"""For the desk of the demonstration: an invented question with its answer, marked as such, and answer templates."""

from __future__ import annotations

from django.utils import timezone

from showcase.demo.ledger import Report, find, page_of, remember
from showcase.models import AnswerTemplate, PublishedAnswer
from showcase.questions.models import AnsweredBy

KEY = "example-question"
STORY = "amorphous-core-transformer"
_WORDING = {
    "question_zh": "【示例，虚构】更换变压器时一般要停电多久？",
    "answer_zh": (
        "【示例，虚构】这条问答只用来演示本站的提问功能，不是任何单位的说法。停电时间因现场而异，请向供电部门核实。"
    ),
    "question_en": "[Invented example] How long is the power off while a transformer is replaced?",
    "answer_en": (
        "[Invented example] This answer only shows how questions work on this site; no organisation has said it. "
        "The time differs from site to site: ask your network operator."
    ),
}


def seed_question(report: Report) -> None:
    """Publish the example once; one that was taken back or deleted stays so."""
    page = page_of(STORY)
    if page is None:
        return
    if find("question", KEY) is not None:
        report.unchanged.append(KEY)
        return
    answer = PublishedAnswer.objects.create(
        page_id=page, answered_by=AnsweredBy.EDITORS, answered_on=timezone.localdate(), **_WORDING
    )
    remember("question", KEY, answer, "", "")
    report.made.append(KEY)


_TEMPLATES = {
    "figures": {
        "title": "数据依据",
        "text_zh": "感谢来信。请补充该数据的来源：计量表计读数、第三方报告还是估算？统计的是哪个时段、哪些设备？",
        "text_en": (
            "Thank you. Please say what the figure rests on: a meter, a report by a third party, or an estimate; "
            "and which period and which machines it covers."
        ),
    },
    "source": {
        "title": "资料出处",
        "text_zh": "感谢指正。请告知正确内容印在哪里：文件名称、文号或网址。收到后我们核对并更正。",
        "text_en": (
            "Thank you for pointing this out. Where is the right version printed: title, document number or address? "
            "We then check and correct the page."
        ),
    },
    "naming": {
        "title": "是否署名",
        "text_zh": "我们准备公开贵厂的反馈。请确认是否可以写明工厂名称；不同意的，只写行业。",
        "text_en": (
            "We are about to publish your report. Please confirm whether the plant may be named; if not, only its "
            "industry is shown."
        ),
    },
}


def seed_answer_templates(report: Report) -> None:
    """Store templates for questions to senders; those that were changed or deleted stay so."""
    for key, values in _TEMPLATES.items():
        if find("answer template", key) is not None:
            report.unchanged.append(key)
            continue
        template, _new = AnswerTemplate.objects.get_or_create(title=values["title"], defaults=values)
        remember("answer template", key, template, "", "")
        report.made.append(key)
