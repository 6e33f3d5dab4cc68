"""Addresses without a language: health, the redirect from `/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
