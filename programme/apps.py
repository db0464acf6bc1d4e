"""The one application, and what it connects when it starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ProgrammeConfig(AppConfig):
    """Results, donors and reports of a development programme."""

    name = "programme"
    verbose_name = "Programme"

    def ready(self) -> None:
        from programme import (
            checks,  # noqa: F401 - registers itself
            models,
            triggers,
        )
        from programme.models.indexing import follow_writes

        follow_writes(models.PUBLISHED, [models.Place, models.Theme])  # type: ignore[arg-type]
        pre_migrate.connect(triggers.uninstall, sender=self)
        post_migrate.connect(triggers.install, sender=self)
