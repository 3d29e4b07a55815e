"""The guides of this site by the kind of work, and which one explains which place of the admin.

The texts are in `guides/`, a folder for each language.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal.guides import links, shelves
from portal.guides.shelves import Shelf
from showcase.vocabulary.models import VOCABULARIES

_FOLDER = Path(__file__).parent / "guides"
SHELVES = (
    Shelf(_("To begin with"), _FOLDER, ("first-steps", "contributors", "accounts")),
    Shelf(
        _("Writing"),
        _FOLDER,
        ("word-file", "text-and-sources", "effects", "tags", "pictures-and-documents", "enterprise-confirmation"),
    ),
    Shelf(_("Reviewing and publishing"), _FOLDER, ("review", "english", "readers", "yearly", "deleting")),
    Shelf(_("Lists and vocabulary"), _FOLDER, ("lists", "vocabulary")),
)

# Place → guide, and the anchor of its section (portal.guides.links).
LINKS = {
    "desk": "first-steps#home",
    "desk:contributor": "contributors",
    "desk:editor": "word-file",
    "desk:publisher": "review#reviewing",
    "desk:list officer": "lists",
    "desk:vocabulary editor": "vocabulary",
    "desk:administrator": "accounts#roles",
    "word_import_new": "word-file#upload",
    "word_import": "word-file#preview",
    "body": "text-and-sources#writing",
    "sources": "text-and-sources#sources",
    "evidence": "text-and-sources#evidence",
    "effect_reader": "effects#read",
    "effects": "effects#rows",
    "checks": "effects#checks",
    "tagging": "tags#find",
    "wagtailimages:add_multiple": "pictures-and-documents#upload",
    "wagtailimages:add": "pictures-and-documents#upload",
    "wagtailimages:edit": "pictures-and-documents#rights",
    "wagtaildocs:add_multiple": "pictures-and-documents#documents",
    "wagtaildocs:add": "pictures-and-documents#documents",
    "wagtaildocs:edit": "pictures-and-documents#documents",
    "sign_offs": "enterprise-confirmation#ask",
    "wagtailadmin_pages:workflow_history": "review#reviewing",
    "translation": "english#outdated",
    "wagtail_localize:submit_page_translation": "english#begin",
    "effects_english": "english#effects",
    "inbox": "readers#desk",
    "inbox_detail": "readers#ask",
    "list_imports": "lists#upload",
    "list_import_new": "lists#upload",
    "list_import": "lists#preview",
    "notice": "lists#publish",
    "personal_data": "lists#personal-data",
    "term_proposals": "vocabulary#proposals",
    "term_decide": "vocabulary#proposals",
    **{f"terms_{model._meta.model_name}:edit": "vocabulary#terms" for model in VOCABULARIES},
    "facts_checked": "yearly#confirm",
    "freshness": "yearly#confirm",
    "report_yearly-showcase": "yearly#yearly",
    "yearly_showcase": "yearly#proof",
    "wagtailadmin_pages:delete": "deleting#before",
    "wagtailadmin_pages:move": "deleting#moving",
    "wagtailadmin_account": "accounts#account",
    "second_factor": "accounts#second-factor",
    "contributors": "contributors#rights",
    "case_imports": "word-file#many",
    "case_import_new": "word-file#many",
    "wagtailusers_users:add": "accounts#roles",
    "wagtailusers_users:edit": "accounts#roles",
}


def register() -> None:
    """Put the guides on their shelves and lead to them."""
    for shelf in SHELVES:
        shelves.add_shelf(shelf)
    for place, guide in LINKS.items():
        links.register(place, *guide.split("#"))
