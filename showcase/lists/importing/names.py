"""Names of units, made comparable: width, brackets, spaces, traditional letters, the words for the legal form."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_FORMER = re.compile(r"[(\[](?:原名称?|原|曾用名|原企业名称|更名前|前身)[为是:：]*\s*([^)\]]{4,})[)\]]")
_REMARK = re.compile(r"[(\[](?:来源简称|简称|公示|待核|[^)\]]*来源简称)[^)\]]*[)\]]")
_SIGNS = re.compile(r"[\s()\[\]〔〕【】〈〉《》“”\"'‘’·•.,，。、;；:：*_\-—–/]+")
_FORM = re.compile(
    r"(集团股份有限公司|股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|总公司|分公司|公司|集团)$"
)
_PLACE = re.compile(r"^(中国)?(福建省?|厦门市?|福州市?|泉州市?|漳州市?|莆田市?|三明市?|南平市?|龙岩市?|宁德市?|平潭)")


def normal_name(text: str) -> str:
    """The same for every way to write one name: width, brackets of any kind or none, spaces, case, traditional."""
    halved = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub("", _REMARK.sub("", _simplified().convert(halved)))


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def core_name(text: str) -> str:
    """What distinguishes a name: without the place in front and the legal form behind; never empty for a name."""
    name = normal_name(text)
    form = _FORM.sub("", name)
    core = _PLACE.sub("", form)
    return core if len(core) > 1 else form or name


def split_former_name(text: str) -> tuple[str, str]:
    """`甲公司（原名：乙公司）` → (`甲公司`, `乙公司`); the second is empty where none is printed."""
    halved = text.replace("（", "(").replace("）", ")").replace("：", ":")
    found = _FORMER.search(halved)
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(), found[1].strip()
