"""Dates as exact as the source gives them, and no more."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
    SINCE = "since", _("Since (still going on)")
    NOT_STATED = "not_stated", _("Not stated")


def precision_field(**options: object) -> models.CharField:  # type: ignore[type-arg]
    """Build the field that goes with a date."""
    return models.CharField(
        _("how exact"),
        max_length=10,
        choices=Precision,
        default=Precision.NOT_STATED,
        **options,  # type: ignore[arg-type]
    )


def dated(day: str, precision: str, name: str) -> models.CheckConstraint:
    """Hold that a date is there exactly when its precision says so."""
    nothing = Q(**{day: None, precision: Precision.NOT_STATED})
    something = Q(**{f"{day}__isnull": False}) & ~Q(**{precision: Precision.NOT_STATED})
    return models.CheckConstraint(
        condition=nothing | something,
        name=name,
        violation_error_message=_(
            "A date needs to say how exact it is; “not stated” goes with no date."
        ),
    )


def only_what_is_known(field: str, day: date | None, precision: str) -> None:
    """Refuse, for a form, a date that says more than its precision. Raises ValidationError."""
    if day and precision in (Precision.YEAR, Precision.SINCE) and (day.month, day.day) != (1, 1):
        words = _("Where only the year is known, enter its first of January.")
        raise ValidationError({field: words})
    if day and precision == Precision.MONTH and day.day != 1:
        raise ValidationError({field: _("Where only the month is known, enter its first day.")})
