"""The passages of a draft, one by one, so that a contact can say which one they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.utils.text import Truncator
from wagtail.rich_text import RichText

from portal.blocks.reading import block_passages
from portal.text.citations import Passage as TextPassage
from portal.text.citations import passages
from showcase.effects.rows import effect_row
from showcase.panels import EffectRow
from showcase.stories.blocks import SECTIONS
from showcase.stories.models import StoryPage

_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a story: `text`, a passage of a `rich` text, a `block` of the body, an `effect` or an `image`.

    `key`: the same in every revision that holds the passage; `label`: where it stands, in the reader's language;
    `heading`: of its section, on the first passage of one.
    """

    key: str
    label: str
    heading: str = ""
    text: str = ""
    rich: RichText | None = None
    block: Any = None
    effect: EffectRow | None = None
    image: Any = None


def passages_of(draft: StoryPage) -> tuple[Passage, ...]:
    """Return all that the page will show: title, summary, body, caveat, basis and figures."""
    return tuple(_passages(draft))


def _passages(draft: StoryPage) -> Iterator[Passage]:
    for name in ("title", "summary", "caveat", "standing_note"):
        text = str(getattr(draft, name))
        if text:
            label = str(draft._meta.get_field(name).verbose_name)
            yield Passage(name, label[:1].upper() + label[1:], text=text)
    for effect in draft.effects.all():
        row = effect_row(effect, cite=False)
        yield Passage(f"effect-{effect.uid}", _short(row.label, effect.printed), effect=row)
    yield from _of_body(draft)


def _of_body(draft: StoryPage) -> Iterator[Passage]:
    labels, heading, shown = dict(SECTIONS), "", ""
    for block in draft.body:
        if block.block_type == "section":
            heading = shown = str(labels.get(str(block.value), ""))
            continue
        for passage in _of_block(block, heading):
            yield replace(passage, heading=shown)
            shown = ""


def _of_block(block: Any, heading: str) -> Iterator[Passage]:
    if block.block_type == "figure":
        text = str(block.value["caption"])
        yield Passage(str(block.id), _short(heading, text), text=text, image=block.value["image"])
    elif block.block_type == "text":
        found = passages(block.value.source)
        for key, part in zip(_keys(part.text for part in found), found, strict=True):
            yield Passage(key, _short(heading, part.text), rich=_shown_alone(part))
    else:
        text = " ".join(part.text for part in block_passages(block))
        yield Passage(str(block.id), _short(heading, text), block=block)


def _keys(texts: Iterable[str]) -> Iterator[str]:
    """Yield a key for each passage by its words; equal passages are numbered."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen[text] += 1
        yield f"p-{sha256(f'{seen[text]} {text}'.encode()).hexdigest()[:16]}"


def _shown_alone(part: TextPassage) -> RichText:
    html = f"<{part.tag}>{part.html}</{part.tag}>"
    return RichText(f"<ul>{html}</ul>" if part.tag == "li" else html)


def _short(where: str, text: str) -> str:
    words = Truncator(text).chars(40)
    return Truncator(f"{where}: {words}" if where else words).chars(_LONGEST_LABEL)
