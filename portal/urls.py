"""Addresses. Public ones exist without prefix (Chinese) and under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from portal.accounts import interrupted, shared_passwords
from portal.files import document_serving, media_serving
from portal.frame import robots, sitemaps
from portal.pages.routing import serve_page
from portal.running import health
from portal.social import views as social
from search import urls as search_urls
from search.outputs import opensearch
from search.subscriptions import urls as subscription_urls
from showcase import urls as showcase_urls

handler400 = "portal.frame.errors.bad_request"
handler500 = "portal.frame.errors.server_error"

urlpatterns = [
    path("admin/login/", never_cache(interrupted.SignInView.as_view())),  # under the name of Wagtail's own
    path("admin/", include(admin_urls)),
    # Replace Wagtail's own addresses of documents, which would serve what is not public.
    path(
        "documents/<int:document_id>/<str:document_filename>",
        document_serving.serve_document,
        name="wagtaildocs_serve",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        shared_passwords.document_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", robots.robots_txt, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media_serving.serve_media, name="media"),
]
if settings.DEBUG:
    # Components in all their states, for those who work on them: before the pages of the tree, which take any address.
    urlpatterns += i18n_patterns(path("style/", include("showcase.style.urls")), prefix_default_language=False)
urlpatterns += i18n_patterns(
    path("social/site.png", social.site_card, name="site_card"),
    path("social/<uuid:key>.png", social.social_card, name="social_card"),
    path("search/", include(search_urls)),
    path("subscriptions/", include(subscription_urls)),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        shared_passwords.page_password,
    ),
    # Readers of a page for signed-in users sign in where passwords and codes are counted.
    path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
    path("", include(showcase_urls)),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
