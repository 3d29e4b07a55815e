"""The Django app `showcase`: stories, vocabulary, enterprises, effects, lists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    name = "showcase"
    verbose_name = _("Showcase")
    default_auto_field = "django.db.models.BigAutoField"

    # Models can be imported only once all apps are loaded, and so can what uses them: hence the imports below.
    def ready(self) -> None:
        from wagtail.models import Page

        from portal.accounts.role_labels import label_roles
        from portal.admin import search as admin_search
        from portal.files import public_files, renditions
        from portal.files.shown_picture import COVER
        from portal.models import Document
        from showcase import signals
        from showcase.admin.names import NAMES_OF_PAGES, about_enterprises
        from showcase.enterprises.models import Enterprise
        from showcase.lists.importing.announcing import is_public_list_file
        from showcase.pages import view_sitemaps
        from showcase.roles import ROLES

        _add_pages()
        label_roles(ROLES)
        _add_guides()
        admin_search.register(Page, *NAMES_OF_PAGES)
        admin_search.register_finder(Page, about_enterprises)
        view_sitemaps.register()
        signals.connect()
        public_files.register_owner(
            Enterprise, lambda keys: Enterprise.objects.published().filter(pk__in=keys).exists()
        )
        public_files.register_use(Document, is_public_list_file)
        public_files.register_private("evidence_items")
        renditions.register_shape("cover", COVER)
        _add_contributors()
        _add_duties()
        _add_suggestions()


def _add_pages() -> None:
    """Import what pages show, which registers itself."""
    import showcase.lists.notice_page.page
    import showcase.pages.collection
    import showcase.pages.enterprise
    import showcase.pages.home
    import showcase.pages.notice
    import showcase.pages.story
    import showcase.pages.visit  # noqa: F401


def _add_contributors() -> None:
    """Register which drafts and files contributors of enterprises see, and what readers may send in."""
    from portal.accounts import file_policy
    from portal.pages import permissions
    from showcase.stories.contributing.rules import drafts_of, people_of

    permissions.register_drafts(drafts_of)
    file_policy.register_people(people_of)
    _add_kinds()


def _add_guides() -> None:
    """Register the guides, what leads to them, and the steps of the tour."""
    from showcase.admin import guide_links, tour

    guide_links.register()
    tour.register()


def _add_suggestions() -> None:
    """Register what translators need not type."""
    from portal.translation import suggestions
    from showcase.effects.suggested import english_amounts
    from showcase.vocabulary.finding import english_names

    suggestions.register("amounts", english_amounts)
    suggestions.register("vocabulary", english_names)


def _add_kinds() -> None:
    """Register the kinds of what readers send in, and what the worker does for them."""
    from portal.running import worker
    from showcase.contributions import files
    from showcase.contributions import kind as contributions
    from showcase.corrections import kind as corrections
    from showcase.corrections import page_kind as page_corrections
    from showcase.for_your_plant import reported
    from showcase.inbox import erasing
    from showcase.questions import keeping
    from showcase.questions import kind as questions
    from showcase.replications import kinds as replications

    corrections.register()
    page_corrections.register()
    contributions.register()
    questions.register()
    replications.register()
    reported.register()
    worker.register("erase_submissions", 3600, erasing.erase_due)
    worker.register("stray_contribution_files", 3600, files.sweep)
    worker.register("questions_sent_on", keeping.SECONDS, keeping.turn)


def _add_duties() -> None:
    """Register what the worker does for this app."""
    from portal.running import worker
    from showcase.freshness import keeping, mails
    from showcase.lists.printing import duty
    from showcase.lists.register import touched
    from showcase.objections import erasing
    from showcase.pages.files import pdfs
    from showcase.signoff import erasing as sign_offs
    from showcase.stories.links import duty as links
    from showcase.stories.many.models import delete_old_case_imports
    from showcase.stories.word.models import delete_old_imports
    from showcase.visits.registrations import erasing as registrations
    from showcase.visits.registrations import settling as visits
    from showcase.yearly import recording

    worker.register("settle_register", 5, touched.settle)
    duty.PRESS.watch(pdfs.is_due)
    worker.register("announcement_pdfs", duty.SECONDS, duty.PRESS.turn)
    worker.register("erase_objections", 3600, erasing.erase_due)
    worker.register("old_word_imports", 3600, delete_old_imports)
    worker.register("old_case_imports", 3600, delete_old_case_imports)
    worker.register("overdue_stories", keeping.SECONDS, keeping.pass_days)
    worker.register("links", links.SECONDS, links.WATCH.turn, beside=True)
    worker.register("confirmation_mails", mails.SECONDS, mails.send_due)
    worker.register("public_versions", recording.SECONDS, recording.record_public)
    worker.register("visits", visits.SECONDS, visits.settle_due)
    worker.register("erase_registrations", registrations.SECONDS, registrations.erase_due)
    worker.register("erase_sign_offs", sign_offs.SECONDS, sign_offs.erase_ended)
