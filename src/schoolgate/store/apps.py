from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from schoolgate.store import policies


class StoreConfig(AppConfig):
    name = "schoolgate.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        import_module("schoolgate.store.pull_models")
        import_module("schoolgate.store.door_models")
        import_module("schoolgate.store.leaving_models")
        import_module("schoolgate.store.batch_models")

    def ready(self) -> None:
        # The house has no other signal: this one must hold however the migrations are run.
        post_migrate.connect(_protect_again, sender=self)


def _protect_again(using: str, **_: Any) -> None:
    policies.protect(connections[using])
