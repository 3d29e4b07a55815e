"""Users of a role."""

import pytest

from tests.factories import (
    make_user,
)


@pytest.fixture
def log_in(client):
    def log_in_as(role):
        user = make_user(role)
        client.force_login(user)
        return user

    return log_in_as
