"""Programs from Debian that the project uses, and the command that installs each."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ops.fault import Fault


@dataclass(frozen=True)
class Tool:
    """A program or file the machine must have.

    `purpose` completes "… is needed for"; `any_of` are names looked up in PATH or absolute glob patterns: one hit
    is enough.
    """

    purpose: str
    packages: tuple[str, ...]
    any_of: tuple[str, ...]

    def found(self) -> str | None:
        """Return the path of the first hit, or None."""
        return next((hit for name in self.any_of if (hit := _find(name))), None)


JAVA = Tool("Elasticsearch", ("default-jdk-headless",), ("java",))
MAVEN = Tool("Elasticsearch", ("maven",), ("mvn",))
# The browser without windows does the same work with a fifth less of the processor.
CHROMIUM = Tool("browser tests", ("chromium-headless-shell",), ("chromium-headless-shell", "chromium"))
HAN_FONT = Tool(
    "pictures with Chinese text",
    ("fonts-wqy-microhei",),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)
PANGO = Tool("PDFs of announcements", ("libpangoft2-1.0-0",), ("/usr/lib/*/libpangoft2-1.0.so.0",))
FONT_SUBSETS = Tool("PDFs of announcements", ("libharfbuzz-subset0",), ("/usr/lib/*/libharfbuzz-subset.so.0",))
POSTGRESQL = Tool("tests on PostgreSQL", ("postgresql",), ("/usr/lib/postgresql/*/bin/initdb",))
REDIS = Tool("tests of the cache", ("redis-server",), ("redis-server",))
GETTEXT = Tool("the test of the message files", ("gettext",), ("msgfmt",))
NODE = Tool("checks of the public pages", ("nodejs", "npm"), ("npm",))
GIT = Tool("tests that read the repository", ("git",), ("git",))

FOR_TESTS = (JAVA, MAVEN, CHROMIUM, HAN_FONT, PANGO, FONT_SUBSETS, POSTGRESQL, REDIS, GETTEXT, GIT)


def _find(name: str) -> str | None:
    if not name.startswith("/"):
        return shutil.which(name)
    hits = sorted(Path("/").glob(name[1:]))
    return str(hits[-1]) if hits else None


def install_command(packages: Iterable[str]) -> str:
    """Return the line a person types; with sudo unless they are root."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"


def missing(tools: Iterable[Tool]) -> list[Tool]:
    """Return the tools of which nothing was found, in the given order."""
    return [tool for tool in tools if tool.found() is None]


def require(*tools: Tool) -> None:
    """Raise `Fault` with the installing command if any tool is missing."""
    absent = missing(tools)
    if absent:
        packages = [package for tool in absent for package in tool.packages]
        raise Fault(
            f"{', '.join(packages)} missing (needed for {absent[0].purpose}). Install:\n  {install_command(packages)}"
        )


def install(tools: Iterable[Tool]) -> list[Tool]:
    """Install what is missing where we are root and apt-get exists; return what is missing afterwards."""
    absent = missing(tools)
    if not absent or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return absent
    packages = [package for tool in absent for package in tool.packages]
    print(f"Installing {' '.join(packages)} …", flush=True)
    _apt_get("update")
    if _apt_get("install", "-y", "--no-install-recommends", *packages) != 0:
        for package in packages:
            _apt_get("install", "-y", "--no-install-recommends", package)
    return missing(absent)


def _apt_get(*arguments: str) -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An unattended upgrade may hold the lock on a machine that has just booted.
    command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", *arguments]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"apt-get {' '.join(arguments)} failed:\n{done.stdout[-500:]}{done.stderr[-1000:]}", flush=True)
    return done.returncode
