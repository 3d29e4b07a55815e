"""The Django app `portal`: settings, addresses, base page, media, users, roles, health, worker."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    # Models, and modules that use them, can be imported only once all apps are loaded: hence the imports below.
    def ready(self) -> None:
        import portal.accounts.second_factor.required
        import portal.pages.info
        import portal.translation.editing.machine
        import portal.translation.kept
        import portal.translation.translation  # noqa: F401  # all of them register themselves
        from portal.accounts import role_labels
        from portal.admin import missing_labels
        from portal.admin.reviews import disabled_reviews, four_eyes
        from portal.text import plain_text
        from portal.translation import marks

        four_eyes.connect()
        disabled_reviews.connect()
        role_labels.connect()
        missing_labels.fill_in()
        marks.replace_methods()
        plain_text.guard(apps.get_models(include_auto_created=True))
        plain_text.guard_exports()
        _add_probes_and_duties()
        _keep_files()
        _watch_content()


def _add_probes_and_duties() -> None:
    """Register what `/healthz` checks, and what the worker does."""
    from portal.accounts import pace
    from portal.files import renditions
    from portal.mail import sending
    from portal.running import health, heartbeat, probes, worker

    health.register("migrations", probes.migrations, needed=True)
    health.register("static", probes.static_files, needed=True)
    health.register("cache", probes.cached)
    health.register("worker", heartbeat.probe)
    health.register("mail", sending.probe)
    health.register("disk", probes.disk)
    worker.register("heartbeat", heartbeat.SECONDS, heartbeat.beat)
    worker.register("mail", 2, sending.work, beside=True)
    worker.register("renditions", renditions.SECONDS, renditions.make_missing, beside=True)
    worker.register("forget_marks", 3600, pace.forget_old)


def _keep_files() -> None:
    """Connect what protects files in use, cleans uploads, and decides who may read files."""
    from django.db.models.signals import post_migrate, pre_delete, pre_save
    from wagtail.models import Page, UploadedFile

    from portal.files import public_files
    from portal.files.document_moving import move_documents
    from portal.files.files_in_use import keep_files_in_use
    from portal.files.media_forms import clean_waiting_upload
    from portal.models import Document, Image

    for model in (Image, Document):
        pre_delete.connect(keep_files_in_use, sender=model, dispatch_uid=f"portal.keep_{model.__name__}_in_use")
    pre_save.connect(clean_waiting_upload, sender=UploadedFile, dispatch_uid="portal.clean_waiting_upload")
    post_migrate.connect(move_documents, sender=apps.get_app_config("portal"), dispatch_uid="portal.move_documents")
    public_files.register_owner(Page, public_files.any_public_page)


def _watch_content() -> None:
    """Register whose changes outdate cached pages, who sees pages in the admin, and its search fields."""
    from wagtail.documents.models import Document as BaseDocument
    from wagtail.images.models import Image as BaseImage
    from wagtail.models import CollectionViewRestriction, Locale, Page, PageViewRestriction, Site, get_page_models
    from wagtail.permissions import register_permission_policy
    from wagtail_localize.models import StringTranslation

    from portal.accounts.file_policy import FilePolicy
    from portal.admin import search as admin_search
    from portal.caching import content_version
    from portal.models import Document, Image, SiteFrame
    from portal.pages import expiry
    from portal.pages.permissions import PagePolicy

    # Page types one by one, those of other apps too: a receiver for Page does not hear its subclasses.
    content_version.watch(*get_page_models())
    content_version.watch(SiteFrame, PageViewRestriction, Locale, Site, Image, CollectionViewRestriction)
    content_version.watch(StringTranslation)  # English pages say which of their texts are outdated
    expiry.watch(Page)
    register_permission_policy(Page, PagePolicy(Page))
    # Wagtail registers its own afterwards, for the models and what extends them: that of the exact class counts.
    for model, base in ((Image, BaseImage), (Document, BaseDocument)):
        policy = FilePolicy(model, auth_model=base, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
    admin_search.register(Page, "draft_title", "slug")
    admin_search.register(Image, "alt_zh", "alt_en", "credit", "file", "tags__name")
    admin_search.register(Document, "file", "tags__name")
