"""What `make run` makes of its variables, and its steps on a new database."""

import stat
from pathlib import Path

import pytest

from ops import environment, run, site, stamps
from ops.fault import Fault


def test_without_variables_the_site_is_on_8000_with_the_embedded_engine():
    order = run.order_from({})
    assert (order.port, order.engine, order.es_port) == (8000, "embedded", None)
    assert order.search_url.startswith("embedded:///")


def test_empty_variables_count_as_absent():
    assert run.order_from({"PORT": "", "SEARCH": "", "ES_PORT": ""}) == run.order_from({})


def test_the_real_engine_takes_the_given_port():
    order = run.order_from({"SEARCH": "elastic", "ES_PORT": "9311"})
    assert order.search_url == "http://127.0.0.1:9311/lujian"


def test_the_real_engine_takes_a_free_port_where_none_is_given():
    assert run.order_from({"SEARCH": "elastic"}).es_port


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"SEARCH": "solr"}, "SEARCH=solr"),
        ({"PORT": "x"}, "PORT=x"),
        ({"SEARCH": "elastic", "ES_PORT": "0"}, "ES_PORT=0"),
    ],
)
def test_a_value_nobody_can_serve_is_named(variables, named):
    with pytest.raises(Fault, match=named):
        run.order_from(variables)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone's var/ elsewhere, and the management commands that would run in it."""
    monkeypatch.setattr(site, "DATABASE", tmp_path / "db.sqlite3")
    for name in ("DATABASE_STAMP", "DEMO_STAMP", "ACCOUNTS_STAMP"):
        monkeypatch.setattr(run, name, tmp_path / name)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    called: list[str] = []
    monkeypatch.setattr(run, "manage", lambda _variables, *arguments: called.append(arguments[0]))
    return called


def test_a_new_database_is_filled_even_if_an_old_one_was(clone, commands):
    site.DATABASE.touch()
    for _ in range(2):
        run.database({})
        run.demonstration({})
        run.accounts({})
    assert commands == ["migrate", "seed_demo", "seed_finders", "create_demo_admin", "create_demo_contributor"]
    site.DATABASE.unlink()
    run.database({})
    run.demonstration({})
    run.accounts({})
    assert commands[5:] == commands[:5]


def test_the_shells_own_database_never_meets_demonstration_content(monkeypatch, tmp_path):
    monkeypatch.setattr(site, "SECRET_KEY", tmp_path / "secret_key")
    shell = {"DATABASE_URL": "postgres://production", "DEBUG": "True", "PATH": "/usr/bin"}
    variables = site.environment(8123, "embedded:memory", shell)
    assert variables["DATABASE_URL"].startswith("sqlite:///")
    assert variables["DEBUG"] == "False"
    assert variables["PATH"] == "/usr/bin"
    assert variables["SITE_URL"] == "http://127.0.0.1:8123"


def test_the_secret_key_is_generated_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(site, "SECRET_KEY", tmp_path / "secret_key")
    key = site.secret_key()
    assert len(key) >= 50
    assert site.secret_key() == key
    assert stat.S_IMODE(site.SECRET_KEY.stat().st_mode) == 0o600


def test_a_second_start_in_the_same_folder_is_told_who_is_at_work(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VAR", tmp_path)
    with run.only_one_run():
        with pytest.raises(Fault, match=r"at work in this folder already \(process \d+\)"), run.only_one_run():
            pass
    with run.only_one_run():
        pass


def test_a_python_without_venv_gets_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _name: None)
    assert "apt-get install -y python3-venv" in environment.python_fault()


def test_a_python_that_is_too_old_is_named(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 1))
    assert "3.11 or newer is needed" in environment.python_fault()


def test_a_lock_that_did_not_change_installs_nothing(monkeypatch, tmp_path):
    lock, installed = tmp_path / "requirements.txt", []
    lock.write_text("six==1.17.0\n")
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "VENV_PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "INSTALLING", tmp_path / "installing")
    monkeypatch.setattr(environment, "_works", lambda: True)
    monkeypatch.setattr(environment, "_create", lambda: None)
    monkeypatch.setattr(environment, "_pip_install", lambda file: installed.append(file.read_text()))
    (tmp_path / "python").touch()
    assert environment.ensure(lock)
    assert not environment.ensure(lock)
    lock.write_text("six==1.17.1\n")
    assert environment.ensure(lock)
    assert installed == ["six==1.17.0\n", "six==1.17.1\n"]
    assert not environment.INSTALLING.exists()


def test_an_environment_whose_installation_was_killed_is_not_trusted(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "INSTALLING", tmp_path / "installing")
    monkeypatch.setattr(environment, "VENV_PYTHON", Path("/bin/true"))
    assert environment._works()
    environment.INSTALLING.touch()
    assert not environment._works()


def test_a_lock_holds_hashes_and_no_address():
    for lock in environment.LOCKS:
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_stamps_lie_where_git_does_not_look():
    assert stamps.FOLDER.parts[-2:] == ("var", "stamps")
