"""What an editor's browser is sent for the form of a story."""

import pytest
from django.test import Client

from tests.factories import make_case, make_effect, make_source

pytestmark = pytest.mark.django_db

MOST = 400_000  # bytes, before compression


def test_the_form_of_a_case_with_two_effects_and_two_sources_stays_within_400_kilobytes(admin_client: Client) -> None:
    """Given as many of both as half of the demonstration's stories have at most."""
    case = make_case("定型机余热回收", effects=[make_effect(), make_effect()], sources=[make_source(1), make_source(2)])
    form = admin_client.get(f"/admin/pages/{case.pk}/edit/").content
    assert b"inline_child_effects-1" in form
    assert b"inline_child_sources-1" in form
    assert len(form) <= MOST, len(form)
