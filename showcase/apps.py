"""The content: stories, vocabulary, enterprises, effects, lists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    name = "showcase"
    verbose_name = _("Showcase")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page

        from portal import admin_search, public_files, worker
        from portal.models import Document
        from showcase import signals, sitemaps
        from showcase.admin_names import NAMES_OF_PAGES, about_enterprises
        from showcase.enterprises.models import Enterprise
        from showcase.lists import touched
        from showcase.lists.importing.announcing import is_public_list_file
        from showcase.lists.printing import duty
        from showcase.objections import erasing

        admin_search.register(Page, *NAMES_OF_PAGES)
        admin_search.register_finder(Page, about_enterprises)
        sitemaps.register()
        signals.connect()
        public_files.register_owner(
            Enterprise, lambda keys: Enterprise.objects.published().filter(pk__in=keys).exists()
        )
        public_files.register_use(Document, is_public_list_file)
        worker.register("settle_register", 5, touched.settle)
        worker.register("announcement_pdfs", duty.SECONDS, duty.PRESS.turn)
        worker.register("erase_objections", 3600, erasing.erase_due)
