"""Traditional Chinese characters as simplified ones."""

from opencc import OpenCC

_T2S = OpenCC("t2s")  # built when loaded: processes that are forked later share its dictionaries


def simplified(text: str) -> str:
    """Return the text in simplified characters; phrases are converted as a whole, so lengths may differ."""
    converted: str = _T2S.convert(text)
    return converted
