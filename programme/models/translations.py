"""The record of one translation: where it came from, what it was made from, who reviewed it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a text comes from."""

    ORIGINAL = "original", _("Original")
    OFFICIAL = "official", _("Official translation")
    HUMAN = "human", _("Unofficial translation")
    MACHINE = "machine", _("Machine translation")


RANKS: list[str] = [Origin.MACHINE, Origin.HUMAN, Origin.OFFICIAL, Origin.ORIGINAL]  # weakest first


@dataclass(frozen=True)
class Translation:
    """One row's texts in one language; `made_from` is the original's text for each field."""

    origin: str = Origin.HUMAN
    made_from: dict[str, str] = field(default_factory=dict)
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """Build a record from what `as_json()` wrote."""
        day = kept.get("reviewed_on")
        return cls(
            origin=kept.get("origin", Origin.HUMAN),
            made_from=dict(kept.get("made_from", {})),
            reviewed_by=kept.get("reviewed_by", ""),
            reviewed_on=date.fromisoformat(day) if day else None,
        )

    def as_json(self) -> dict[str, Any]:
        """Return what the database keeps; a key that says nothing is left out."""
        day = self.reviewed_on.isoformat() if self.reviewed_on else ""
        kept = {"reviewed_by": self.reviewed_by, "reviewed_on": day}
        said = {name: value for name, value in kept.items() if value}
        return {"origin": str(self.origin), "made_from": self.made_from, **said}

    def made_anew(self, made_from: dict[str, str], gone: set[str]) -> Self:
        """Return the record after a person wrote some fields: no review covers these."""
        kept = {name: text for name, text in self.made_from.items() if name not in gone}
        return replace(
            self,
            origin=Origin.HUMAN,
            made_from={**kept, **made_from},
            reviewed_by="",
            reviewed_on=None,
        )

    def confirmed(self, made_from: dict[str, str]) -> Self:
        """Return the record after somebody said that these originals need no new words."""
        return replace(self, made_from=made_from)

    def reviewed(self, by: str, on: date, made_from: dict[str, str]) -> Self:
        """Return the record after somebody compared all of it with the original."""
        return replace(self, reviewed_by=by, reviewed_on=on, made_from=made_from)
