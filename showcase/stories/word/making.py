"""Stores an uploaded Word file, and makes the draft of a story from it: once, however often it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from showcase.enterprises.models import Enterprise
from showcase.stories.blocks import SECTIONS_OF
from showcase.stories.contributing.rules import bound_to, enterprises_of
from showcase.stories.models import StoryIndexPage, StoryPage
from showcase.stories.relations import StoryEnterprise
from showcase.stories.word.composing.drafting import BodyPart, Draft, compose
from showcase.stories.word.composing.figures import FoundFigure
from showcase.stories.word.composing.form_tables import unfolded
from showcase.stories.word.composing.recognising import recognise
from showcase.stories.word.composing.roles import Choice
from showcase.stories.word.models import WordImport
from showcase.stories.word.pages import new_page, stored_page
from showcase.stories.word.pictures import Checked, checked_pictures, make_image, may_add_images
from showcase.stories.word.reading.document import Left, Place, WordDocument
from showcase.stories.word.reading.process import stored
from showcase.stories.word.rows import add_effects


@dataclass(frozen=True, slots=True)
class Wish:
    """What the editor decided.

    A choice per block, alternative texts by block, enterprises by primary key, figures that become effects;
    `for_figures`: field of an effect → value, for all figures whose words do not state it.
    """

    choices: Sequence[Choice]
    alts: Mapping[int, str] = field(default_factory=dict)
    enterprises: Sequence[int] = ()
    figures: Sequence[FoundFigure] = ()
    for_figures: Mapping[str, str] = field(default_factory=dict)


def store_import(section: StoryIndexPage, name: str, data: bytes, document: WordDocument, user: Any) -> WordImport:
    """Store a file that was read, with what its blocks probably become."""
    blocks = unfolded(document.blocks)
    return WordImport.objects.create(
        section=section,
        owner=user,
        name=PurePosixPath(name).name[:255],
        file=ContentFile(data, name="word.docx"),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        reading=stored(replace(document, blocks=blocks)),
        choices=[choice.code for choice in recognise(blocks, SECTIONS_OF[section.story_kind])],
    )


def make_draft(found: WordImport, wish: Wish, user: Any) -> WordImport:
    """Make the draft and return the import with it; a second request finds the draft of the first.

    Pictures are checked before the transaction begins: call it where none is open.
    """
    draft = compose(found.document.blocks, wish.choices)
    pictures = _checked(found, draft, user)
    with transaction.atomic():
        locked = WordImport.objects.select_for_update().get(pk=found.pk)
        if locked.draft_id is None:
            page = _page(locked, draft, wish, pictures, user)
            locked.draft_id = page.pk
            locked.choices = [choice.code for choice in wish.choices]
            locked.alts = {str(at): alt for at, alt in wish.alts.items()}
            locked.left = [asdict(left) for left in draft.left]
            locked.save()
    return locked


def _checked(found: WordImport, draft: Draft, user: Any) -> Checked:
    parts = dict.fromkeys(
        str(value["part"]) for kind, value in draft.body if kind == "figure" and isinstance(value, dict)
    )
    if not may_add_images(user):
        return Checked(refused=dict.fromkeys(parts, _("You may not store images.")))
    with found.file.open("rb") as file:
        data = file.read()
    return checked_pictures(data, {part: f"word-{found.pk}-{PurePosixPath(part).name}" for part in parts})


def _page(found: WordImport, draft: Draft, wish: Wish, pictures: Checked, user: Any) -> StoryPage:
    """Write the page below its section, as a draft with a revision."""
    draft.title = draft.title or PurePosixPath(found.name).stem
    draft.body = with_images(draft, wish, pictures, user)
    section = found.section.specific
    page = new_page(section, draft, user)
    add_effects(page, wish.figures, [source.number for source in draft.sources], wish.for_figures)
    enterprises = Enterprise.objects.filter(pk__in=_named(wish, user, section)).order_by("number")
    page.enterprise_items = [StoryEnterprise(enterprise=one, sort_order=at) for at, one in enumerate(enterprises)]
    return stored_page(section, page, user)


def _named(wish: Wish, user: Any, section: StoryIndexPage) -> list[int]:
    """Return the enterprises that were ticked; of a contributor the own ones alone, at least the first."""
    own = bound_to(user, section)
    if not own:
        return list(wish.enterprises)
    return sorted(set(wish.enterprises).intersection(enterprises_of(user))) or [own[0].pk]


def with_images(draft: Draft, wish: Wish, pictures: Checked, user: Any) -> list[BodyPart]:
    """Return the body with an image for each picture; a refused picture is named in what is left."""
    body: list[BodyPart] = []
    images: dict[str, Any] = {}
    for kind, value in draft.body:
        if kind != "figure" or not isinstance(value, dict):
            body.append((kind, value))
            continue
        part, caption = value["part"], value["caption"]
        if part in pictures.refused:
            words = ": ".join(filter(None, (caption, value["alt"], pictures.refused[part])))
            draft.left.append(Left(Place.LEFT_OUT, words, part))
            continue
        if part not in images:
            alt = wish.alts.get(value["at"], value["alt"]).strip()
            title = alt or caption or PurePosixPath(part).name
            images[part] = make_image(pictures.files[part], title, alt, user)
        body.append(("figure", {"image": images[part], "caption": caption}))
    return body
