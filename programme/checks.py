"""System checks: faults that would show only much later."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from programme import triggers


@checks.register(checks.Tags.database)
def triggers_are_on(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of tables whose changes the content version would miss.

    A warning, not an error: an error would stop `migrate`, which is what mends it.
    """
    return [
        checks.Warning(
            f"No content-version trigger on {table}.",
            hint="Run `manage.py migrate`.",
            id="programme.W001",
        )
        for alias in databases or []
        for table in triggers.missing(alias)
    ]
