"""Accounts, folders and archives of the servers that tests use."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from ops import elasticsearch, tools
from ops.account import Account, reachable
from ops.fault import Fault

STRANGER = Account(uid=64999, gid=64999)


def test_a_folder_closed_to_others_is_not_reachable(tmp_path):
    closed = tmp_path / "closed"
    (closed / "clone").mkdir(parents=True)
    closed.chmod(0o700)
    assert not reachable(closed / "clone", STRANGER)


def test_a_folder_below_open_ones_is_reachable():
    assert reachable(Path("/usr/bin"), STRANGER)


def test_the_owner_reaches_what_is_closed_to_others(tmp_path):
    tmp_path.chmod(0o700)
    owner = Account(os.getuid(), os.getgid())
    closed = [folder for folder in tmp_path.parents if not folder.stat().st_mode & stat.S_IXOTH]
    assert reachable(tmp_path, owner) == all(folder.stat().st_uid == owner.uid for folder in closed)


def test_unpacking_keeps_what_is_executable_and_makes_all_readable(tmp_path):
    archive = tmp_path / "server.zip"
    top = f"elasticsearch-{elasticsearch.VERSION}"
    with zipfile.ZipFile(archive, "w") as content:
        for name, mode in (("bin/elasticsearch", 0o755), ("config/jvm.options", 0o600)):
            entry = zipfile.ZipInfo(f"{top}/{name}")
            entry.external_attr = mode << 16
            content.writestr(entry, "x")
    home = elasticsearch._unpack(archive, tmp_path / "unpacking")
    assert stat.S_IMODE((home / "bin" / "elasticsearch").stat().st_mode) == 0o755
    assert stat.S_IMODE((home / "config" / "jvm.options").stat().st_mode) == 0o644


def test_a_tool_that_is_missing_comes_with_the_command_that_installs_it():
    absent = tools.Tool("browser tests", ("chromium",), ("no-such-program",))
    with pytest.raises(Fault, match=r"(?s)chromium missing \(needed for browser tests\).*apt-get install -y chromium"):
        tools.require(absent)


def test_a_tool_may_be_any_one_of_several_files(tmp_path):
    (tmp_path / "15").mkdir()
    (tmp_path / "15" / "initdb").touch()
    tool = tools.Tool("tests", ("postgresql",), (f"{tmp_path}/*/nothing", f"{tmp_path}/*/initdb"))
    assert tool.found() == str(tmp_path / "15" / "initdb")


def test_no_health_answer_means_not_healthy():
    assert not elasticsearch.healthy("http://127.0.0.1:1")
