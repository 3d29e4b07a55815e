"""The programs behind some checks, fetched once into var/validate: from npm and from Maven, by their names."""

import shutil
from pathlib import Path

from ops import processes, tools
from ops.fault import Fault
from ops.places import VAR

FOLDER = VAR / "validate"
NU = ("vnu-jar", "26.9.27")
LIGHTHOUSE = ("lighthouse", "13.5.0")
SCHEMA_ORG = ("schema-dts", "2.1.0")
"""The vocabulary of schema.org as types of TypeScript: all its types with their properties."""
VERAPDF = "1.28.1"
_COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
# The applications of veraPDF need what only its makers serve; the library that they are made of is whole.
_PROJECT = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>lujian</groupId><artifactId>pdf-checks</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf</groupId><artifactId>validation-model</artifactId><version>{VERAPDF}</version>
  </dependency></dependencies>
</project>
"""


def npm(package: tuple[str, str]) -> Path:
    """Return the folder of a package (name, version) from npm, installed without running scripts of its own."""
    name, version = package
    place = FOLDER / f"{name}-{version}"
    installed = place / "node_modules" / name
    if not installed.exists():
        tools.require(tools.NODE)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        print(f"Fetching {name} {version} by npm …", flush=True)
        command: list[str | Path] = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", place]
        _run([*command, f"{name}@{version}"], name)
    return installed


def verapdf() -> Path:
    """Return the folder with the libraries of veraPDF."""
    place = FOLDER / f"verapdf-{VERAPDF}"
    if not (place / "whole").exists():
        tools.require(tools.JAVA, tools.MAVEN)
        place.mkdir(parents=True, exist_ok=True)
        (place / "pom.xml").write_text(_PROJECT)
        print(f"Fetching veraPDF {VERAPDF} by Maven …", flush=True)
        command: list[str | Path] = ["mvn", "-q", "-B", "-f", place / "pom.xml", _COPY_GOAL, "-DincludeScope=runtime"]
        _run([*command, f"-DoutputDirectory={place / 'jars'}"], "veraPDF")
        (place / "whole").touch()
    return place / "jars"


def _run(command: list[str | Path], name: str) -> None:
    code, said = processes.printed(command)
    if code:
        raise Fault(f"{name} could not be fetched: {said[-400:]}")
