"""Citations in the rich text editor: one button or Ctrl+Shift+K, and a typed [1] becomes one.

In the editor a citation is a mark of one letter that can't be changed, only deleted; `static/js/admin/citations.js`
shows the number of the source in its place.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import FORCE_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, PluginFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.text.citations import FEATURE, KEYS_FEATURE, LINK_TYPE

_TYPE = "CITATION"
_MARK = "※"


class SourceLink(LinkHandler):
    """A citation outside of a page of the site, where nothing replaces it: a link that shows nothing."""

    identifier = LINK_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:  # noqa: ARG003 - Wagtail calls it with them
        return "<a>"


class _CitationElement(InlineEntityElementHandler):
    """Reads `<a id="3" linktype="source"></a>`; the editor needs a letter to show it at."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"key": attrs.get("id", "")}

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        if state.leading_whitespace == FORCE_WHITESPACE:
            state.current_block.text += " "
        state.current_block.text = state.current_block.text[: state.current_entity_ranges[-1].offset] + _MARK
        super().handle_endtag(name, state, contentstate)


def _citation(props: dict[str, Any]) -> Any:
    return DOM.create_element("a", {"id": props["key"], "linktype": LINK_TYPE})


def add_citation_feature(features: FeatureRegistry) -> None:
    """Register the feature `citation`; for the hook `register_rich_text_features`."""
    words = {
        "title": _("Which source?"),
        "own": _("our explanation"),
        "none": _("The page has no sources yet. Add one on the tab “Sources”."),
        "cancel": _("Cancel"),
    }
    button = {"type": _TYPE, "icon": "openquote", "description": _("Citation (Ctrl+Shift+K)"), "words": words}
    media: dict[str, Any] = {"js": ["js/admin/citations.js"], "css": {"all": ["css/admin/citations.css"]}}
    features.register_link_type(SourceLink)
    features.register_editor_plugin("draftail", FEATURE, EntityFeature(button, **media))
    features.register_editor_plugin("draftail", KEYS_FEATURE, PluginFeature({"type": _TYPE}, **media))
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': _CitationElement(_TYPE)},
            "to_database_format": {"entity_decorators": {_TYPE: _citation}},
        },
    )
