"""`python -m ops.validate [CHECK …]`: validators of others and of our own over every public address.

The demonstration site is served in a temporary folder and asked for all that its sitemap and its pages lead to. One
line is printed for each check, with examples of what it found; the exit code is 1 where anything was found.
`--json FILE` writes all of it.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SECRET_KEY", "only for the checks of a demonstration")

from ops import tools
from ops.fault import main
from ops.validating import addresses, browser, described, feeds, programs, wording
from ops.validating.crawling import Crawl, crawl
from ops.validating.findings import Outcome, examples
from tests import sites

CHECKS: Mapping[str, Callable[[Crawl], Outcome]] = {
    "answers": addresses.answers,
    "links": addresses.all_links,
    "heads": addresses.heads,
    "sitemap": addresses.sitemap,
    "feeds": feeds.feeds,
    "json": feeds.json_answers,
    "wording": wording.wording,
    "social": described.social,
    "structured": described.structured,
    "markup": programs.markup,
    "pdfs": programs.pdfs,
    "browser": browser.browser,
}


# The worker makes them one by one; some of each language are enough.
_PDFS = """
import django
django.setup()
from showcase.pages.files.pdf_making import make_pdf
from showcase.stories.models import StoryPage
for language in ("zh-hans", "en"):
    for page in StoryPage.objects.live().filter(locale__language_code=language).order_by("pk")[::30]:
        make_pdf(page.specific)
"""


def validate(site: str, names: list[str]) -> list[Outcome]:
    """Ask all public addresses of a served site, run the checks with these names, print and return what they found."""
    found, outcomes = crawl(site), []
    left_out = len(found.left_out)
    print(f"{len(found.answers)} addresses asked, {left_out} with a query left out as like others", flush=True)
    for name in names:
        outcome = CHECKS[name](found)
        print(outcome.line, *examples(outcome.findings), sep="\n", flush=True)
        outcomes.append(outcome)
    return outcomes


def _command() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.validate", description="Check every public address.")
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"some of: {', '.join(CHECKS)} (all)")
    parser.add_argument("--json", type=Path, help="a file for everything that was found")
    arguments = parser.parse_args()
    unknown = set(arguments.checks) - set(CHECKS)
    if unknown:
        parser.error(f"no check is called {', '.join(sorted(unknown))}")
    tools.require(tools.JAVA, tools.MAVEN, tools.NODE, tools.CHROMIUM)
    with tempfile.TemporaryDirectory(prefix="lujian-validate-") as folder:
        site = sites.seeded(Path(folder))
        site.run("-c", _PDFS)
        with site.serving(workers=2):
            outcomes = validate(site.url, arguments.checks or list(CHECKS))
    if arguments.json:
        data = [outcome.as_data() for outcome in outcomes]
        arguments.json.write_text(json.dumps(data, ensure_ascii=False, indent=1))
    return int(any(outcome.findings for outcome in outcomes))


if __name__ == "__main__":
    main(_command)
