"""The kinds of what readers send in; apps above register theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from portal.pages.visibility import public_pages
from showcase.stories.models import StoryPage

if TYPE_CHECKING:
    from showcase.inbox.forms import SubmissionForm
    from showcase.inbox.models import Submission


def public_story(key: str) -> StoryPage | None:
    """Return the public story with this key, in whatever language it is written."""
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    found: StoryPage | None = public_pages(StoryPage.objects.filter(pk=int(key))).first()
    return found


def _nothing(_submission: Submission, _user: Any) -> dict[str, Any]:
    return {}


def _blank(_request: HttpRequest) -> dict[str, Any]:
    return {}


def _no_words(_submission: Submission) -> str:
    return ""


def _always(_submission: Submission) -> bool:
    return True


@dataclass(frozen=True)
class SubmissionKind:
    """One kind of submission.

    `code`: in addresses and in the table. `prefix`: three letters before a receipt number. `label`: what editors call
    it; `title`: the heading of its form, `thanks`: of its receipt; `button`: what sends it. `introduction`: a template
    that says what happens with it. `is_about_page`: the form is about the story that `page` names.
    `confirms_address`: an address is required, and nothing becomes public before the sender has confirmed it.
    `publication`: name of the admin view where its public version is written, empty where nothing becomes public.
    `public_address`: where an accepted one can be read. `desk_template`: included on its page of the desk, with what
    `desk_part` returns for a user; `to_do`: the next step of one that was taken over, in words. `sender_page`: name of
    a further page of the sender, by the token of the link. `erase`: deletes what other tables hold of these
    submissions, without reading what is sealed. `writing_view`: name of the view, with the token of the link, where
    the sender goes on writing; such a submission reaches the desk only once it is submitted there. `sender_note`: a
    sentence for the sender on how far it is; `may_change`: the sender may still change it.
    `initial`: what the form is about where that is no story, read from the request; raises Http404 where there is none.
    """

    code: str
    prefix: str
    label: Any
    title: Any
    button: Any
    form: type[SubmissionForm]
    introduction: str
    is_about_page: bool = True
    confirms_address: bool = False
    publication: str = ""
    public_address: Callable[[Submission], str] | None = None
    form_template: str = "showcase/submission_form.html"
    desk_template: str = ""
    to_do: Any = ""
    sender_page: str = ""
    erase: Callable[[Collection[int]], None] | None = None
    writing_view: str = ""
    receipt_template: str = "showcase/submission_receipt.html"
    desk_part: Callable[[Submission, Any], dict[str, Any]] = _nothing
    sender_note: Callable[[Submission], str] = _no_words
    may_change: Callable[[Submission], bool] = _always
    initial: Callable[[HttpRequest], dict[str, Any]] = _blank

    @property
    def first_state(self) -> str:
        """The state in which one begins that nothing speaks against, a code of `SubmissionState`."""
        return "writing" if self.writing_view else "new"


_kinds: dict[str, SubmissionKind] = {}


def register(kind: SubmissionKind) -> None:
    """Add a kind, when the apps are loaded."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> SubmissionKind | None:
    """Return the kind with this code."""
    return _kinds.get(code)


def kinds() -> Iterator[SubmissionKind]:
    """Yield all kinds, in the order of their registration."""
    yield from _kinds.values()


def codes_about_pages() -> list[str]:
    """Return the codes of kinds about a page."""
    return [kind.code for kind in _kinds.values() if kind.is_about_page]
