"""Addresses of the search, below /search/."""

from django.urls import path

from search import openapi, views

urlpatterns = [
    path("", views.search, name="search"),
    path("openapi.json", openapi.openapi_json, name="search_openapi"),
]
