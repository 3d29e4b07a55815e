"""The tables of questions: what was asked and answered, sealed; what was published, in public columns only."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.inbox.models import new_nonce
from showcase.objections.sealed import SealedTextField


class AnsweredBy(models.TextChoices):
    """Who answers a question."""

    ENTERPRISE = "enterprise", pgettext_lazy("who answers a question", "the enterprise")
    EDITORS = "editors", pgettext_lazy("who answers a question", "the editors")


class ReplyState(models.TextChoices):
    """What has become of a question that was sent on."""

    OPEN = "open", pgettext_lazy("state of a question sent on", "waiting for the enterprise")
    ANSWERED = "answered", pgettext_lazy("state of a question sent on", "answered")
    DECLINED = "declined", pgettext_lazy("state of a question sent on", "the enterprise does not answer")
    ENDED = "ended", pgettext_lazy("state of a question sent on", "link ended")


class QuestionReply(models.Model):
    """An answer to a question, or the link by which an enterprise is asked for one.

    `question`: as it was sent on, in the editor's words; `name`, `email`, `language`: of the contact; `signed_by`: who
    answered. `may_publish`, `may_name`: what the enterprise agreed to. Rows of the editors are answered when they are
    made and have no link (`expires_at` empty). `remind_at`: when the reminder is due, empty once it was sent.
    `is_noted`: the history of the question has the end of this link.
    """

    submission = models.ForeignKey("showcase.Submission", on_delete=models.CASCADE, related_name="replies")
    answered_by = models.CharField(max_length=16, choices=AnsweredBy)
    nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    question = SealedTextField(_("question"), null=True)
    name = SealedTextField(_("contact"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    language = models.CharField(max_length=8, default="zh-hans")
    asked_at = models.DateTimeField(default=timezone.now)
    remind_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    text = SealedTextField(_("answer"), null=True)
    signed_by = SealedTextField(_("answered by"), null=True)
    may_publish = models.BooleanField(default=False)
    may_name = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    is_noted = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True
    SEALED = ("question", "name", "email", "text", "signed_by")

    class Meta:
        ordering = ["asked_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.submission_id} {self.asked_at:%Y-%m-%d}"

    def state(self, now: dt.datetime | None = None) -> ReplyState:
        """Return what has become of it by `now`; what was answered stays so, whatever happens to its link."""
        if self.answered_at:
            return ReplyState.ANSWERED
        if self.declined_at:
            return ReplyState.DECLINED
        ended = self.expires_at is None or self.expires_at <= (now or timezone.now())
        return ReplyState.ENDED if ended else ReplyState.OPEN


class PublishedAnswerQuerySet(models.QuerySet["PublishedAnswer"]):
    """Queries of published answers."""

    def shown(self) -> PublishedAnswerQuerySet:
        """Return those that were not taken back, the oldest first."""
        return self.filter(withdrawn_at=None)


class PublishedAnswer(models.Model):
    """A question with its answer as anybody may read it, on the page of a story.

    `page`: the Chinese source of the story. `answerer`: who answered for the enterprise, where they agreed to be named.
    `submission`: what it was made of, empty once that is erased. `corrected_at`: when
    its wording was corrected last; `withdrawn_at`: when a publisher took it back.
    """

    page = models.ForeignKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="published_answers")
    question_zh = models.TextField(_("Question in Chinese"), max_length=1_000)
    question_en = models.TextField(_("Question in English"), max_length=2_000, blank=True)
    answer_zh = models.TextField(_("Answer in Chinese"), max_length=2_000)
    answer_en = models.TextField(_("Answer in English"), max_length=4_000, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=16, choices=AnsweredBy)
    answerer = models.CharField(_("name of who answered"), max_length=100, blank=True)
    answered_on = models.DateField(_("answered on"))
    published_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    submission = models.ForeignKey("showcase.Submission", on_delete=models.SET_NULL, null=True, related_name="+")

    objects: Any = PublishedAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")
        ordering = ["answered_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.question_zh[:60]
