"""Writes a PDF of an HTML page: from standard input to standard output, in a process of its own.

WeasyPrint brings Pango and 260 MB with it, and 5,000 rows take 40 s and 800 MB: nothing for a web worker. Started by
`making.py` with the site's address, the folder of its pictures and a style sheet; knows nothing of Django.
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
MAX_SECONDS = 300  # of a processor
NO_LIBRARY, NO_FONT = 3, 4  # exit codes


def main() -> None:
    """Exit code NO_LIBRARY or NO_FONT where this machine lacks something."""
    bound_this_process(MAX_MEMORY, MAX_SECONDS, may_write=True)
    os.nice(10)
    site, media, style = sys.argv[1:]
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: Pango, which is no Python package
        sys.stderr.write(f"{error}\n")
        sys.exit(NO_LIBRARY)
    if not has_han_font(weasyprint):
        sys.exit(NO_FONT)
    sys.stdout.buffer.write(written(weasyprint, sys.stdin.buffer.read().decode(), site, Path(media), Path(style)))


def written(weasyprint: Any, html: str, site: str, media: Path, style: Path) -> bytes:
    """The PDF, tagged for readers of any kind (PDF/UA); pictures come from `media` alone, nothing from elsewhere."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnPictures(URLFetcher):
        """Opens nothing but files below `media`, under their address on the site."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            file = own_file(url, site, media)
            if file is None:
                raise ValueError(f"not a picture of this site: {url}")
            return URLFetcherResponse(url, file.open("rb"), {"Content-Type": mimetypes.guess_type(file)[0] or ""})

    fetcher = OwnPictures()
    page = weasyprint.HTML(string=html, base_url=site, url_fetcher=fetcher, media_type="print")
    looks = weasyprint.CSS(string=style.read_text(encoding="utf-8"), url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(stylesheets=[looks], pdf_variant="pdf/ua-1")
    return pdf


def own_file(url: str, site: str, media: Path) -> Path | None:
    """The file below `media` (whose last part is its path on the site) that stands at this address, if there is one."""
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
    """Whether Chinese letters come out as letters, not as boxes."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        weasyprint.HTML(string="<p lang=zh-Hans>名单").write_pdf()
    finally:
        logger.removeHandler(handler)
    return "notdef" not in said.getvalue()


if __name__ == "__main__":
    main()
