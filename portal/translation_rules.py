"""Where wagtail-localize lets whoever may translate change what is public, or puts Chinese under /en/.

Views of our own in the places of its own, and what is asked before its editor publishes.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.refusals import RefusedError
from portal.untranslated import named, refuse_untranslated, translation_of, waiting, would_publish


class UpdateTranslations(UpdateTranslationsView):
    """Taking over what changed in the Chinese page is for translators; publishing it at once only for publishers.

    Nothing is published that has no English yet: the old English stays until it is replaced.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse before anything is written where the form asks for more than the user may do."""
        if form.cleaned_data["publish_translations"]:
            if not self._may_publish():
                return permission_denied(self.request)
            self.object.update_from_db()
            if left := self._left_in_chinese():
                form.cleaned_data["publish_translations"] = False
                for fault in left:
                    messages.error(self.request, fault)
        return super().form_valid(form)

    def _may_publish(self) -> bool:
        pages = Page.objects.filter(translation_key=self.object.object_id).exclude(locale=self.object.locale)
        return all(page.permissions_for_user(self.request.user).can_publish() for page in pages.specific())

    def _left_in_chinese(self) -> list[str]:
        translations = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        return [fault for translation in translations for fault in refuse_untranslated(would_publish(translation))]


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """No page becomes an alias: its English would give way to Chinese, live at once, whoever asks for it."""
    return permission_denied(request)


def before_editing(request: HttpRequest, instance: Any) -> None:
    """In front of wagtail-localize's editor: refuse to publish Chinese, and say what has no English yet."""
    if not isinstance(instance, TranslatableMixin):
        return
    translation = translation_of(instance)
    if translation is None:
        return
    if request.method == "POST" and request.POST.get("action") == "publish":
        if faults := refuse_untranslated(would_publish(translation)):
            raise RefusedError(faults)
    elif request.method == "GET":
        _say_what_waits(request, translation, instance)


def _say_what_waits(request: HttpRequest, translation: Translation, instance: Any) -> None:
    left = waiting(translation)
    if left:
        text = _("The Chinese page says something that this page doesn't say in English yet: %(named)s")
        messages.warning(request, text % {"named": named(left, instance)})


def stricter_urls() -> list[URLPattern]:
    """To stand before the addresses that wagtail-localize registers; their names stay its own."""
    return [
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
    ]
