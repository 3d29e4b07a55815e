"""Mails of questions: to the enterprise's contact, and to the asker. Neither learns the other's address."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from portal.mail.composing import compose
from showcase.inbox.letters import address_of
from showcase.inbox.links import link_of as asker_link
from showcase.inbox.models import Submission
from showcase.lists.states import shown_moment
from showcase.questions import links
from showcase.questions.models import AnsweredBy, QuestionReply
from showcase.questions.stories import story_for


def send_on(reply: QuestionReply, *, is_reminder: bool = False) -> None:
    """Send the question to the contact, with the link to answer it; `reply` as read from the database."""
    page = story_for(reply.submission, reply.language)
    with translation.override(reply.language):
        subject = _("A reader's question about “%(title)s”")
        if is_reminder:
            subject = _("Reminder: a reader's question about “%(title)s”")
        until = shown_moment(reply.expires_at) if reply.expires_at else ""
    title = page.title if page else ""
    context = {"name": reply.name, "question": reply.question, "title": title, "until": until}
    context |= {"link": links.link_of(reply), "is_reminder": is_reminder}
    subject %= {"title": title}
    compose(
        "showcase/mail/question_sent_on.txt", context, subject=subject, to=str(reply.email), language=reply.language
    ).send()


def send_answer(submission: Submission, answered_by: str, text: str) -> None:
    """Send the answer to the asker, with the link under which they agree to its publication, or do not."""
    to = address_of(submission)
    if not to:
        return
    with translation.override(submission.language):
        subject = _("The answer to your question %(number)s") % {"number": submission.number}
    context = {
        "number": submission.number,
        "text": text,
        "is_enterprise": answered_by == AnsweredBy.ENTERPRISE,
        "link": links.answer_link(submission),
    }
    language = submission.language
    compose("showcase/mail/question_answered.txt", context, subject=subject, to=to, language=language).send()


def send_no_answer(submission: Submission) -> None:
    """Inform the asker that the enterprise does not answer."""
    to = address_of(submission)
    if not to:
        return
    language = submission.language
    with translation.override(language):
        subject = _("Your question %(number)s") % {"number": submission.number}
    context = {"number": submission.number, "link": asker_link(submission)}
    compose("showcase/mail/question_not_answered.txt", context, subject=subject, to=to, language=language).send()
