"""The English words of effects: asked for where English is made, not on the Chinese page.

An effect without them is left out of English pages; no English page is published while one is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.translation.comparing import Kind, Unfinished
from showcase.effects.models import Effect
from showcase.vocabulary.models import Industry, Process, Technique
from showcase.vocabulary.names import fold_name

if TYPE_CHECKING:  # the model asks this module why its translation may not go live
    from showcase.stories.models import StoryPage

NAMED = 5
NONE: frozenset[str] = frozenset()


def without_english(story: StoryPage) -> list[Effect]:
    """Return the effects of the Chinese page `story` that have no English words."""
    return [effect for effect in story.effects.all() if not effect.of_what_en.strip()]


def outdated_words(story: StoryPage) -> tuple[Unfinished, ...]:
    """Return the English words of effects of the Chinese page `story` whose Chinese has been changed since."""
    return tuple(
        Unfinished(Kind.OUTDATED, "effects", effect.of_what_zh, effect.of_what_en, effect.of_what_en_for)
        for effect in story.effects.all()
        if effect.english_is_outdated
    )


def english_faults(story: StoryPage) -> list[str]:
    """Return why the English page of the Chinese page `story` may not go live; empty: its effects have their words."""
    left = without_english(story)
    if not left:
        return []
    named = "; ".join(f"“{effect.of_what_zh}”" for effect in left[:NAMED])
    more = "…" if len(left) > NAMED else ""
    text = _("Effects without English words: %(named)s. Give them under “English words of the effects”.")
    return [text % {"named": named + more}]


def proposals(effects: Iterable[Effect]) -> dict[str, str]:
    """Return uid → proposed English for effects without: what the same Chinese is called elsewhere, or as a term."""
    left = [effect for effect in effects if not effect.of_what_en.strip()]
    words = {effect.of_what_zh for effect in left}
    translated = Effect.objects.filter(of_what_zh__in=words).exclude(of_what_en="").order_by("pk")
    known = {fold_name(zh): en for zh, en in _terms(words)}
    known |= {fold_name(zh): en for zh, en in translated.values_list("of_what_zh", "of_what_en")}
    return {str(effect.uid): known[key] for effect in left if (key := fold_name(effect.of_what_zh)) in known}


def _terms(words: set[str]) -> Iterable[tuple[str, str]]:
    for model in (Industry, Process, Technique):
        yield from model.objects.filter(zh__in=words).exclude(en="").values_list("zh", "en")


def draft_of(story: StoryPage) -> StoryPage:
    """Return the newest draft of a story."""
    draft: StoryPage = story.get_latest_revision_as_object()
    return draft


@transaction.atomic
def give_english(
    story: StoryPage, words: Mapping[str, str], user: Any, *, publish: bool, right: Collection[str] = NONE
) -> None:
    """Store English words in the draft and, with `publish`, in what is live; `words`: uid of an effect → words.

    Nothing else of the draft goes live with them. `right`: uids of effects whose words stay, although their Chinese
    has been changed.
    """
    unchanged = not story.has_unpublished_changes
    draft = draft_of(story)
    shown = {str(effect.uid): effect.of_what_zh for effect in draft.effects.all()}
    if _set(draft, words, right, shown):
        draft.save_revision(user=user, log_action=True, clean=False)
    if not publish or not story.live:
        return
    live = type(story).objects.get(pk=story.pk)
    if _set(live, words, right, shown):
        if unchanged:  # the draft differed from what is live in these words alone
            live.has_unpublished_changes = False
            live.live_revision = live.latest_revision
        live.save(clean=False)


def _set(story: StoryPage, words: Mapping[str, str], right: Collection[str], shown: Mapping[str, str]) -> bool:
    """Give the effects of this object their words; say whether anything changed.

    `shown`: uid → the Chinese words, those of the draft, for which the English ones were given.
    """
    changed = False
    effects = list(story.effects.all())
    for effect in effects:
        before = (effect.of_what_en, effect.of_what_en_for)
        effect.of_what_en = words.get(str(effect.uid), effect.of_what_en)
        if effect.of_what_en != before[0] or str(effect.uid) in right:
            effect.of_what_en_for = shown.get(str(effect.uid), effect.of_what_zh) if effect.of_what_en else ""
        changed = changed or before != (effect.of_what_en, effect.of_what_en_for)
    story.effects = effects
    return changed
