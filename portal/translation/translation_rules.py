"""Stricter rules where wagtail-localize lets translators change public pages, or puts Chinese under /en/.

Replaces some of its views, and checks before its editor publishes.
"""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.refusals import RefusedError
from portal.translation.editing.views import editing_urls
from portal.translation.untranslated import named, refuse_untranslated, translation_of, waiting, would_publish

MAY_TRANSLATE = "wagtail_localize.submit_translation"


class UpdateTranslations(UpdateTranslationsView):
    """Translators may take over changes of the Chinese page; only publishers may publish them at once.

    Nothing is published that has no English yet: the old English stays until it is replaced.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse, before anything is written, what the user may not do."""
        if form.cleaned_data["publish_translations"]:
            if not self._may_publish():
                return permission_denied(self.request)
            self.object.update_from_db()
            if left := self._faults():
                form.cleaned_data["publish_translations"] = False
                for fault in left:
                    messages.error(self.request, fault)
        return super().form_valid(form)

    def _may_publish(self) -> bool:
        pages = Page.objects.filter(translation_key=self.object.object_id).exclude(locale=self.object.locale)
        return all(page.permissions_for_user(self.request.user).can_publish() for page in pages.specific())

    def get_form(self) -> Any:
        """Return the form; its help says what this site does, which never puts Chinese in place of English.

        Machine translation is started in the editor, where what it made is read: it takes long, and may fail.
        """
        form = super().get_form()
        form.fields.pop("use_machine_translation", None)
        form.fields["publish_translations"].help_text = _(
            "Publishes the English page with the changes. Refused while texts have no English; English of an older "
            "Chinese text needs a reason."
        )
        return form

    def _faults(self) -> list[str]:
        translations = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        return [fault for translation in translations for fault in faults_of(translation)]


def faults_of(translation: Translation) -> list[str]:
    """Return why the English page may not go live as wagtail-localize would publish it now. Empty: it may."""
    page = would_publish(translation)
    found: list[str] = page.publishing_faults() if hasattr(page, "publishing_faults") else refuse_untranslated(page)
    return found


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to turn a page into an alias: its English would be replaced by Chinese, live at once."""
    return permission_denied(request)


def before_editing(request: HttpRequest, instance: Any) -> None:
    """Refuse to publish Chinese in wagtail-localize's editor, and show what has no English yet."""
    if not isinstance(instance, TranslatableMixin):
        return
    translation = translation_of(instance)
    if translation is None:
        return
    if request.method == "POST" and request.POST.get("action") == "publish":
        if faults := faults_of(translation):
            raise RefusedError(faults)
    elif request.method == "GET":
        _say_what_waits(request, translation, instance)


def _say_what_waits(request: HttpRequest, translation: Translation, instance: Any) -> None:
    left = waiting(translation)
    if left:
        text = _("Chinese texts that are new or were changed since they were translated: %(named)s")
        button = messages.button("#translation-work", _("Compare"))
        messages.warning(request, text % {"named": named(left, instance)}, buttons=[button])


def stricter_urls() -> list[URLPattern]:
    """Return addresses that must come before those of wagtail-localize; their names stay its own."""
    translators = permission_required(MAY_TRANSLATE, login_url="wagtailadmin_login", raise_exception=True)
    report = TranslationsReportView.as_view
    return [
        path("localize/reports/translations/", translators(report())),
        path("localize/reports/translations/results/", translators(report(results_only=True))),
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
        *editing_urls(),
    ]
