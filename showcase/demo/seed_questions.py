"""A question and its answer for the demonstration: invented, marked as such, on a story that names no enterprise."""

from __future__ import annotations

from django.utils import timezone

from showcase.demo.ledger import Report, find, page_of, remember
from showcase.models import PublishedAnswer
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
