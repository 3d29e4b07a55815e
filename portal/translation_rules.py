"""Where wagtail-localize lets whoever may translate change what is public: views of our own in their places."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView


class UpdateTranslations(UpdateTranslationsView):
    """Taking over what changed in the Chinese page is for translators; publishing it at once only for publishers."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse before anything is written where the form asks for more than the user may do."""
        if form.cleaned_data["publish_translations"] and not self._may_publish():
            return permission_denied(self.request)
        return super().form_valid(form)

    def _may_publish(self) -> bool:
        pages = Page.objects.filter(translation_key=self.object.object_id).exclude(locale=self.object.locale)
        return all(page.permissions_for_user(self.request.user).can_publish() for page in pages.specific())


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """No page becomes an alias: its English would give way to Chinese, live at once, whoever asks for it."""
    return permission_denied(request)


def stricter_urls() -> list[URLPattern]:
    """To stand before the addresses that wagtail-localize registers; their names stay its own."""
    return [
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
    ]
