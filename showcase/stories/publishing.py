"""Checks before a story goes live: required content, its standing, and the numbers of cited sources."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.blocks.reading import body_passages
from portal.text.citations import source_numbers
from showcase.choices import Standing
from showcase.lists.choices import EventKind
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.spans import ListingSpan
from showcase.stories.checks.gate import finding_faults


def story_faults(story: Any) -> list[str]:
    """Return why the source page `story` can't be published, in the editor's language."""
    faults = []
    if not story.standing:
        faults.append(_("Choose the standing: the basis on which the story is included."))
    if not story.sources.all():
        faults.append(_("Name at least one source (tab “Sources”)."))
    if not any(passage.tag != "figure" for passage in body_passages(story.body)):
        faults.append(_("The body has no text yet (tab “Text”)."))
    faults += _source_faults(story)
    unclear = [text for effect in story.effects.all() for text in _effect_faults(effect)]
    return [*faults, *unclear, *(finding_faults(story) if not unclear else [])]


def case_faults(case: Any) -> list[str]:
    """Return the same for what only a case study needs: an enterprise, and an entry that its standing claims."""
    heads = {item.enterprise.head for item in case.enterprise_items.all()}
    if not heads:
        return [_("Name the enterprise or park of the case (tab “Facts”).")]
    keys = {key for head in heads for key in head.record_keys}
    if case.standing == Standing.LISTED and not holds_listing(keys):
        return [
            _(
                "The register has no list in force with the enterprise of this case, so it is not “listed”. "
                "Publish the list first, or choose “listed according to the press” or “reference case”."
            )
        ]
    if case.standing == Standing.PROPOSED and not holds_proposal(keys):
        return [
            _(
                "The register has no published proposal with the enterprise of this case, so it is not "
                "“proposed”. Publish the proposal first, or choose “reference case”."
            )
        ]
    return []


def holds_listing(enterprises: Collection[int]) -> bool:
    """Say whether any of these records is on a list in force today."""
    return ListingSpan.objects.holding(timezone.localdate()).filter(enterprise_id__in=enterprises).exists()


def holds_proposal(enterprises: Collection[int]) -> bool:
    """Say whether a published proposal, neither withdrawn nor corrected, names any of these records."""
    proposed = ListingEvent.objects.filter(enterprise_id__in=enterprises, kind=EventKind.PROPOSED)
    stands = proposed.filter(announcement__live=True, announcement__withdrawn_on=None, corrections=None)
    return stands.exists()


def _source_faults(story: Any) -> list[str]:
    """Return sources with the same key, and citations of a source that is not in the list."""
    keys = [source.number for source in story.sources.all()]
    numbers = source_numbers(story.sources.all())
    faults = []
    repeated = sorted({numbers[key] for key in keys if keys.count(key) > 1})
    if repeated:
        faults.append(
            _("Source %(numbers)s was added twice at the same time. Delete one of the two and add it again.")
            % {"numbers": _listed(repeated)}
        )
    if set(cited_numbers(story)) - set(keys):
        faults.append(_("A text or a figure cites a source that is not in the list. It is marked 〔?〕."))
    return faults


def cited_numbers(story: Any) -> Iterator[int]:
    """Yield the keys of the sources that effects, standing, plant context and body cite."""
    yield from (effect.source_number for effect in story.effects.all() if effect.source_number is not None)
    single = (story.standing_source, getattr(story, "plant_source", None))
    yield from (number for number in single if number is not None)
    for passage in body_passages(story.body):
        yield from passage.sources


def _effect_faults(effect: Any) -> list[str]:
    """Return the faults of an effect that its form would show: code that writes rows uses no form."""
    try:
        effect.clean()
    except ValidationError as error:
        return [f"{effect}: {text}" for text in error.messages]
    return []


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
