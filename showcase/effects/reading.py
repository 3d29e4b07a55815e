"""Reads effects out of a source's words: a sentence, a paragraph, a table of results as lines.

A figure is read with its number, scale, unit, bound, quantity and what it is divided by, or it is no effect: the editor
types it. The editor decides on everything that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from showcase.effects.choices import Direction, Per, Quantity
from showcase.effects.units import known_units, unit_of
from showcase.effects.wording.amounts_in_text import DATE, FoundAmount, find_amounts, half_width
from showcase.effects.wording.meanings import (
    Meaning,
    evidence_of,
    is_pollutant_alone,
    meaning_of,
    saving_verb,
    substance,
)
from showcase.effects.wording.read_effect import YEARLY, ReadEffect
from showcase.effects.wording.tables import has_cells, is_table, read_table

LONGEST_TEXT = 20_000
_LONGEST_SUBJECT = 60

_SENTENCE = re.compile(r"[。；;！？!?\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r"[，。；;！？!?\n]|,(?![0-9]{3}(?![0-9]))|\.(?=\s|$)")
_AFTER_END = re.compile(r"[，。；;！？!?\n、（()）]|,(?![0-9]{3}(?![0-9]))|\.(?=\s|$)")
_LISTED = re.compile(r"^\s*(?:、|和|及|以及|与|and )")
_ONLY_A_DATE = re.compile(rf"\s*(?:到|在|自|截至)?{DATE.pattern}(?:底|末)?\s*")

_SEVERAL_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?\s*[-–—~至]")
_CONVERTED = re.compile(r"\s*[（(]?折(?:合|算)?成?(?:为|约)?(?:标准煤|标煤)?\s*")
_DAILY = re.compile(r"每天|每日|日均|单日|一天|daily|per day|every day", re.IGNORECASE)
_TOTAL = re.compile(r"累计|共计|总共|cumulative", re.IGNORECASE)
_BASE = re.compile(r"(?:较|比|与|从|由|自|以)\s*$")
_TONNE = re.compile(r"每(?:生产|处理|消耗)?\s*1?一?\s*吨|(?<![0-9万亿千百十余多])吨(?=[A-Z\u4e00-\u9fff])")
# Divided by something that is no time and no product: the figure is not in the unit it seems to be in.
_DIVIDED = re.compile(
    r"每(?!年|天|日|吨|生产\s*[1一]?\s*吨|处理\s*[1一]?\s*吨|消耗\s*[1一]?\s*吨)|[时月人户亩台车]均"
    r"|\b(?:per|every|each)\b(?!\s+(?:year|day|cent))",
    re.IGNORECASE,
)
_SLASH_TIME = re.compile(r"([^0-9,，。；;、/\n]{0,8}?)\s*/\s*(?:(年|a\b|yr)|(天|日|d\b))")
_FILLING = re.compile(
    r"每年|全年|年均|年平均|每天|每日|日均|单日|约为|约|大约|可以|可|能够|预计|预期|将|达到了?|达|实现|经测算|累计|相当于|折合成?"
    r"|高于|低于|超过|不低于|不超过|超|近|仅|只|也|了|为|节约|节省|减少|降低|下降|减排|提高到|提升到|提高|提升|增加|增长|[降升增减]?[至到]|[降增]幅|同比|较|比|年"
)

_THE_QUANTITY = re.compile(
    r"(?:项目)?(?:总|静态|动态)?(?:投资|斥资|投入)(?:回收期)?|节[电能水]量?|用[电水]量?|标准煤|标准?燃?煤|二氧化碳(?:排放)?量?|碳|排"
)


@dataclass(frozen=True)
class _Words:
    """What stands around an amount.

    `sentence`, `clause`: up to it; `near`: since the amount before it, from `start`; `verb`: of the first amount of a
    list (减排二氧化碳500吨、二氧化硫3吨); `after`: what follows in the clause.
    """

    sentence: str
    clause: str
    near: str
    verb: str
    after: str
    start: int


def read_effects(text: str) -> tuple[ReadEffect, ...]:
    """Return the effects that a text states, from left to right; empty where it states none.

    Raises ValueError for more than LONGEST_TEXT characters.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"A text of {len(text)} characters; at most {LONGEST_TEXT} are read")
    return tuple(
        replace(effect, start=effect.start + start, end=effect.end + start)
        for start, part in _parts(text)
        for effect in (read_table(part) if is_table(part) else _read_words(part))
    )


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the tables of a text and what stands between them, with the place of each."""
    place = 0
    for _tabular, lines in groupby(text.splitlines(keepends=True), key=has_cells):
        part = "".join(lines)
        yield place, part
        place += len(part)


def _read_words(text: str) -> tuple[ReadEffect, ...]:
    plain = half_width(text)
    amounts = list(find_amounts(plain))
    found: list[ReadEffect] = []
    for number, amount in enumerate(amounts):
        words = _words(plain, amounts, number)
        effect = _effect(text, amount, words) or _in_coal(text, amount, words, found)
        if effect is None and len(amounts) == 1:
            effect = _alone(text, plain, amount, words)
        if effect is not None:
            found.append(effect)
    return tuple(found)


def _words(text: str, amounts: list[FoundAmount], number: int) -> _Words:
    amount = amounts[number]
    sentence_start = _last_end(_SENTENCE, text, amount.start)
    clause_start = _last_end(_CLAUSE, text, amount.start)
    near_start = clause_start
    if number and amounts[number - 1].end > clause_start:
        near_start = amounts[number - 1].end
    near = text[near_start : amount.start]
    listed = near_start != clause_start and _LISTED.match(near) is not None
    boundary = _AFTER_END.search(text, amount.end)
    after_end = boundary.start() if boundary else len(text)
    if number + 1 < len(amounts) and amounts[number + 1].start < after_end:
        after_end = amount.end
    return _Words(
        sentence=text[sentence_start : amount.start],
        clause=text[clause_start : amount.start],
        near=near,
        verb=saving_verb(text[clause_start : amounts[number - 1].start]) if listed else "",
        after=text[amount.end : after_end],
        start=near_start,
    )


def _last_end(pattern: re.Pattern[str], text: str, place: int) -> int:
    return max(
        (match.end() for match in pattern.finditer(text, max(0, place - 200), place)), default=max(0, place - 200)
    )


def _effect(text: str, amount: FoundAmount, words: _Words) -> ReadEffect | None:
    """Return the effect of an amount whose wording is known; None where any part of it is not."""
    unit = _unit(amount.symbol, words)
    if unit is None or re.fullmatch(r"\s*(?:至|到|为|达)\s*", words.near):
        return None
    changed = amount.before is not None
    meaning = meaning_of(words.verb + words.near, words.after, unit, changed=changed)
    if meaning is None or _has_no_subject(words, meaning, unit):
        return None
    return _built(text, amount, words, unit, meaning)


def _has_no_subject(words: _Words, meaning: Meaning, unit: str) -> bool:
    """Say whether a share fell or rose of something that another clause names: 较2020年下降12.5%."""
    general = meaning.quantity is Quantity.OTHER and unit_of(unit).kind == "share"
    return general and not words.near.isascii() and _of_what(words, meaning) is None


def _in_coal(text: str, amount: FoundAmount, words: _Words, found: list[ReadEffect]) -> ReadEffect | None:
    """Read 折合标准煤228吨 after a saving of energy, whose direction and period it has."""
    unit = _unit(amount.symbol, words)
    if unit is None or not found or not _CONVERTED.match(words.near) or unit_of(unit).kind != "coal_equivalent":
        return None
    saving, between = found[-1], text[found[-1].end : amount.start]
    if saving.quantity not in (Quantity.ENERGY_SAVED, Quantity.ELECTRICITY_SAVED) or _SENTENCE.search(between):
        return None
    effect = _built(text, amount, words, unit, Meaning(Quantity.ENERGY_SAVED, saving.direction))
    return effect and replace(effect, per=effect.per or saving.per, period=effect.period or saving.period)


def _alone(text: str, plain: str, amount: FoundAmount, words: _Words) -> ReadEffect | None:
    """Read a text that is one amount and what it is of: 1700万元, 15万吨蒸汽/年, 二氧化硫30%."""
    unit = _unit(amount.symbol, words)
    rest = plain[: amount.start] + plain[amount.end :]
    if unit is None or re.search(r"[，。；;,\n]", rest.strip("。；;. \n")) or not re.search(r"[\u4e00-\u9fff]", plain):
        return None
    opening = YEARLY.sub("", DATE.sub("", plain[: amount.start])).strip()
    if opening and not is_pollutant_alone(opening) and not _CONVERTED.fullmatch(opening):
        return None
    return _built(text, amount, words, unit, Meaning(None, None))


def _unit(symbol: str, words: _Words) -> str | None:
    """Return the unit with its substance and its product; None where the words divide by something unknown."""
    scope = _scope(words)
    found = substance(symbol, words.near, words.after)
    if found is None or _DIVIDED.search(scope):
        return None
    if "/" in found or unit_of(found).kind in ("share", "money", "duration", "temperature") or not _TONNE.search(scope):
        return found
    return f"{found}/t" if f"{found}/t" in known_units() else None


def _scope(words: _Words) -> str:
    """Return the clause up to the amount, and the one before it: "每生产1吨锦纶，可减少约3吨"."""
    clauses = [part for part in _CLAUSE.split(words.sentence[: len(words.sentence) - len(words.clause)]) if part]
    return (clauses[-1] if clauses else "") + "，" + words.clause


def _built(text: str, amount: FoundAmount, words: _Words, unit: str, meaning: Meaning) -> ReadEffect | None:
    slash = _SLASH_TIME.match(words.after)
    per = _per(amount, words, unit, slash, meaning)
    end = amount.end + (slash.end() if slash else _noun_length(words.after))
    opening = text[words.start : amount.start]
    start = words.start + len(opening) - len(opening.lstrip(" \t，,、和及与"))
    return ReadEffect(
        printed=text[start:end],
        start=start,
        end=end,
        low=amount.low,
        high=amount.high,
        unit=unit,
        quantity=meaning.quantity,
        per=per,
        period=_period(words),
        direction=Direction.LEVEL if amount.before is not None else meaning.direction,
        evidence=evidence_of(_scope(words) + words.after),
        of_what=_of_what(words, meaning),
        before=amount.before,
        after=None if amount.before is None else amount.high,
    )


def _noun_length(after: str) -> int:
    """Return how much of the words after an amount belongs to it: to the end of the clause, if that is near."""
    return len(after.rstrip()) if len(after) <= _LONGEST_SUBJECT else 0


def _per(amount: FoundAmount, words: _Words, unit: str, slash: re.Match[str] | None, meaning: Meaning) -> Per | None:
    if amount.per is not Per.NONE:
        return amount.per
    if slash:
        return Per.YEAR if slash[2] else Per.DAY
    once = meaning.quantity in (Quantity.INVESTMENT, Quantity.PAYBACK) or unit_of(unit).kind in ("share", "duration")
    if once or "/" in unit or _TOTAL.search(words.clause) or _SEVERAL_YEARS.search(words.clause):
        return Per.NONE
    clause = DATE.sub("", words.clause)
    if _DAILY.search(clause):
        return None if YEARLY.search(clause) else Per.DAY
    return Per.YEAR if YEARLY.search(clause) else None


def _period(words: _Words) -> str | None:
    """Return the only date of the clause, or of a clause before it that is nothing but a date.

    A date that the figure is compared with is none: 较2020年.
    """
    dates = [match for match in DATE.finditer(words.clause) if not _BASE.search(words.clause[: match.start()])]
    if not dates:
        clauses = [part for part in _CLAUSE.split(words.sentence) if part.strip()]
        dates = [match for part in clauses[-2:-1] if (match := _ONLY_A_DATE.fullmatch(part))]
    if len(dates) != 1 or re.search(r"[-–—~至]", dates[0][0]):
        return None
    year, month, day = dates[0][1], dates[0][2], dates[0][3]
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _of_what(words: _Words, meaning: Meaning) -> str | None:
    """Return what the words before an amount name besides verbs, dates and bounds, and besides the quantity itself."""
    named = _FILLING.sub("", DATE.sub("", words.near)).strip(' \t，,、:：（(“”"。…和及与')
    if not 0 < len(named) <= _LONGEST_SUBJECT or not re.search(r"[\u4e00-\u9fff]", named):
        return None
    return None if meaning.quantity and _THE_QUANTITY.fullmatch(named) else named
