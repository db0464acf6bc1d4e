"""Querysets by how far a translation has come: missing, behind its original, not reviewed."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.lookups import Exact, GreaterThan, IsNull

from programme.models.expressions import localized

M = TypeVar("M", bound=models.Model, covariant=True)


class WordedQuerySet(models.QuerySet[M]):
    """Rows by the state of their translation into one language, their parts' included."""

    def worked_on(self) -> Self:
        """Keep what translators work on: all, but a draft in place of what it replaces."""
        return self.all()

    def missing_in(self, language: str) -> Self:
        """Keep rows of which a text is not translated into this language."""
        return self._with_a_text(language, _is_missing, "missing_in")

    def behind_in(self, language: str) -> Self:
        """Keep rows whose translation was made from another text than today's original."""
        return self._with_a_text(language, _is_behind, "behind_in")

    def unreviewed_in(self, language: str) -> Self:
        """Keep rows with a translation into this language that nobody has reviewed."""
        return self._with_a_text(language, _is_unreviewed, "unreviewed_in")

    def _with_a_text(self, language: str, condition: Any, name: str) -> Self:
        model: Any = self.model
        found = Q()
        for field in model.to_translate():
            found |= condition(model, field, language)
        for part, owner in model.translated_parts():
            mine = part._default_manager.filter(**{owner: OuterRef("pk")})
            found |= Q(Exists(getattr(mine, name)(language)))
        return self.filter(found)


def _original(model: Any, field: str) -> Case:
    """The text of a field in the language that its row was born in."""
    born = model.born_as().items()
    return Case(
        *[When(condition, then=F(f"{field}_{code}")) for code, condition in born],
        default=localized(field),
        output_field=models.TextField(),
    )


def _kept(language: str, *names: str) -> KeyTextTransform:
    """One text of the record of a translation."""
    path: Any = KeyTransform(language, F("translations"))
    for name in names[:-1]:
        path = KeyTransform(name, path)
    return KeyTextTransform(names[-1], path, output_field=models.TextField())


def _is_missing(model: Any, field: str, language: str) -> Q:
    lacks = Q(**{f"{field}_{language}": None}) | Q(**{f"{field}_{language}": ""})
    return lacks & Q(GreaterThan(_original(model, field), Value("")))


def _is_translated(model: Any, field: str, language: str) -> Q:
    elsewhere = Q()
    for code, condition in model.born_as().items():
        if code != language:
            elsewhere |= condition
    return Q(**{f"{field}_{language}__gt": ""}) & elsewhere


def _is_behind(model: Any, field: str, language: str) -> Q:
    same = Exact(_kept(language, "made_from", field), _original(model, field))
    return _is_translated(model, field, language) & ~Q(same)


def _is_unreviewed(model: Any, field: str, language: str) -> Q:
    unsigned = IsNull(_kept(language, "reviewed_on"), True)
    return _is_translated(model, field, language) & Q(unsigned)
