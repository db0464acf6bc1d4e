"""The one application, and what it connects when it starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from sahel.databases import take_json_for_granted


class ProgrammeConfig(AppConfig):
    """Results, donors and reports of a development programme."""

    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from programme import (
            checks,  # noqa: F401 - registers itself
            models,
            triggers,
        )
        from programme.gate import built_in
        from programme.models.indexing import follow_writes, rebuild_if_outdated

        take_json_for_granted()
        parts = [models.Figure, models.Edition, models.Evidence, models.Contribution]
        follow_writes(
            models.PUBLISHED,  # type: ignore[arg-type]
            [models.Place, models.Theme],
            [*parts, models.Source],
        )
        pre_migrate.connect(triggers.uninstall, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(rebuild_if_outdated, sender=self)  # after the index is there
        post_migrate.connect(built_in.put_in, sender=self)
