"""Compares names of units, for all code that matches, finds or suggests them. Pure: no database, no vocabulary.

Three normal forms, each coarser than the one before:

- `normal_name` for matching that *decides*: ignores width, brackets of any kind or none, signs, spaces, case, and
  traditional characters that have no other meaning. Two names with one normal name are one name, written in two ways.
- `search_name` for finding: also ignores characters that are traditional in one name and simplified in another
  (乾, 後), and reads 福建省… as 福建….
- `core_name` for offering: without places in front and the legal form behind. Two names with one core are similar,
  and may be two companies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.text.simplified import simplified

SHORTEST = 2
"""Characters that a core or the rest after a place must have; otherwise what was removed belongs to the name."""

LONGEST = 255
CORE, END = "\x01", "\x02"
"""What stands before and after the core in a line of `name_line`; occurs in no name."""

_REMARK = re.compile(r"[(\[](?:来源简称|简称|公示|待核|[^)\]]*来源简称)[^)\]]*[)\]]")
_SIGNS = re.compile(
    r"[\s()\[\]{}<>〔〕【】〈〉《》「」『』“”\"'‘’·•.,，。、;；:：*_\-—–―‐/\\|&+\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+"
)
# A branch 分公司 is a unit of its own.
_FORM = re.compile(r"(?:集团|股份|有限|责任|总公司|(?<!分)公司)+$")
_ENGLISH_FORM = re.compile(r"(?<=[a-z]{4})(?:company|corporation|limited|group|corp|inc|ltd|co)+$")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "内蒙古|广西|西藏|宁夏|新疆"
)
_CITIES = "福州|厦门|莆田|三明|泉州|漳州|南平|龙岩|宁德|平潭"
_COUNTIES = (
    "福清|长乐|闽侯|连江|罗源|闽清|永泰|鼓楼|台江|仓山|马尾|晋安|思明|海沧|湖里|集美|同安|翔安|城厢|涵江|荔城|秀屿|仙游|三元|沙县|明溪|清流|"
    "宁化|大田|尤溪|将乐|泰宁|建宁|永安|鲤城|丰泽|洛江|泉港|惠安|安溪|永春|德化|金门|石狮|晋江|南安|芗城|龙文|龙海|长泰|云霄|漳浦|诏安|东山|"
    "南靖|平和|华安|延平|建阳|顺昌|浦城|光泽|松溪|政和|邵武|武夷山|建瓯|新罗|永定|长汀|上杭|武平|连城|漳平|蕉城|霞浦|古田|屏南|寿宁|周宁|柘荣|"
    "福安|福鼎"
)
_UNIT = "省|市|县|区|自治区|壮族自治区|回族自治区|维吾尔自治区|综合实验区"
_PLACE = re.compile(f"(?:中国|(?P<name>{_PROVINCES}|{_CITIES}|{_COUNTIES})(?P<unit>{_UNIT})?)")
_BARE_COUNTY = re.compile(f"(?:{_COUNTIES})$")
_COUNTY_NEEDS = 4  # characters after a county without 市, 县 or 区: 永安药业 is a name, 晋江恒安纸业 is in 晋江
_HOME = "福建"  # the province of all cities and counties above
_IS_PROVINCE = re.compile(_PROVINCES)


class Likeness(StrEnum):
    """Same: one name written in two ways. Alike: to be offered, never decided by. Other: neither."""

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"


def likeness(one: str, other: str) -> Likeness:
    """Compare two names; an empty name is like none."""
    first, second = normal_name(one), normal_name(other)
    if not first or not second:
        return Likeness.OTHER
    if first == second:
        return Likeness.SAME
    return Likeness.ALIKE if core_name(one) == core_name(other) else Likeness.OTHER


def normal_name(text: str) -> str:
    """Return a form that is the same for every way to write one name, and different for different names."""
    bare = _bare(text)
    while (again := _bare(bare)) != bare:  # a sign between two characters kept them from being combined
        bare = again
    converted = simplified(bare)
    if len(converted) != len(bare):
        return bare
    return "".join(new if _is_only_traditional(old) else old for old, new in zip(bare, converted, strict=True))


def _bare(text: str) -> str:
    """Return the text in half width, lower case, without remarks and signs."""
    return _SIGNS.sub("", _REMARK.sub("", unicodedata.normalize("NFKC", text).casefold()))


def search_name(text: str) -> str:
    """Return the form compared when a name, or a part of it, is searched for; one per normal name."""
    return without_units(simplified(normal_name(text)))[:LONGEST]


def core_name(text: str) -> str:
    """Return what distinguishes a name: without places in front and legal form; never empty for a name."""
    name = search_name(text)
    form = _without_form(name)
    core = _split_places(form)[1]
    return core if len(core) >= SHORTEST else form or name


def without_units(name: str) -> str:
    """Shorten 福建省…, 晋江市… to 福建…, 晋江… in a normalised text that keeps its spaces."""
    lead, rest = _split_places(name)
    return "".join((*lead, rest))


def behind_places(name: str) -> str:
    """Return what follows the places in front of a normalised text; empty without places or with little left."""
    lead, rest = _split_places(name)
    return rest if lead and len(rest) >= SHORTEST else ""


def without_company(name: str) -> str:
    """Remove a whole legal form (…公司) at the end of a text."""
    return _without_form(name) if name.endswith("公司") else name


def name_line(*names: str) -> str:
    """Return names in the form that `NameQuery.finds` searches, one per line."""
    return "\n".join(_line(search_name(name), core_name(name)) for name in names if name)


def stored_line(key: str, core: str) -> str:
    """Return that form for a name whose search name and core are stored."""
    return _line(key, core)


def _line(key: str, core: str) -> str:
    return f"{key}{CORE}{core}{END}"


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name, or a part of one, that somebody searches for.

    `key`: occurs anywhere in the search name. `rest`: what follows the places in front of it, if any; a core begins
    with it. `core`: its core where it has a legal form; a core is equal to it. Empty: does not apply. `lead`: the
    places in front, which must not contradict those of the name.
    """

    key: str
    rest: str = ""
    core: str = ""
    lead: str = ""

    @classmethod
    def of(cls, text: str) -> NameQuery:
        key = search_name(text)
        lead, rest = _split_places(key)
        has_form = _without_form(key) != key
        core = core_name(text) if has_form else ""
        return cls(
            key,
            rest if lead and not has_form and len(rest) >= SHORTEST else "",
            core if len(core) >= SHORTEST else "",
            "".join(lead),
        )

    def finds(self, lines: str) -> bool:
        """Say whether one of the names in these lines (`name_line`) matches."""
        if not self.key:
            return False
        if self.key in lines:
            return True
        return any(mark in lines for mark in self._marks) and any(self.fits(line) for line in lines.split("\n"))

    def among(self, units: Mapping[int, str]) -> list[int]:
        """Return the keys of those units whose lines hold a matching name."""
        key = self.key
        if not key or self._marks:
            return [unit for unit, lines in units.items() if self.finds(lines)]
        return [unit for unit, lines in units.items() if key in lines]

    def fits(self, line: str) -> bool:
        """Say whether the name of one line matches."""
        if self.key and self.key in line:
            return True
        key, _mark, _core = line.partition(CORE)
        return any(mark in line for mark in self._marks) and self.agrees(key)

    def agrees(self, key: str) -> bool:
        """Say whether the places in front of a search name do not contradict those of the query."""
        return _agree("".join(_split_places(key)[0]), self.lead)

    @property
    def _marks(self) -> tuple[str, ...]:
        rest = (f"{CORE}{self.rest}",) if self.rest else ()
        return (*rest, f"{CORE}{self.core}{END}") if self.core else rest


def _split_places(name: str) -> tuple[tuple[str, ...], str]:
    """Return the places in front, without 省, 市, 县 and 区, and what follows; a place alone stays whole."""
    lead: list[str] = []
    rest = name
    while (found := _PLACE.match(rest)) is not None:
        behind = rest[found.end() :]
        bare = found["name"] or "中国"
        is_county = not found["unit"] and _BARE_COUNTY.match(bare) is not None
        if not behind or (is_county and len(_without_form(behind)) < _COUNTY_NEEDS):
            break
        lead.append(bare)
        rest = behind
    if (alone := _PLACE.fullmatch(rest)) is not None and alone["unit"]:
        rest = alone["name"]
    return tuple(lead), rest


def _agree(one: str, other: str) -> bool:
    """Say whether two leads may belong to one unit: one is missing, part of the other, or lies in the province."""
    one, other = one.removeprefix("中国"), other.removeprefix("中国")
    if not one or not other or one.startswith(other) or other.startswith(one):
        return True
    if one.endswith(other) or other.endswith(one):
        return True
    return _HOME in (one, other) and not any(_IS_PROVINCE.match(lead) for lead in (one, other) if lead != _HOME)


def _without_form(name: str) -> str:
    """Remove the legal form from a name; a name that is nothing else stays."""
    return _ENGLISH_FORM.sub("", _FORM.sub("", name)) or name


@cache
def _is_only_traditional(character: str) -> bool:
    """Say whether a character is not in GB 2312: then it has no meaning but its simplified form."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
