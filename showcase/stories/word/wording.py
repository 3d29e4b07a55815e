"""Texts of the import from Word for editors, in the admin's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.wording import REFUSALS
from showcase.stories.word.composing.roles import Role
from showcase.stories.word.reading.document import Place

_ONLY_DOCX = gettext_lazy("The content of this file is not a Word document (%(found)s): upload a DOCX file.")
_REFUSALS: dict[str, str | Promise] = {
    **REFUSALS,
    "not_word": _ONLY_DOCX,
    "other_kind": _ONLY_DOCX,
    "picture": _ONLY_DOCX,
    "markup": gettext_lazy("The file is a web page under another name: open it in Word and save it as DOCX."),
    "macros": gettext_lazy("The file contains macros: save it as a plain DOCX."),
    "strict": gettext_lazy("The file is saved as “Strict Open XML”: save it as “Word document (*.docx)”."),
    "too_large": gettext_lazy("The file has %(megabytes)s MB, at most %(most)s: compress the pictures in Word."),
    "too_many_parts": gettext_lazy("The file is a package of %(parts)s parts, too many for a document."),
    "bomb": gettext_lazy("Unpacked, the file would take %(megabytes)s MB: compress the pictures in Word."),
    "too_many_tags": gettext_lazy("The file has more than %(most)s internal elements: split it."),
    "too_many_blocks": gettext_lazy("The document has more than %(most)s paragraphs: upload one case per file."),
    "too_long": gettext_lazy("The document has more than %(most)s characters: upload one case per file."),
    "too_hard": gettext_lazy("Reading this file takes too much time or memory: save it again in Word as DOCX."),
}
PLACES: dict[Place, str | Promise] = {
    Place.BODY: gettext_lazy("text"),
    Place.TEXT_BOX: gettext_lazy("text box"),
    Place.FOOTNOTE: gettext_lazy("footnote"),
    Place.ENDNOTE: gettext_lazy("endnote"),
    Place.NESTED_TABLE: gettext_lazy("inside a table"),
    Place.HEADER: gettext_lazy("page header"),
    Place.FOOTER: gettext_lazy("page footer"),
    Place.COMMENT: gettext_lazy("comment"),
    Place.DELETION: gettext_lazy("tracked deletion"),
    Place.HIDDEN: gettext_lazy("hidden text"),
    Place.STRUCK: gettext_lazy("struck through"),
    Place.FIELD: gettext_lazy("field code"),
    Place.CONTENTS: gettext_lazy("table of contents"),
    Place.PLACEHOLDER: gettext_lazy("hint of an empty form field"),
    Place.PHONETIC: gettext_lazy("phonetic guide"),
    Place.COVERED: gettext_lazy("under a merged cell"),
    Place.CHART: gettext_lazy("chart"),
    Place.DIAGRAM: gettext_lazy("SmartArt diagram"),
    Place.EMBEDDED: gettext_lazy("embedded file, not read"),
    Place.OLD_COPY: gettext_lazy("copy for old programs"),
    Place.BUILDING_BLOCK: gettext_lazy("building block"),
    Place.OTHER: pgettext_lazy("place in a Word file", "other"),
    Place.LEFT_OUT: gettext_lazy("left out in the preview"),
    Place.REPLACED: gettext_lazy("heading or label that the portal’s own replaces"),
}
ROLES: dict[Role, str | Promise] = {
    Role.TITLE: gettext_lazy("title"),
    Role.SUMMARY: gettext_lazy("summary"),
    Role.SECTION: gettext_lazy("section"),
    Role.SUBHEADING: gettext_lazy("subheading"),
    Role.PARAGRAPH: gettext_lazy("paragraph"),
    Role.ITEM: gettext_lazy("item of a list"),
    Role.TABLE: gettext_lazy("table"),
    Role.PICTURE: gettext_lazy("picture"),
    Role.CAPTION: gettext_lazy("caption"),
    Role.SOURCE: gettext_lazy("source"),
    Role.HEADING_ONLY: gettext_lazy("heading only: it gives way to the field"),
    Role.LEFT_OUT: gettext_lazy("leave out: stays in the remainder"),
}


def refusal_text(refused: FileRefused, file: str) -> str:
    """Return why a file is refused, with its name and the place in it."""
    reason = str(_REFUSALS[refused.fault]) % refused.values
    where = ", ".join(filter(None, (file, refused.place)))
    return _("%(where)s: %(reason)s") % {"where": where, "reason": reason}
