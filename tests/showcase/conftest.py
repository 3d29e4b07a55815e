"""What most tests of enterprises, lists and stories do without."""

from collections.abc import Iterator

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

# Folders whose tests ask what uses what: who may fetch a file, what may be deleted, which forms and reports there are.
ASK_FOR_REFERENCES = {"admin", "demo", "files", "printing", "screening"}


@pytest.fixture(autouse=True)
def no_reference_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """Skip Wagtail's reference index (a quarter of the time of a publish) where no test asks for it."""
    if ASK_FOR_REFERENCES & set(request.path.parts):
        yield
        return
    with disable_reference_index_auto_update():
        yield
