"""`/opensearch.xml`: lets a browser offer the site's search in its own search box."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import demo_notice
from search.suggest.lookup import suggestions

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_OWN_TYPE = "application/opensearchdescription+xml"
_SUGGESTIONS_TYPE = "application/x-suggestions+json"
_SUGGESTED = 8


def description(request: HttpRequest) -> HttpResponse:
    """Describe the search in the language of the address: as a page, as a feed, with suggestions."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    _add(root, "ShortName", _("Lüjian"))
    _add(root, "Description", " · ".join(filter(None, (_("Search Lüjian, green manufacturing"), demo_notice()))))
    _add(root, "InputEncoding", "UTF-8")
    _add(root, "Language", get_language() or settings.LANGUAGE_CODE)
    _add(root, "Image", settings.SITE_URL + static("icons/favicon.svg"), type="image/svg+xml")
    search = settings.SITE_URL + reverse("search")
    _add(root, "Url", "", type="text/html", template=f"{search}?q={{searchTerms}}")
    _add(root, "Url", "", type="application/atom+xml", template=f"{search}?q={{searchTerms}}&format=atom")
    suggest = settings.SITE_URL + reverse("opensearch_suggestions")
    _add(root, "Url", "", type=_SUGGESTIONS_TYPE, template=f"{suggest}?q={{searchTerms}}")
    _add(root, "Url", "", type=_OWN_TYPE, rel="self", template=settings.SITE_URL + reverse("opensearch"))
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type=_OWN_TYPE)


def opensearch_suggestions(request: HttpRequest) -> JsonResponse:
    """Return what a browser shows below its search box: [text, labels, [], addresses]."""
    text = request.GET.get("q", "")
    found = suggestions(text, get_language() or settings.LANGUAGE_CODE, _SUGGESTED)
    answer = [text, [one.label for one in found], [], [settings.SITE_URL + one.url for one in found]]
    response = JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": True})
    response["Content-Type"] = _SUGGESTIONS_TYPE
    response["X-Robots-Tag"] = "noindex"
    return response


def _add(root: ET.Element, tag: str, text: str, **attributes: str) -> None:
    element = ET.SubElement(root, tag, attributes)
    element.text = text or None
