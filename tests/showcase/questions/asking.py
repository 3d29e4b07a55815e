"""Readers who ask a question, contacts of enterprises who answer it, editors between them."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.public_forms.tickets import new_ticket
from showcase.inbox import links as asker_links
from showcase.models import QuestionReply, Submission
from showcase.questions import handling, links
from showcase.questions.publishing import Wording, publish
from tests.caching import forget_caches

ASKER = "asker@example.org"
CONTACT = "chen@factory.example"
NAME = "陈工某"
QUESTION = "换热器多久清洗一次，停机要多长时间？"
SENT_ON = "请问换热器的清洗周期和停机时间？"
ANSWER = "每两周清洗一次，每次停机四小时。"
WORDING = Wording(
    question_zh="换热器多久清洗一次？",
    answer_zh="每两周清洗一次，停机四小时。",
    question_en="How often is the exchanger cleaned?",
    answer_en="Every fortnight, with a standstill of four hours.",
)


def form_fields(page: Any, **fields: Any) -> dict[str, Any]:
    """What the form holds when all is in order."""
    shown_at = timezone.now() - dt.timedelta(minutes=1)
    ticket = new_ticket("question", page.pk, shown_at)
    return {"ticket": ticket, "question": QUESTION, "to": "enterprise", "email": ASKER, "website": "", **fields}


def asked(
    page: Any, language: str = "zh-hans", *, confirms: bool = True, client: Client | None = None, **fields: Any
) -> Submission:
    """A question that was sent, from a confirmed address unless `confirms` is false."""
    prefix = "/en" if language == "en" else ""
    browser = client or Client()
    answer = browser.post(f"{prefix}/send/question/?page={page.pk}", form_fields(page, **fields))
    assert answer.status_code == 302, answer.content.decode()
    found = Submission.objects.latest("pk")
    if confirms:
        browser.post(sender_page(found), {"act": "confirm"})
    return again(found)


def again(found: Submission) -> Submission:
    return Submission.objects.get(pk=found.pk)


def sender_page(found: Submission) -> str:
    return reverse("submission_sent", args=[asker_links.token_of(found)])


def answer_page(found: Submission) -> str:
    return reverse("question_answer", args=[asker_links.token_of(found)])


def sent_on(found: Submission, user: Any, days: int = 14, language: str = "zh-hans") -> QuestionReply:
    return handling.send_on(found, days=days, user=user, question=SENT_ON, name=NAME, email=CONTACT, language=language)


def reply_page(reply: QuestionReply) -> str:
    return reverse("question_reply", args=[links.token_of(reply)])


def replied(reply: QuestionReply, client: Client | None = None, **fields: Any) -> Any:
    sent = {"act": "answer", "text": ANSWER, "signed_by": NAME, "may_publish": "on", **fields}
    return (client or Client()).post(reply_page(reply), sent)


def published(page: Any, publisher: Any, **fields: Any) -> Any:
    """An answer of the enterprise on the page of a story; both have agreed."""
    found = asked(page, agreed="on")
    replied(sent_on(found, publisher), **fields)
    return publish(again(found), WORDING, publisher)


WORDS = {
    "question_zh": WORDING.question_zh,
    "answer_zh": WORDING.answer_zh,
    "question_en": WORDING.question_en,
    "answer_en": WORDING.answer_en,
}


def text_of(answer) -> str:
    return answer.content.decode()


def page_text(page) -> str:
    forget_caches()
    return text_of(Client().get(page.get_url()))
