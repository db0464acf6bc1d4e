"""System checks: faults that would show only much later."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from programme import triggers


@register(Tags.database)
def triggers_are_on(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Warn of tables whose changes the content version would miss.

    A warning, not an error: an error would stop `migrate`, which is what mends it.
    """
    return [
        Warning(
            f"No content-version trigger on {table}.",
            hint="Run `manage.py migrate`.",
            id="programme.W001",
        )
        for alias in databases or []
        for table in triggers.missing(alias)
    ]
