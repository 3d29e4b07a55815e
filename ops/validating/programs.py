"""Checks that programs of others make: the Nu HTML checker of the W3C, and veraPDF."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ops import processes
from ops.fault import Fault
from ops.validating import fetching
from ops.validating.crawling import Answer, Client, Crawl
from ops.validating.findings import Finding, Outcome

_PDF = Path(__file__).with_name("CheckPdf.java")
_PDFS_A_KIND = 12


def markup(crawl: Crawl) -> Outcome:
    """Return what the Nu HTML checker says of all pages and fragments, warnings included."""
    asked = [answer for answer in crawl.of_kind("text/html") if answer.is_page]
    jar = fetching.npm(fetching.NU) / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory() as folder:
        names = _written(asked, Path(folder), ".html")
        command: list[str | Path] = [
            "java",
            "-Xss4m",
            "-jar",
            jar,
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            folder,
        ]
        code, said = processes.printed(command)
    if code:
        raise Fault(f"the Nu checker could not run: {said[-400:]}")
    found = [_of_nu(message, names) for message in json.loads(said)["messages"]]
    return Outcome("HTML (Nu checker)", len(asked), found)


def _of_nu(message: dict[str, str], names: dict[str, str]) -> Finding:
    name = message.get("url", "").rpartition("/")[2]
    kind = message.get("subType", message["type"])
    extract = " ".join(message.get("extract", "").split())[:100]
    return Finding(names.get(name, name), f"{kind}: {message['message']} [{extract}]")


def pdfs(crawl: Crawl) -> Outcome:
    """Return what veraPDF says of the PDFs, by the rules of PDF/UA-1 that a machine can check."""
    client = Client(crawl.site)
    asked = [client.ask(answer.address, "GET") for answer in chosen_pdfs(crawl)]
    broken = [Finding(one.address, f"status {one.status}") for one in asked if one.kind != "application/pdf"]
    whole = [one for one in asked if one.kind == "application/pdf"]
    with tempfile.TemporaryDirectory() as folder:
        names = _written(whole, Path(folder), ".pdf")
        files = [str(Path(folder) / name) for name in names]
        command: list[str | Path] = ["java", "-cp", f"{fetching.verapdf()}/*", _PDF, *files]
        code, said = processes.printed(command)
    if code:
        raise Fault(f"veraPDF could not run: {said[-400:]}")
    lines = [line.split("\t") for line in said.splitlines() if line.count("\t") == 2]
    found = [Finding(names[Path(file).name], f"{rule}: {text}") for file, rule, text in lines if rule != "read"]
    unread = len(whole) - sum(rule == "read" for _, rule, _ in lines)
    return Outcome("PDF/UA-1 (veraPDF)", len(whole), [*broken, *found, *[Finding("", "not read")] * unread])


def chosen_pdfs(crawl: Crawl) -> list[Answer]:
    """Return a dozen of each kind of PDF that the site makes, since making one takes about a second."""
    kinds: dict[str, list[Answer]] = {}
    for answer in crawl.of_kind("application/pdf"):
        kind = answer.address.removeprefix("/en").split("/")[1] + str(answer.address.startswith("/en/"))
        kinds.setdefault(kind, []).append(answer)
    return [answer for answers in kinds.values() for answer in answers[:: max(1, len(answers) // _PDFS_A_KIND)]]


def _written(answers: Sequence[Answer], folder: Path, ending: str) -> dict[str, str]:
    """Write the answers into numbered files; return file name → address."""
    names = {f"{number}{ending}": answer.address for number, answer in enumerate(answers)}
    for name, answer in zip(names, answers, strict=True):
        (folder / name).write_bytes(answer.body)
    return names
