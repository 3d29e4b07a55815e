"""An official list to be published."""

import pytest

from tests import factories


@pytest.fixture
def notice():
    factories.region("350582"), factories.programme(), factories.level(), factories.section("notices")
    return factories.make_announcement("示例公布", basis="official_file", issuer="示例厅")
