"""Records that can't be indexed, one fault for each thing that is made of a record."""

from collections.abc import Callable
from typing import Any

import pytest

BAD = "毒"


def refusing(place: str, text_of: Callable[..., str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let a function of ours fail wherever the text it is given has the bad sign."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        module, _, name = place.rpartition(".")
        original = getattr(__import__(module, fromlist=[name]), name)

        def refuse(*args: Any, **kwargs: Any) -> Any:
            if BAD in text_of(*args):
                raise ValueError(f"nothing can be made of {text_of(*args)}")
            return original(*args, **kwargs)

        monkeypatch.setattr(place, refuse)

    return patch


IN_THE_RECORD = {
    "a fact": refusing("search.index.source.filter_codes", lambda page: page.title),
    "a text": refusing("search.core.fields.terms", str),
}
BESIDE_IT = {
    "a word": refusing("search.spelling.lexicon.words_of", lambda record, _names: record.texts["zh-hans"].title),
    "a name": refusing("search.suggest.refresh.keys_of", str),
}
FAULTS = IN_THE_RECORD | BESIDE_IT
