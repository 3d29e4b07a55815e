"""Rules on a story beside its figures: pictures, sections, claims, persons, links, enterprise, English page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from showcase.effects.plausibility.figures import Finding, Severity, values
from showcase.lists.screening.patterns import find_in_text, masked
from showcase.stories.links.rules import BrokenAddress, LinkState
from showcase.vocabulary.tagging.pairs import Relation

# Claims of rank. 唯一 and 最大 alone are left out: they mostly say something plain (唯一出口, 最大流量).
_CLAIM = re.compile(
    r"(?:国内|国际|世界|全球|全国|全省|亚洲|行业|业内|省内)(?:首创|首[个家套例条台座]|第一(?![批季阶次版])|领先|一流|最[大先高早])"
    r"|首创|填补[^，。；]{0,8}空白|(?:国际|国内|世界|行业)先进水平|领先水平"
    r"|\bworld[’'-]s? (?:first|largest|leading)|\bworld-leading|\bfirst in (?:China|the world|the country)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """A piece of the body: its plain text, and whether it cites a source."""

    text: str
    is_cited: bool = False


@dataclass(frozen=True)
class TermPair:
    """Two chosen terms (keys as in `vocabulary.tagging`), the broader one first; `word`: what both are called."""

    relation: Relation
    first: str
    second: str
    word: str = ""


@dataclass(frozen=True)
class StoryContent:
    """What a story says and uses.

    `empty_sections`: headings with nothing below them; `without_alt`: titles of pictures without an alternative text;
    `draft_enterprises`: primary key and name; `lost_links`: how many links lead to pages that do not exist any more;
    `hidden_links`: the words of links to pages that readers cannot see.
    """

    title: str
    summary: str
    passages: tuple[Passage, ...]
    empty_sections: tuple[str, ...] = ()
    without_alt: tuple[str, ...] = ()
    draft_enterprises: tuple[tuple[str, str], ...] = ()
    lost_links: int = 0
    hidden_links: tuple[str, ...] = ()
    broken_addresses: tuple[BrokenAddress, ...] = ()
    has_english: bool = True
    pairs: tuple[TermPair, ...] = ()


def _empty_sections(content: StoryContent) -> Iterator[Finding]:
    """Yield a heading with nothing below it; a body without any text is a fault of its own."""
    if any(passage.text.strip() for passage in content.passages):
        for heading in content.empty_sections:
            yield Finding("empty_section", Severity.BLOCKS, (), values(section=heading))


def _pictures(content: StoryContent) -> Iterator[Finding]:
    for title in content.without_alt:
        yield Finding("no_alternative_text", Severity.BLOCKS, (), values(picture=title))


def _claims(content: StoryContent) -> Iterator[Finding]:
    """Yield claims of rank in passages that cite nothing; one of title or summary may be cited in the body."""
    cited = {claim for passage in content.passages if passage.is_cited for claim in _found(passage.text)}
    bare = [passage.text for passage in content.passages if not passage.is_cited]
    heads = [claim for text in (content.title, content.summary) for claim in _found(text) if claim not in cited]
    claims = dict.fromkeys([*heads, *(claim for text in bare for claim in _found(text))])
    for claim in claims:
        yield Finding("claim_without_source", Severity.WARNS, (), values(claim=claim))


def _found(text: str) -> list[str]:
    return [match[0] for match in _CLAIM.finditer(text)]


def _persons(content: StoryContent) -> Iterator[Finding]:
    """Yield personal data in any text, masked: a finding is no further copy of it."""
    texts = (content.title, content.summary, *(passage.text for passage in content.passages))
    for found in dict.fromkeys(masked(one) for text in texts for one in find_in_text(text, "")):
        yield Finding("personal_data", Severity.WARNS, (), values(found=found))


def _surroundings(content: StoryContent) -> Iterator[Finding]:
    """Yield what is missing around the story: its enterprise in public, an English page."""
    for key, name in content.draft_enterprises:
        yield Finding("enterprise_is_draft", Severity.WARNS, (), values(enterprise=name, key=key))
    if not content.has_english:
        yield Finding("no_english", Severity.NOTES, ())


def _links(content: StoryContent) -> Iterator[Finding]:
    """Yield links that lead nowhere: to pages of this site, and to others as the worker last found them."""
    if content.lost_links:
        yield Finding("lost_links", Severity.WARNS, (), values(number=str(content.lost_links)))
    for words in content.hidden_links:
        yield Finding("hidden_link", Severity.NOTES, (), values(words=words))
    for one in content.broken_addresses:
        place = "source_address" if one.source else "text_address"
        told = {"address": one.address, "day": one.since, **({"source": one.source} if one.source else {})}
        if one.state is LinkState.NOT_FOUND:
            told["status"] = str(one.status)
        yield Finding(f"{place}_{one.state}", Severity.WARNS, (), values(**told))


def _pairs(content: StoryContent) -> Iterator[Finding]:
    """Yield pairs of chosen terms: two with one name ask for a reason, a broader or similar one is only a note."""
    for pair in content.pairs:
        terms = {"first": pair.first, "second": pair.second}
        if pair.relation is Relation.SAME_WORD:
            yield Finding("same_word", Severity.WARNS, (), values(**terms, word=pair.word))
        else:
            rule = "broader_term" if pair.relation is Relation.BROADER else "similar_terms"
            yield Finding(rule, Severity.NOTES, (), values(**terms))


RULES: tuple[Callable[[StoryContent], Iterable[Finding]], ...] = (
    _empty_sections,
    _pictures,
    _claims,
    _persons,
    _surroundings,
    _links,
    _pairs,
)


def check_content(content: StoryContent) -> tuple[Finding, ...]:
    """Return what the rules find in the content of a story."""
    return tuple(finding for rule in RULES for finding in rule(content))
