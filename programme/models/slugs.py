"""The last part of a page's address: how it is written, and how it is proposed from a title."""

from collections.abc import Callable

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

LENGTH = 80  # characters
# What Django's own `slugify` would drop, or join words by.
_IN_ASCII = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae", **dict.fromkeys("’'_", "-")})
as_an_address = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Small letters a–z, digits and single hyphens between them, such as mali-legal-aid."),
)


def slug_field(**options: object) -> models.SlugField:  # type: ignore[type-arg]
    """Build the field of an address."""
    return models.SlugField(
        _("address"),
        max_length=LENGTH,
        validators=[as_an_address],
        **options,  # type: ignore[arg-type]
    )


def proposed(title: str, otherwise: str, is_taken: Callable[[str], bool]) -> str:
    """Return a free slug made from a title; from `otherwise` where the title gives no letter."""
    whole = slugify(title.translate(_IN_ASCII))
    base = whole[:LENGTH] if len(whole) <= LENGTH else whole[: LENGTH - 4].rpartition("-")[0]
    base = base.strip("-") or otherwise
    number, slug = 1, base
    while is_taken(slug):
        number += 1
        slug = f"{base[: LENGTH - 6]}-{number}"
    return slug
