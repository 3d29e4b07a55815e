"""The unprivileged account that servers run as when we are root: Elasticsearch and PostgreSQL refuse to run as root."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ops.fault import Fault
from ops.places import ROOT, VAR

NAME = "lujian"


@dataclass(frozen=True)
class Account:
    """User and group number of the account that a server runs as."""

    uid: int
    gid: int


def service_account() -> Account | None:
    """Return None where we are not root (servers run as we do), else our own system account, created if missing."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if useradd is None:
        raise Fault("useradd is missing, and servers must not run as root. Install:\n  apt-get install -y passwd")
    command = [
        useradd,
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
        NAME,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(NAME)  # also right when a run beside us created it first
    except KeyError:
        raise Fault(f"could not create the account {NAME} to run servers as: {done.stderr.strip()}") from None


def service_folder(name: str, account: Account | None) -> Path:
    """Return `var/<name>`, or a folder of root's under /var/tmp where the account cannot reach the clone (in /root)."""
    folder = (VAR if account is None or reachable(ROOT, account) else _outside()) / name
    folder.mkdir(parents=True, exist_ok=True)
    if account is not None:
        VAR.mkdir(exist_ok=True)
        _let_through(VAR if folder.is_relative_to(VAR) else folder)
    own(folder, account)
    return folder


def reachable(path: Path, account: Account) -> bool:
    """Say whether the account may enter every folder down to and including `path`."""
    return all(_may_enter(folder.stat(), account) for folder in (path, *path.parents))


def _may_enter(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def _outside() -> Path:
    folder = Path("/var/tmp") / f"lujian-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"  # noqa: S108 - its owner is checked
    folder.mkdir(mode=0o755, exist_ok=True)
    status = os.lstat(folder)
    if status.st_uid != 0 or not stat.S_ISDIR(status.st_mode):
        raise Fault(f"{folder} belongs to somebody else: remove it")
    _let_through(folder)
    return folder


def _let_through(folder: Path) -> None:
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)


def own(tree: Path, account: Account | None) -> None:
    """Give a file or a whole tree to the account; do nothing where there is none."""
    if account is None:
        return
    os.chown(tree, account.uid, account.gid)
    for parent, folders, files in os.walk(tree):
        for entry in (*folders, *files):
            os.chown(Path(parent, entry), account.uid, account.gid, follow_symlinks=False)
