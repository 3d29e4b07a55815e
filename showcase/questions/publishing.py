"""Publishes a question with its answer where both agreed, corrects its wording and takes it back; for publishers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from showcase.inbox import handling as inbox
from showcase.inbox.models import Submission, SubmissionState
from showcase.questions.models import AnsweredBy, PublishedAnswer, QuestionReply
from showcase.questions.rules import Obstacle, Standing, obstacles
from showcase.stories.models import StoryPage

TAKEN_BACK = "showcase.question.take_back"
CORRECTED = "showcase.question.correct"


class NotPublishable(Exception):
    """It cannot be published. `obstacles`: why."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        super().__init__(", ".join(found))
        self.obstacles = found


@dataclass(frozen=True)
class Wording:
    """What becomes public. `answerer` is left out where who answered did not agree to be named."""

    question_zh: str
    answer_zh: str
    question_en: str = ""
    answer_en: str = ""
    answerer: str = ""


def published_reply(submission: Submission) -> QuestionReply | None:
    """Return the newest answer, sealed fields deferred."""
    answered = QuestionReply.objects.filter(submission=submission).exclude(answered_at=None)
    return answered.defer(*QuestionReply.SEALED).order_by("-answered_at", "-pk").first()


def standing_of(submission: Submission, reply: QuestionReply | None) -> Standing:
    """Return how far a question is; `submission` as a whole row, for the asker's consent is sealed."""
    return Standing(
        is_open=submission.is_open,
        address_confirmed=submission.address_confirmed_at is not None,
        has_answer=reply is not None,
        asker_agrees=bool(submission.fields().get("agreed")),
        answerer_agrees=reply is not None and reply.may_publish,
    )


@transaction.atomic
def publish(submission: Submission, wording: Wording, user: Any) -> PublishedAnswer:
    """Publish the wording, close the question and inform the asker; raises NotPublishable, AlreadyClosed.

    Whether the user may publish is the caller's to check.
    """
    held = inbox.open_row(submission)
    reply = published_reply(held)
    found = obstacles(standing_of(Submission.objects.select_related("page").get(pk=held.pk), reply))
    if found or reply is None or reply.answered_at is None or held.page is None:
        raise NotPublishable(found)
    answer: PublishedAnswer = PublishedAnswer.objects.create(
        page=StoryPage.objects.get(pk=held.page.specific.source.pk),
        question_zh=wording.question_zh,
        question_en=wording.question_en,
        answer_zh=wording.answer_zh,
        answer_en=wording.answer_en,
        answered_by=AnsweredBy(reply.answered_by),
        answerer=wording.answerer if reply.may_name else "",
        answered_on=timezone.localdate(reply.answered_at),
        submission=held,
    )
    inbox.decide(held, SubmissionState.ACCEPTED, user, send=True)
    return answer


@transaction.atomic
def take_back(answer: PublishedAnswer, reason: str, user: Any) -> bool:
    """Hide a published answer at once; the history of the page keeps the reason. False where it was hidden already."""
    held = PublishedAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if held.withdrawn_at is not None:
        return False
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    log(held.page.specific, TAKEN_BACK, user=user, data={"reason": reason})
    return True


@transaction.atomic
def correct(answer: PublishedAnswer, texts: Mapping[str, str], note: str, user: Any) -> bool:
    """Store the corrected texts (field → text) of what is public; False where nothing differs, or it was taken back.

    The page says when it was corrected, its history what it said before.
    """
    held = PublishedAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    before = {name: getattr(held, name) for name, text in texts.items() if getattr(held, name) != text}
    if held.withdrawn_at is not None or not before:
        return False
    for name in before:
        setattr(held, name, texts[name])
    held.corrected_at = timezone.now()
    held.save(update_fields=[*before, "corrected_at"])
    log(held.page.specific, CORRECTED, user=user, data={"note": note, "before": before})
    return True
