"""Addresses of the search, below /search/."""

from django.urls import path

from search import openapi, opensearch, views
from search.scale.views import scale_record
from search.suggest.views import suggest

urlpatterns = [
    path("", views.search, name="search"),
    path("openapi.json", openapi.openapi_json, name="search_openapi"),
    path("suggestions.json", opensearch.opensearch_suggestions, name="opensearch_suggestions"),
    path("records/<uuid:record_id>/", scale_record, name="scale_record"),
    path("suggest/", suggest, name="suggest"),
]
