"""Addresses of subscriptions, below /subscriptions/."""

from django.urls import path

from search.subscriptions import views

urlpatterns = [
    path("new/", views.subscription_new, name="subscription_new"),
    path("sent/", views.subscription_sent, name="subscription_sent"),
    path("<str:token>/", views.subscriptions, name="subscriptions"),
    path("<str:token>/end/", views.subscription_end, name="subscription_end"),
]
