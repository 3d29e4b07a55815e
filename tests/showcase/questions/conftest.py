"""A story, and who publishes on it."""

import pytest

from tests.factories import make_case, make_user


@pytest.fixture
def page():
    return make_case("示例余热回收")


@pytest.fixture
def publisher():
    return make_user("publisher")
