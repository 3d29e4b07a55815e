"""One writing for one thing: formulas and machines in our own words. What a source printed stays as printed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest
from pydantic import BaseModel

from portal.text.formulas import with_small_digits
from showcase.demo.reading.files import DEMO_ROOT, known_codes, read_demo
from showcase.demo.reading.records import PrintedSource
from showcase.effects.units import known_units, unit_of
from showcase.vocabulary.tables import read_processes, read_techniques

# Words of others, and keys.
NOT_OURS = {"printed", "quotes", "path", "url", "key", "unit", "quantity", "slug"}
# The stenter by another name, and a sign that fonts without Chinese punctuation lack.
OTHERS = {"定形机": "定型机", "℃": "°C"}


def our_words(part: object, field: str = "") -> Iterator[str]:
    """Yield the texts of a record of the demonstration that we wrote."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for name, inner in part.items():
            yield from our_words(inner, str(name))
    elif isinstance(part, (list, tuple)):
        for inner in part:
            yield from our_words(inner)
    elif isinstance(part, BaseModel) or (is_dataclass(part) and not isinstance(part, type)):
        names = type(part).model_fields if isinstance(part, BaseModel) else [known.name for known in fields(part)]
        printed = {"title"} if isinstance(part, PrintedSource) and not part.is_topic else set()
        for name in {*names} - NOT_OURS - printed:
            yield from our_words(getattr(part, name), name)


@pytest.fixture(scope="module")
def words() -> list[str]:
    demo = read_demo(DEMO_ROOT, known_codes(DEMO_ROOT.parent / "vocabulary/data", known_units()))
    terms = [name for term in (*read_techniques(), *read_processes()) for name in (term.zh, term.en)]
    units = [name for symbol in known_units() for name in (unit_of(symbol).zh, unit_of(symbol).en)]
    return [*our_words(demo), *terms, *units]


def test_formulas_have_small_digits_in_all_our_words(words: list[str]):
    assert len(words) > 3_000
    assert {text for text in words if with_small_digits(text) != text} == set()


def test_a_machine_and_a_degree_are_written_one_way_in_all_our_words(words: list[str]):
    assert {text for text in words for other in OTHERS if other in text} == set()
