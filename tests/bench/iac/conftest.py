"""The app of the records, installed in the site of the tests, and an empty index."""

import pytest
from django.db import connection

import bench.iac
from bench.iac.apps import IacConfig
from bench.iac.models import Plant, Recommendation
from search.index import source
from tests.search.conftest import index, no_reference_index

__all__ = ["index", "no_reference_index"]


@pytest.fixture
def installed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the bench's settings would install: the settings of these tests are the product's.

    The tables go with the test: the database is made again from its copy.
    """
    with connection.schema_editor() as editor:
        editor.create_model(Plant)
        editor.create_model(Recommendation)
    monkeypatch.setattr(source, "_others", [])
    IacConfig("bench.iac", bench.iac).ready()
