"""The state of a translation in words, for the report on translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from portal.text.chinese_text import Passage
from portal.translation.comparing import Kind, State, Text, Unfinished, open_texts, plain
from portal.translation.unfinished import former_texts, texts_of
from portal.translation.untranslated import named, passages_of


@dataclass(frozen=True, slots=True)
class TranslationState:
    """The state of a translation compared with its Chinese page.

    `key`: `translation-waiting` (texts are not finished), `translation-unpublished` (English was added since it was
    last published) or `translation-current`. `detail`: which texts wait, in words.
    """

    key: str
    label: str
    detail: str = ""


def state_of(translation: Translation) -> TranslationState:
    """Return the state with regard to the current Chinese page; three queries, and those of the page's facts."""
    target = translation.get_target_instance()
    texts = texts_of(translation)
    found = (*open_texts(texts, former_texts(translation)), *_facts(target))
    if found:
        left = [Passage(one.place, one.chinese) for one in found]
        return TranslationState("translation-waiting", ", ".join(_counted(found)), named(left, target))
    if not getattr(target, "live", True) or _is_newer(texts, target):
        return TranslationState("translation-unpublished", _("translated, not yet published"))
    return TranslationState("translation-current", _("up to date"))


def _facts(target: Any) -> Sequence[Unfinished]:
    return target.unfinished_facts() if hasattr(target, "unfinished_facts") else ()


def _counted(found: Iterable[Unfinished]) -> Iterator[str]:
    """Yield how many texts there are of each kind."""
    counts = Counter(one.kind for one in found)
    if count := counts[Kind.MISSING]:
        yield ngettext("%(count)s text without English", "%(count)s texts without English", count) % {"count": count}
    if count := counts[Kind.OUTDATED]:
        yield ngettext("%(count)s outdated text", "%(count)s outdated texts", count) % {"count": count}
    if count := counts[Kind.MACHINE]:
        text = ngettext("%(count)s text of a machine, not read", "%(count)s texts of a machine, not read", count)
        yield text % {"count": count}


def _is_newer(texts: Iterable[Text], target: Any) -> bool:
    """Say whether there is English that the published page doesn't show yet."""
    shown = {plain(passage.text) for passage in passages_of(target)}
    return any(text.state is State.FINISHED and plain(text.english) not in shown for text in texts)
