"""The administrator that `make run` creates."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path: Path, settings) -> Path:
    settings.DEMO = True
    return tmp_path / "var" / "password"


def test_it_can_log_in_with_the_password_that_was_printed_and_kept(password_file, capsys):
    call_command("create_demo_admin", password_file=password_file)
    password = password_file.read_text().strip()
    assert password in capsys.readouterr().out
    assert authenticate(username="admin", password=password).is_superuser


def test_only_the_owner_reads_the_password(password_file):
    call_command("create_demo_admin", password_file=password_file)
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600


def test_every_clone_gets_its_own_password(password_file, tmp_path):
    call_command("create_demo_admin", password_file=password_file)
    get_user_model().objects.all().delete()
    call_command("create_demo_admin", password_file=tmp_path / "other")
    assert (tmp_path / "other").read_text() != password_file.read_text()


def test_a_second_start_changes_and_prints_nothing(password_file, capsys):
    call_command("create_demo_admin", password_file=password_file)
    password = password_file.read_text().strip()
    capsys.readouterr()
    call_command("create_demo_admin", password_file=password_file)
    assert password not in capsys.readouterr().out
    assert authenticate(username="admin", password=password)


def test_a_start_interrupted_before_the_account_was_made_goes_on_with_the_kept_password(password_file):
    password_file.parent.mkdir()
    password_file.write_text("kept-from-before\n")
    call_command("create_demo_admin", password_file=password_file)
    assert authenticate(username="admin", password="kept-from-before")


def test_a_site_that_is_no_demonstration_gets_none(password_file, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("create_demo_admin", password_file=password_file)
    assert not password_file.exists()
