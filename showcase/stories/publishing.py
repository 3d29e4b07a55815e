"""Why a story may not go live: what it must have, a standing that can be shown, and citations that lead nowhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from showcase.lists.in_force import holds_listing, holds_proposal


def story_faults(story: Any) -> list[str]:
    """What stands against publishing the source page `story`, in the editor's language."""
    faults = []
    if not story.standing:
        faults.append(_("Choose the standing: on what basis the story is here."))
    if not story.sources.all():
        faults.append(_("Name at least one source (tab “Sources”)."))
    if not any(_has_text(block.value) for block in story.body):
        faults.append(_("The body has no text yet (tab “Text”)."))
    faults += _source_faults(story)
    faults += [text for effect in story.effects.all() for text in _effect_faults(effect)]
    return faults


def case_faults(case: Any) -> list[str]:
    """The same for what a case study alone must have: an enterprise, and an entry for what its standing says."""
    heads = {item.enterprise.head for item in case.enterprise_items.all()}
    if not heads:
        return [_("Name the enterprise or park of the case (tab “Facts”).")]
    keys = {key for head in heads for key in head.record_keys}
    if case.standing == "listed" and not holds_listing(keys):
        return [
            _(
                "The register holds no list in force with the enterprise of this case: it is not “listed”. Publish the "
                "list first, or choose “listed according to the press” or “reference case”."
            )
        ]
    if case.standing == "proposed" and not holds_proposal(keys):
        return [
            _(
                "The register holds no published proposal with the enterprise of this case: it is not “proposed”. "
                "Publish the proposal first, or choose “reference case”."
            )
        ]
    return []


def _has_text(value: Any) -> bool:
    """Whether a block says anything: a heading, a picture or an empty paragraph does not."""
    if not hasattr(value, "get"):
        return False
    said = strip_tags(str(value.get("text") or "")).strip()
    rows = (value.get("header") or (), *(row.get("cells") or () for row in value.get("rows") or ()))
    cells = any(str(cell).strip() for row in rows for cell in row)
    return bool(said) or cells or any(_has_text(item) for item in value.get("items") or ())


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
    yield from (int(number) for number in value.get("sources") or () if number is not None)  # None: left open
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
