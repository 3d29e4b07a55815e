"""The site itself: settings, addresses, base page, media, users, roles, health, worker."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    # Models can be imported only once all apps are loaded, and so can what uses them: hence the imports below.
    def ready(self) -> None:
        from portal import disabled_reviews, four_eyes, plain_text, translation  # noqa: F401  # translation registers itself

        four_eyes.connect()
        disabled_reviews.connect()
        plain_text.guard(apps.get_models(include_auto_created=True))
        plain_text.guard_exports()
        _add_probes_and_duties()
        _keep_files()
        _watch_content()


def _add_probes_and_duties() -> None:
    """What `/healthz` looks at, and what the worker does."""
    from portal import health, heartbeat, pace, probes, worker
    from portal.mail import sending

    health.register("migrations", probes.migrations, needed=True)
    health.register("static", probes.static_files, needed=True)
    health.register("cache", probes.cached)
    health.register("worker", heartbeat.probe)
    health.register("mail", sending.probe)
    health.register("disk", probes.disk)
    worker.register("heartbeat", heartbeat.SECONDS, heartbeat.beat)
    worker.register("mail", 2, sending.work, beside=True)
    worker.register("forget_marks", 3600, pace.forget_old)


def _keep_files() -> None:
    """Which files stay, which are cleaned as they come in, and who may have them."""
    from django.db.models.signals import post_migrate, pre_delete, pre_save
    from wagtail.models import Page, UploadedFile

    from portal import public_files
    from portal.document_moving import move_documents
    from portal.files_in_use import keep_files_in_use
    from portal.media_forms import clean_waiting_upload
    from portal.models import Document, Image

    for model in (Image, Document):
        pre_delete.connect(keep_files_in_use, sender=model, dispatch_uid=f"portal.keep_{model.__name__}_in_use")
    pre_save.connect(clean_waiting_upload, sender=UploadedFile, dispatch_uid="portal.clean_waiting_upload")
    post_migrate.connect(move_documents, sender=apps.get_app_config("portal"), dispatch_uid="portal.move_documents")
    public_files.register_owner(Page, public_files.any_public_page)


def _watch_content() -> None:
    """Whose changes end cached pages, who may see pages in the admin, and what its search looks at."""
    from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
    from wagtail.permissions import register_permission_policy

    from portal import admin_search, content_version, expiry
    from portal.models import Document, Image, InfoPage, SiteFrame
    from portal.page_permissions import PagePolicy

    content_version.watch(InfoPage, SiteFrame, PageViewRestriction, Page, Site, Image, CollectionViewRestriction)
    expiry.watch(Page)
    register_permission_policy(Page, PagePolicy(Page))
    admin_search.register(Page, "draft_title", "slug")
    admin_search.register(Image, "alt_zh", "alt_en", "credit", "file", "tags__name")
    admin_search.register(Document, "file", "tags__name")
