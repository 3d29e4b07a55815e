"""The terms that an import needs."""

import pytest

from tests import factories


@pytest.fixture
def terms():
    factories.region("350582"), factories.programme(), factories.level()
    factories.section("notices")
