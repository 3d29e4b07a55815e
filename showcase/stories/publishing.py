"""Why a story may not go live: standing, depth, and citations that lead nowhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def story_faults(story: Any) -> list[str]:
    """What stands against publishing the source page `story`, in the editor's language."""
    faults = []
    if not story.standing:
        faults.append(_("Choose the standing: on what basis the story is here."))
    faults += _source_faults(story)
    faults += [text for effect in story.effects.all() for text in _effect_faults(effect)]
    return faults


def _source_faults(story: Any) -> list[str]:
    """Each number stands once in the list of sources, and every number that is cited stands there."""
    numbers = [source.number for source in story.sources.all()]
    faults = []
    repeated = sorted({number for number in numbers if numbers.count(number) > 1})
    if repeated:
        faults.append(_("Two sources have the number %(numbers)s.") % {"numbers": _listed(repeated)})
    missing = sorted(set(cited_numbers(story)) - set(numbers))
    if missing:
        faults.append(_("There is no source with the number %(numbers)s.") % {"numbers": _listed(missing)})
    return faults


def cited_numbers(story: Any) -> Iterator[int]:
    """The numbers of sources that effects, standing, plant context and body cite."""
    yield from (effect.source_number for effect in story.effects.all() if effect.source_number is not None)
    single = (story.standing_source, getattr(story, "plant_source", None))
    yield from (number for number in single if number is not None)
    for block in story.body:
        yield from _cited_in(block.value)


def _cited_in(value: Any) -> Iterator[int]:
    """The `sources` of a block and of the blocks inside it (paragraphs, items of a list, tables)."""
    if not hasattr(value, "get"):
        return
    yield from (int(number) for number in value.get("sources") or ())
    for item in value.get("items") or ():
        yield from _cited_in(item)


def _effect_faults(effect: Any) -> list[str]:
    """What the form of an effect would have said: code that writes rows passes no form."""
    try:
        effect.clean()
    except ValidationError as error:
        return [f"{effect}: {text}" for text in error.messages]
    return []


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
