"""Who uploads Word files in these tests."""

import pytest
from django.test import Client

from tests.showcase.stories.word.uploading import signed_in


@pytest.fixture
def editor(client: Client) -> Client:
    signed_in(client, "editor")
    return client
