"""Records that can't be indexed, one fault for each thing that is made of a record, and an empty index to meet them."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from search import current, drain
from search.rebuild import rebuild
from tests.search.contract.conftest import drop

BAD = "毒"


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def indexed(request: pytest.FixtureRequest, transactional_db: None, settings: Any) -> Iterator[None]:
    """An empty index on either engine."""
    if request.param == "elastic":
        url = f"{request.getfixturevalue('elastic_url')}-parking-{uuid4().hex[:6]}"
        settings.SEARCH_URL = f"{url}?timeout=30"
        request.addfinalizer(lambda: drop(url))  # noqa: PT021 - only where there is something to drop
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()


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
    "a fact": refusing("search.source.filter_codes", lambda page: page.title),
    "a text": refusing("search.fields.terms", str),
}
BESIDE_IT = {
    "a word": refusing("search.spelling.lexicon.words_of", lambda record, _names: record.texts["zh-hans"].title),
    "a name": refusing("search.suggest.refresh.keys_of", str),
}
FAULTS = IN_THE_RECORD | BESIDE_IT
