"""The style page, and its colours where they are to be others than the system's."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.frame.frame import Crumb, NavItem
from showcase.style.states import sections
from showcase.style.words import say

CSS = Path(settings.BASE_DIR) / "static" / "css"
DARK = "(prefers-color-scheme: dark)"
SCHEMES = {"dark": "screen", "light": "not all"}
"""Scheme → what the style sheets ask instead of `DARK`."""
WIDTHS = (320, 360, 768, 1024, 1440)


@never_cache
@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component; `scheme`: in these colours, `width`: in a frame as wide as this."""
    scheme, width = request.GET.get("scheme", ""), request.GET.get("width", "")
    if scheme not in ("", *SCHEMES) or width not in ("", *map(str, WIDTHS)):
        raise Http404
    title = say("样式页", "Style page")
    context = {
        "page_title": title,
        "crumbs": (Crumb(say("首页", "Home"), reverse("style_page")), Crumb(title)),
        "noindex": True,
        "scheme": scheme,
        "width": width,
        "framed": _address(scheme, ""),
        "schemes": tuple(NavItem(_scheme_name(one), _address(one, width), one == scheme) for one in ("", *SCHEMES)),
        "widths": tuple(
            NavItem(f"{one} px" if one else say("全宽", "as wide as it is"), _address(scheme, one), one == width)
            for one in ("", *map(str, WIDTHS))
        ),
        "style_sheets": tuple(f"css/components/{path.name}" for path in sorted((CSS / "components").glob("*.css"))),
        "sections": () if width else sections(),
    }
    return render(request, "showcase/style/page.html", context)


@never_cache
@require_safe
def scheme_css(request: HttpRequest, scheme: str) -> HttpResponse:
    """Return the style sheets that ask which scheme the system has, as they are in this one."""
    if scheme not in SCHEMES:
        raise Http404
    tokens, base = ((CSS / f"{name}.css").read_text() for name in ("tokens", "base"))
    # Of the base only the rules for the dark, each on a line: the others would come after those of the components.
    asking = [line for line in base.splitlines() if DARK in line]
    css = "\n".join((tokens, *asking)).replace(f"screen and {DARK}", SCHEMES[scheme])
    css = css.replace("color-scheme: light dark", f"color-scheme: {scheme}")
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _scheme_name(scheme: str) -> str:
    names = {"dark": say("深色", "dark"), "light": say("浅色", "light")}
    return names.get(scheme, say("跟随系统", "of the system"))


def _address(scheme: str, width: str) -> str:
    asked = [f"{name}={value}" for name, value in (("scheme", scheme), ("width", width)) if value]
    return reverse("style_page") + (f"?{'&'.join(asked)}" if asked else "")
