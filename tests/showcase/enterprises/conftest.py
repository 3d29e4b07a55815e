"""Two records of one enterprise."""

import datetime as dt

import pytest

from tests import factories as make


@pytest.fixture
def kept():
    return make.make_enterprise("示例纺织有限公司", "Example Textile")


@pytest.fixture
def duplicate():
    return make.make_enterprise("示例纺织厂", "Example Textile Works", former_names=["示例老厂"])


@pytest.fixture
def listed(kept, duplicate):
    """The duplicate stands on the list of 2020, the enterprise on that of 2022."""
    make.make_announcement("二〇二〇年名单", entries=[duplicate], effective_on=dt.date(2020, 12, 31), live=True)
    make.make_announcement("二〇二二年名单", entries=[kept], effective_on=dt.date(2022, 12, 31), live=True)
