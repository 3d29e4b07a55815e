"""Erases what questions keep beside their submissions: contacts, questions as sent on, answers."""

from __future__ import annotations

from collections.abc import Collection

from showcase.questions.models import QuestionReply


def erase_replies(submissions: Collection[int]) -> None:
    """Delete the replies to these submissions, unread: their key may be lost. Links to them lead nowhere then."""
    QuestionReply.objects.filter(submission__in=submissions).defer(*QuestionReply.SEALED).delete()
