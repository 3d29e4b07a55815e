"""The addresses of a site that is being developed: those of production with the style page."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal import urls as production
from search import style

style.register()

handler400, handler500 = production.handler400, production.handler500
urlpatterns = [
    *i18n_patterns(path("style/", include("showcase.style.urls")), prefix_default_language=False),
    *production.urlpatterns,
]
