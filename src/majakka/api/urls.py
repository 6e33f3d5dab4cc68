"""The API's root: one router per subject."""

from ninja import NinjaAPI

api = NinjaAPI(title="Majakka", version="1.0.0", urls_namespace="api")
