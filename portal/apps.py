"""The site itself: settings, base page, media, users, roles, health, worker."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_delete, pre_save
        from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site, UploadedFile
        from wagtail.permissions import register_permission_policy

        from portal import (  # noqa: F401  # they register themselves
            admin_search,
            content_version,
            disabled_reviews,
            expiry,
            four_eyes,
            health,
            pace,
            plain_text,
            public_files,
            translation,
            worker,
        )
        from portal.document_moving import move_documents
        from portal.files_in_use import keep_files_in_use
        from portal.mail import sending
        from portal.media_forms import clean_waiting_upload
        from portal.models import Document, Image, InfoPage, SiteFrame
        from portal.page_permissions import PagePolicy

        four_eyes.connect()
        health.register("mail", sending.probe)
        worker.register("mail", 2, sending.work, beside=True)
        worker.register("forget_marks", 3600, pace.forget_old)
        register_permission_policy(Page, PagePolicy(Page))
        admin_search.register(Page, "draft_title", "slug")
        admin_search.register(Image, "alt_zh", "alt_en", "credit", "file", "tags__name")
        admin_search.register(Document, "file", "tags__name")
        disabled_reviews.connect()
        for model in (Image, Document):
            pre_delete.connect(keep_files_in_use, sender=model, dispatch_uid=f"portal.keep_{model.__name__}_in_use")
        pre_save.connect(clean_waiting_upload, sender=UploadedFile, dispatch_uid="portal.clean_waiting_upload")
        public_files.register_owner(Page, public_files.any_public_page)
        post_migrate.connect(move_documents, sender=self)
        content_version.watch(InfoPage, SiteFrame, PageViewRestriction, Page, Site, Image, CollectionViewRestriction)
        expiry.watch(Page)
        plain_text.guard(apps.get_models(include_auto_created=True))
        plain_text.guard_exports()
