"""Who may do what: the seven roles, the three reviews of stories and collections, the check of an enterprise."""

from django.apps import apps as real_apps
from django.apps.registry import Apps
from django.utils.translation import pgettext_lazy

from portal.reviews import Review, Stage, ensure_review, review_model, review_pages
from portal.roles import ROOT, Role, ensure_roles, model_permissions, remove_wagtail_groups, sections
from showcase.vocabulary.models import VOCABULARIES

CONTRIBUTOR = "contributor"
EDITOR = "editor"
PUBLISHER = "publisher"
LIST_OFFICER = "list officer"
OBJECTION_HANDLER = "objection handler"  # 异议受理员
VOCABULARY_EDITOR = "vocabulary editor"
ADMINISTRATOR = "administrator"

STORY_SECTIONS = ("cases", "technologies", "practices")
WRITTEN_SECTIONS = (*STORY_SECTIONS, "collections", "visits")
"""Sections in which editors write and publishers publish, after three reviews."""
TERMS = tuple(model.__name__.lower() for model in VOCABULARIES)

_USE_FILES = ("portal.add_image", "portal.choose_image", "portal.add_document", "portal.choose_document")
_KEEP_FILES = (*_USE_FILES, "portal.change_image", "portal.change_document")
_EDIT_TERMS = model_permissions("showcase", TERMS, ("view", "change"))  # nobody adds or deletes: codes are permanent
_DRAFT_ENTERPRISES = model_permissions("showcase", ("enterprise",), ("view", "add", "change"))
_KEEP_ENTERPRISES = model_permissions(
    "showcase", ("enterprise",), ("view", "add", "change", "delete", "publish", "lock", "unlock")
)
_KEEP_ENTRIES = (
    *model_permissions("showcase", ("listentry",), ("view", "add", "change", "delete")),
    "showcase.view_listingevent",
    *model_permissions("showcase", ("listimport",), ("view", "add", "change", "delete")),
    *model_permissions("showcase", ("filetakedown",), ("view", "add", "change")),  # change: confirm another's request
)
_MERGE = model_permissions("showcase", ("enterprisemerge",), ("view", "add", "change"))  # change: undo, decide
_NAME_CONTRIBUTORS = ("showcase.change_enterprisecontributor",)
_ANSWER_TEMPLATES = model_permissions("showcase", ("answertemplate",), ("view", "add", "change", "delete"))
_SEE_YEARS = ("showcase.view_publicversion",)
_WITHDRAW_PROOFS = ("showcase.withdraw_proofofpublication",)
_TRANSLATE = ("wagtail_localize.submit_translation",)
_RUN_THE_SITE = (
    *model_permissions("portal", ("user",), ("view", "add", "change", "delete")),
    *model_permissions("auth", ("group",), ("view", "add", "change", "delete")),
    *model_permissions("wagtailcore", ("collection", "workflow", "task", "site"), ("add", "change", "delete")),
    "portal.change_siteframe",
)

_WRITE = ("add", "change")
_PUBLISH = ("add", "change", "publish", "lock", "unlock")

ROLES = (
    Role(
        CONTRIBUTOR,
        pages={"cases": ("add",)},
        collection=_USE_FILES,
        label=pgettext_lazy("role", "contributor"),
    ),
    Role(
        EDITOR,
        permissions=(*_DRAFT_ENTERPRISES, *_SEE_YEARS, *_TRANSLATE),
        pages=dict.fromkeys(WRITTEN_SECTIONS, _WRITE),
        collection=_KEEP_FILES,
        label=pgettext_lazy("role", "editor"),
    ),
    Role(
        PUBLISHER,
        permissions=(
            *(*_DRAFT_ENTERPRISES, *_NAME_CONTRIBUTORS, *_ANSWER_TEMPLATES),
            *(*_SEE_YEARS, *_WITHDRAW_PROOFS, *_TRANSLATE),
        ),
        pages={**dict.fromkeys(WRITTEN_SECTIONS, _PUBLISH), "about": ("change", "publish")},
        collection=_KEEP_FILES,
        label=pgettext_lazy("role", "publisher"),
    ),
    Role(
        LIST_OFFICER,
        permissions=(*_KEEP_ENTERPRISES, *_KEEP_ENTRIES, *_MERGE, *_SEE_YEARS, *_TRANSLATE),
        pages={"notices": _PUBLISH},
        collection=_KEEP_FILES,
        label=pgettext_lazy("role", "list officer"),
    ),
    # Only this role: not even an administrator reads objections.
    Role(
        OBJECTION_HANDLER,
        permissions=model_permissions("showcase", ("objection",), ("view", "change")),
        label=pgettext_lazy("role", "objection handler"),
    ),
    Role(VOCABULARY_EDITOR, permissions=_EDIT_TERMS, label=pgettext_lazy("role", "vocabulary editor")),
    Role(
        ADMINISTRATOR,
        permissions=(
            *(*_EDIT_TERMS, *_KEEP_ENTERPRISES, *_KEEP_ENTRIES, *_MERGE, *_SEE_YEARS, *_WITHDRAW_PROOFS),
            *(*_NAME_CONTRIBUTORS, *_ANSWER_TEMPLATES, *_TRANSLATE, *_RUN_THE_SITE),
        ),
        pages={ROOT: (*_PUBLISH, "bulk_delete")},
        collection=_KEEP_FILES,
        label=pgettext_lazy("role", "administrator"),
    ),
)

THREE_REVIEWS = Review(
    "三审",
    (
        Stage("初审", (EDITOR, PUBLISHER)),
        Stage("复审", (PUBLISHER,)),
        Stage("终审", (PUBLISHER, ADMINISTRATOR)),
    ),
)
ENTERPRISE_CHECK = Review("企业核对", (Stage("企业核对", (LIST_OFFICER,)),))


def ensure_showcase_roles(apps: Apps = real_apps) -> None:
    """Create groups, their permissions and the workflows; needs the site tree. Safe to repeat.

    Migrations call it with historical models. A permission added here later needs a migration that calls it again.
    """
    remove_wagtail_groups(apps)
    ensure_roles(apps, ROLES)
    three_reviews = ensure_review(apps, THREE_REVIEWS)
    for section in WRITTEN_SECTIONS:
        review_pages(apps, three_reviews, sections(apps, section))
    review_model(apps, ensure_review(apps, ENTERPRISE_CHECK), "showcase", "enterprise")
