"""The Word file that came with a contribution, read as the editors' import reads one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from showcase.contributions.drafting.composing import cleaned_blocks
from showcase.contributions.models import ContributionFile
from showcase.inbox.models import Submission
from showcase.stories.blocks import SECTIONS_OF
from showcase.stories.models import StoryIndexPage, StoryPage
from showcase.stories.word.composing.drafting import BodyPart, Draft, compose
from showcase.stories.word.composing.form_tables import unfolded
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.making import Wish, store_import, with_images
from showcase.stories.word.pictures import Checked, checked_pictures, may_add_images
from showcase.stories.word.reading.document import WordDocument
from showcase.stories.word.reading.process import read_word


@dataclass(frozen=True)
class SentWord:
    """A Word file with the draft of its text, without personal data, and its pictures; empty where none was sent."""

    name: str = ""
    data: bytes = b""
    document: WordDocument = field(default_factory=WordDocument)
    draft: Draft = field(default_factory=Draft)
    pictures: Checked = field(default_factory=Checked)

    @property
    def last_source(self) -> int:
        """The largest number that one of its sources has."""
        return max((source.number for source in self.draft.sources), default=0)

    def body(self, user: Any) -> list[BodyPart]:
        """Return its body with an image of the portal for each picture."""
        return with_images(self.draft, Wish(choices=()), self.pictures, user)

    def take_over(self, section: StoryIndexPage, page: StoryPage, user: Any) -> None:
        """Keep the file as the editors' import that belongs to the draft, with what is not in it."""
        if not self.data:
            return
        found = store_import(section, self.name, self.data, self.document, user)
        found.draft_id = page.pk
        found.left = [asdict(left) for left in self.draft.left]
        found.save(update_fields=["draft", "left"])


def sent_word(submission: Submission, content: Mapping[str, Any], kind: str, user: Any) -> SentWord:
    """Read the file and check its pictures, which takes long; writes nothing. Raises LostKeyError."""
    sent = content.get("word")
    kept = ContributionFile.objects.filter(submission=submission.pk, pk=sent["file"]).first() if sent else None
    if not sent or kept is None:
        return SentWord()
    data = kept.content()
    document = read_word(sent["name"], data)
    blocks = unfolded(document.blocks)
    draft = compose(cleaned_blocks(blocks), recognise(blocks, SECTIONS_OF[kind]))
    return SentWord(sent["name"], data, document, draft, _pictures(data, draft, submission.number, user))


def _pictures(data: bytes, draft: Draft, number: str, user: Any) -> Checked:
    values = [value for kind, value in draft.body if kind == "figure" and isinstance(value, dict)]
    parts = dict.fromkeys(str(value["part"]) for value in values)
    if not may_add_images(user):
        return Checked(refused=dict.fromkeys(parts, _("You may not store images.")))
    return checked_pictures(data, {part: f"{number.lower()}-{PurePosixPath(part).name}" for part in parts})
