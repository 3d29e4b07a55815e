"""Updates the known words from the public stories. The caller holds the drain lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from search.core.record import Record, is_id
from search.spelling.models import KnownWord, StoryWords
from search.text.analysis import is_han, normalise, pieces, words
from search.text.pinyin import folded, sound
from search.text.vocabulary import vocabulary
from showcase.models import StoryPage

MAX_WORD = 40
MIN_LATIN = 3
CHUNK = 400


def note(story_ids: Collection[str], records: Iterable[Record]) -> None:
    """Replace the words of these stories by those of their records; a story without a record is no longer public."""
    held = {str(key) for key in _stories(story_ids)}
    names = {concept.code: [name.text for name in concept.names] for concept in vocabulary().concepts}
    now = {record.id: words_of(record, names) for record in records if record.id in held}
    with transaction.atomic():
        before = {row.story_id: set(row.words.split("\n")) for row in _rows(story_ids)}
        change = Counter(word for id_ in now for word in now[id_] - before.get(id_, set()))
        change.subtract(word for id_, old in before.items() for word in old - now.get(id_, set()))
        _count({word: by for word, by in change.items() if by})
        StoryWords.objects.filter(story_id__in=[id_ for id_ in before if now.get(id_) != before[id_]]).delete()
        StoryWords.objects.bulk_create(
            StoryWords(story_id=id_, words="\n".join(sorted(own_words)))
            for id_, own_words in now.items()
            if own_words != before.get(id_)
        )


def differing() -> set[str]:
    """Return stories with stored words that are not public, and public ones without."""
    public = StoryPage.objects.sources().published().values_list("translation_key", flat=True)
    return {str(key) for key in public} ^ set(StoryWords.objects.values_list("story_id", flat=True))


def words_of(record: Record, names_of: dict[str, list[str]]) -> set[str]:
    """Return the words of a record's texts and names, and all names of its techniques and industries."""
    codes = (*record.of("technique"), *record.of("industry"))
    names = [*record.names, *(name for code in codes for name in names_of.get(code, ()))]
    texts = [part for text in record.texts.values() for part in (text.title, text.summary, text.body)]
    found = {word for part in (*texts, *names) for word in _words(part)}
    return found | {name for name in map(normalise, names) if 1 < len(name) <= MAX_WORD}


def _words(text: str) -> Iterator[str]:
    for piece in pieces(normalise(text)):
        if piece.kind == "han":
            yield from (word for word in words(piece) if len(word) <= MAX_WORD)
        elif piece.kind == "word" and MIN_LATIN <= len(piece.text) <= MAX_WORD:
            yield piece.text


def _stories(story_ids: Collection[str]) -> Iterator[object]:
    ids = [id_ for id_ in story_ids if is_id(id_)]
    yield from StoryPage.objects.filter(translation_key__in=ids).values_list("translation_key", flat=True)


def _rows(story_ids: Collection[str]) -> Iterator[StoryWords]:
    yield from StoryWords.objects.filter(story_id__in=list(story_ids))


def _count(change: dict[str, int]) -> None:
    """Add to the words' numbers of stories; deletes a word that no story holds any more."""
    for start in range(0, len(change), CHUNK):
        part = dict(list(change.items())[start : start + CHUNK])
        known = {row.text: row for row in KnownWord.objects.filter(text__in=list(part))}
        for row in known.values():
            row.stories += part[row.text]
        KnownWord.objects.bulk_update(known.values(), ["stories"], batch_size=100)
        KnownWord.objects.filter(text__in=list(part), stories__lte=0).delete()
        KnownWord.objects.bulk_create(_new(word, by) for word, by in part.items() if word not in known and by > 0)


def _new(word: str, stories: int) -> KnownWord:
    if not any(is_han(character) for character in word):
        return KnownWord(text=word, stories=stories)
    heard = sound(word)
    return KnownWord(text=word, stories=stories, sound=heard[:255], folded=folded(heard)[:255])
