"""The contributor that `make run` creates for an invented enterprise."""

from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from showcase.demo.ledger import remember
from showcase.models import Enterprise
from showcase.stories.contributing.rules import enterprises_of
from tests.factories import make_enterprise, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path: Path, settings) -> Path:
    settings.DEMO = True
    make_user("contributor")  # the roles are there
    return tmp_path / "var" / "password"


@pytest.fixture
def invented() -> Enterprise:
    found = make_enterprise("示例企业甲", is_example=True)
    remember("enterprise", "example-a", found, "digest", "")
    return found


def test_it_can_log_in_and_writes_for_the_invented_enterprise_alone(password_file, invented):
    call_command("create_demo_contributor", password_file=password_file)

    user = authenticate(username="contributor", password=password_file.read_text().strip())
    assert enterprises_of(user) == [invented.pk]
    assert [group.name for group in user.groups.all()] == ["contributor"]
    assert not user.is_superuser


def test_a_second_start_leaves_the_account_as_it_is(password_file, invented, capsys):
    call_command("create_demo_contributor", password_file=password_file)
    capsys.readouterr()

    call_command("create_demo_contributor", password_file=password_file)

    assert "stays as it is" in capsys.readouterr().out
    assert invented.contributors.count() == 1


def test_without_the_demonstration_content_it_says_what_to_run_first(password_file):
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("create_demo_contributor", password_file=password_file)


def test_a_site_that_is_no_demonstration_gets_none(password_file, invented, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demonstration"):
        call_command("create_demo_contributor", password_file=password_file)
    assert not password_file.exists()
