"""Writes a PDF of an HTML page: from standard input to standard output, in a process of its own.

WeasyPrint needs Pango and 260 MB, and 5,000 rows take 40 s and 800 MB: too much for a web worker. Started by
`making.py` with the site's address, the folder of its pictures and a style sheet; does not load Django. Several HTML
pages, divided by `NEXT`, are variants of which the first that fills no second page is written.
"""

from __future__ import annotations

import io
import logging
import mimetypes
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from portal.bounds import bound_this_process

MAX_MEMORY = 2_500_000_000  # address space
MAX_SECONDS = 300  # of processor time
NO_LIBRARY, NO_FONT, TOO_LONG = 3, 4, 5  # exit codes
NEXT = "\f"  # between variants; HTML takes it for a space


def main() -> None:
    """Write the PDF; exit with NO_LIBRARY or NO_FONT where this machine lacks something."""
    bound_this_process(MAX_MEMORY, MAX_SECONDS, may_write=True)
    os.nice(10)
    site, media, style = sys.argv[1:]
    try:
        import weasyprint  # heavy: brings Pango
    except (ImportError, OSError) as error:  # OSError: Pango, which is not a Python package
        sys.stderr.write(f"{error}\n")
        sys.exit(NO_LIBRARY)
    if not has_han_font(weasyprint):
        sys.exit(NO_FONT)
    variants = sys.stdin.buffer.read().decode().split(NEXT)
    pdf = written(weasyprint, variants, site, Path(media), Path(style))
    if not pdf:
        sys.exit(TOO_LONG)
    sys.stdout.buffer.write(pdf)


def written(weasyprint: Any, variants: list[str], site: str, media: Path, style: Path) -> bytes:
    """Return the PDF, tagged for assistive technology (PDF/UA); loads pictures from `media` only.

    Of several variants the first that fills no second page; empty where none does.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # heavy, as below

    class OwnPictures(URLFetcher):
        """Opens nothing but files below `media`, under their address on the site."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            file = own_file(url, site, media)
            if file is None:
                raise ValueError(f"not a picture of this site: {url}")
            return URLFetcherResponse(url, file.open("rb"), {"Content-Type": mimetypes.guess_type(file)[0] or ""})

    fetcher = OwnPictures()
    looks = weasyprint.CSS(string=style.read_text(encoding="utf-8"), url_fetcher=fetcher)
    options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": [looks], "pdf_variant": "pdf/ua-1"}
    for html in variants:
        page = weasyprint.HTML(string=html, base_url=site, url_fetcher=fetcher, media_type="print").render(**options)
        if len(variants) == 1 or len(page.pages) == 1:
            pdf: bytes = page.write_pdf(**options)
            return pdf
    return b""


def own_file(url: str, site: str, media: Path) -> Path | None:
    """Return the file below `media` (whose last part is its path on the site) at this address, or None."""
    asked, own = urlsplit(url), urlsplit(site)
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc) or not asked.path.startswith(own.path):
        return None
    root = media.resolve()
    try:
        file = (root / unquote(asked.path.removeprefix(own.path)).lstrip("/")).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):  # a path that no file can have
        return None


def has_han_font(weasyprint: Any) -> bool:
    """Say whether Chinese characters are printed as such, not as boxes."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        weasyprint.HTML(string="<p lang=zh-Hans>名单").write_pdf()
    finally:
        logger.removeHandler(handler)
    return "notdef" not in log.getvalue()


if __name__ == "__main__":
    main()
