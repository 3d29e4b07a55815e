"""Finds mobile numbers, identity numbers, bank cards, e-mail addresses and names of persons in texts and tables.

Plain functions without Django. Credit codes (18 characters, GB 32100) and landlines are not personal data.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a finding. `EMBEDDED`: a file inside the file that was not examined."""

    MOBILE = "mobile"
    IDENTITY = "identity"
    CARD = "card"
    EMAIL = "email"
    NAME = "name"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where: a cell, a page, a part of the file."""

    kind: Kind
    place: str
    value: str


_MOBILE = re.compile(r"(?<![0-9A-Z.])(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?![0-9A-Z]|\.\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Z])\d{17}[0-9X](?![0-9A-Z])")
_BESIDE_LABEL = re.compile(r"(?<![0-9A-Z])(?:\d{17}[0-9X]|\d{15})(?![0-9A-Z])")
_CARD = re.compile(r"(?<![0-9A-Z])\d(?:[- ]?\d){15,18}(?![0-9A-Z])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PERSON = r"[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){0,20}"
_WORDS_BEHIND = re.compile("电话|手机|联系|邮箱|传真|职务|地址|固话")
PERSON_LABELS = "联系人|联络人|经办人|负责人|填报人|填表人|法人代表|法定代表人|姓名"
"""What stands before or above the name of a person; a regular expression."""
_LABELLED = re.compile(rf"(?:{PERSON_LABELS})(?:姓名)?\s*[:：]\s*({_PERSON})")
_PERSON_HEADER = re.compile(rf"(?:{PERSON_LABELS})(?:姓名)?")
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}·[\u4e00-\u9fff]{1,10}")
_OFFICE = re.compile(
    "[处科室局办部委厅组厂所站队会]$|公司|中心|政府|大学|学院|协会|电话|手机|单位|地址|邮箱|盖章|签字|方式|号码"
)
_IDENTITY_LABEL = re.compile("身份证|证件号")
_PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_YEAR = 1900
_CARD_LENGTHS = {"62": range(16, 20), "9558": range(19, 20), "4": range(16, 17), "5": range(16, 17)}


def find_in_text(text: str, place: str, *, is_contact: bool = False) -> Iterator[Finding]:
    """Yield all findings of a text. `is_contact`: an office's printed contact, whose mail address is public."""
    plain = unicodedata.normalize("NFKC", text)
    upper = plain.upper()
    numbers = [match[0] for match in _IDENTITY.finditer(upper) if is_identity_number(match[0])]
    if _IDENTITY_LABEL.search(plain):
        numbers += [match[0] for match in _BESIDE_LABEL.finditer(upper)]
    yield from (Finding(Kind.IDENTITY, place, number) for number in dict.fromkeys(numbers))
    for match in _CARD.finditer(upper):
        digits = re.sub(r"\D", "", match[0])
        if digits not in numbers and is_card_number(digits):
            yield Finding(Kind.CARD, place, digits)
    yield from (Finding(Kind.MOBILE, place, re.sub(r"\D", "", match[1])) for match in _MOBILE.finditer(upper))
    if is_contact:
        return
    yield from (Finding(Kind.EMAIL, place, match[0]) for match in _EMAIL.finditer(plain))
    for match in _LABELLED.finditer(plain):
        name = _name_of(match[1])
        if name:
            yield Finding(Kind.NAME, place, name)


def without_personal_data(text: str) -> str:
    """Return the text with … in place of each number, address and name that `find_in_text` finds."""
    if not any(find_in_text(text, "")):
        return text
    left, at = "", 0
    for start, end in sorted(_personal_spans(_half_width(text))):
        left += text[at:start] + ("…" if start >= at else "")
        at = max(at, end)
    return left + text[at:]


def _half_width(text: str) -> str:
    """Return the text normalised, each character in its old place."""
    forms = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(form if len(form) == 1 else old for form, old in zip(forms, text, strict=True))


def _personal_spans(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where personal data begins and ends; of a kind that has no check character, rather too much."""
    upper = "".join(one if len(one) == 1 else old for one, old in zip(map(str.upper, plain), plain, strict=True))
    yield from (match.span() for match in _EMAIL.finditer(plain))
    yield from (match.span() for match in _MOBILE.finditer(upper))
    yield from (match.span() for match in _IDENTITY.finditer(upper) if is_identity_number(match[0]))
    if _IDENTITY_LABEL.search(plain):
        yield from (match.span() for match in _BESIDE_LABEL.finditer(upper))
    yield from (match.span() for match in _CARD.finditer(upper) if is_card_number(re.sub(r"\D", "", match[0])))
    yield from (match.span(1) for match in _LABELLED.finditer(plain) if _name_of(match[1]))


def _name_of(run: str) -> str:
    """Return the name at the beginning of a run of Chinese characters, which may be 王 明; empty for an office."""
    words = _WORDS_BEHIND.split(run)[0].split()
    name = "".join(words[:2] if words and len(words[0]) == 1 else words[:1])
    return name if _NAME_ALONE.fullmatch(name) and not _OFFICE.search(name) else ""


def find_in_table(rows: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Finding]:
    """Yield all findings of a table of (place, cells) rows. The label above a column says what it holds."""
    persons: set[int] = set()
    identities: set[int] = set()
    for place, cells in rows:
        for column, text in enumerate(cells):
            where = f"{place}, {column + 1}" if place else str(column + 1)
            found = list(find_in_text(text, where))
            yield from found
            plain = unicodedata.normalize("NFKC", text).replace(" ", "")
            if _PERSON_HEADER.fullmatch(plain):
                persons.add(column)
            elif column in persons and _NAME_ALONE.fullmatch(plain) and not _OFFICE.search(plain):
                yield Finding(Kind.NAME, where, plain)
            if _IDENTITY_LABEL.search(plain):
                identities.add(column)
            elif column in identities and not found and _BESIDE_LABEL.fullmatch(plain.upper()):
                yield Finding(Kind.IDENTITY, where, plain.upper())


def is_identity_number(number: str) -> bool:
    """Say whether 18 characters are a resident identity number (GB 11643) with a valid check character."""
    if len(number) != 18 or not number[:17].isdecimal() or number[:2] not in _PROVINCES:
        return False
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    if not _FIRST_YEAR <= born.year <= dt.datetime.now(dt.UTC).year:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def is_card_number(digits: str) -> bool:
    """Say whether digits are a bank card number: an issuer's prefix, its length, and Luhn's check digit."""
    lengths = next((lengths for start, lengths in _CARD_LENGTHS.items() if digits.startswith(start)), ())
    if len(digits) not in lengths:
        return False
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def masked(finding: Finding) -> str:
    """Return the value with its middle hidden: what is stored must not be another copy of it."""
    value = finding.value
    if finding.kind is Kind.EMBEDDED:
        return value
    if finding.kind is Kind.NAME:
        return value[0] + "*" * (len(value) - 1)
    if finding.kind is Kind.EMAIL:
        return value[0] + "***" + value[value.index("@") :]
    return value[:3] + "*" * (len(value) - 5) + value[-2:]
