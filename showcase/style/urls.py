"""Addresses of the style page, part of the site only where DEBUG (portal/urls.py)."""

from django.urls import path

from showcase.style import contents, views

contents.register()

urlpatterns = [
    path("", views.style_page, name="style_page"),
    path("<slug:scheme>.css", views.scheme_css, name="style_scheme"),
]
