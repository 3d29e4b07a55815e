"""Addresses of the search, below /search/."""

from django.urls import path

from search import views
from search.outputs import openapi, opensearch
from search.suggest.views import suggest

urlpatterns = [
    path("", views.search, name="search"),
    path("openapi.json", openapi.openapi_json, name="search_openapi"),
    path("suggestions.json", opensearch.opensearch_suggestions, name="opensearch_suggestions"),
    path("suggest/", suggest, name="suggest"),
]
