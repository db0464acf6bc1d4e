"""Rows with texts in several languages: which text is shown, and what each was made from."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES, plain, reading_language
from programme.models.translations import Translation


class Said(NamedTuple):
    """A text and the language it is in; both "" where there is none."""

    text: str
    language: str


def said(text_in: Callable[[str], str | None], born: str, language: str | None = None) -> Said:
    """Choose among the texts of one field: this language → original → any."""
    for code in (language or reading_language(), born, *LANGUAGES):
        if text := text_in(code):
            return Said(text, code)
    return Said("", "")


def with_even_line_breaks(text: str) -> str:
    """Return a text with line breaks of one kind, whatever wrote them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Worded(models.Model):
    """A row with translated texts; the first of `translated` is its name or title.

    Each field of `translated` stands in `searched` or `not_searched`; those of `not_needed` are
    complete without a translation (checks.py holds all three to it).
    """

    translated: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[tuple[str, ...]] = ()
    not_searched: ClassVar[tuple[str, ...]] = ()
    not_needed: ClassVar[tuple[str, ...]] = ()

    translations = models.JSONField(_("translations"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with an account of what each text that changed was translated from."""
        self._even_line_breaks()
        self._account()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "translations"}
        super().save(*args, **options)

    def _even_line_breaks(self) -> None:
        """Write line breaks one way: a browser sends others, and they are no new words."""
        for field in self.translated:
            for code in LANGUAGES:
                if "\r" in (text := self.text(field, code)):
                    setattr(self, f"{field}_{code}", with_even_line_breaks(text))

    def _account(self) -> None:
        was = None if self._state.adding else self._as_kept()
        if was and was["translations"] != self.translations:
            return  # somebody wrote the account itself
        for language in LANGUAGES:
            if was is None and language in self.translations:
                continue
            written = [
                field
                for field in self.translated
                if self.text(field, language) != ((was or {}).get(f"{field}_{language}") or "")
            ]
            self._account_for(language, written)

    def _as_kept(self) -> dict[str, Any] | None:
        columns = [f"{field}_{code}" for field in self.translated for code in LANGUAGES]
        kept = plain(type(self)._base_manager.filter(pk=self.pk))
        found: dict[str, Any] | None = kept.values(*columns, "translations").first()
        return found

    def _account_for(self, language: str, written: list[str]) -> None:
        others = {code: kept for code, kept in self.translations.items() if code != language}
        if language == self.born_in:
            self.translations = others
        elif written:
            there = {field for field in written if self.text(field, language)}
            made_from = {field: self.text(field, self.born_in) for field in there}
            record = (self.translation(language) or Translation()).made_anew(
                made_from, set(written) - there
            )
            kept = {language: record.as_json()} if record.made_from else {}
            self.translations = {**others, **kept}

    @classmethod
    def to_translate(cls) -> list[str]:
        """The fields that a complete translation has, where the original has them."""
        return [field for field in cls.translated if field not in cls.not_needed]

    @classmethod
    def translated_parts(cls) -> list[tuple[type["Worded"], str]]:
        """Models whose rows are translated along with this one's, and their field that names it."""
        return []

    @classmethod
    def born_as(cls) -> dict[str, Q]:
        """For each language the condition that a row's original is in it."""
        found, earlier = {}, Q()
        for code in LANGUAGES:
            named = Q(**{f"{cls.translated[0]}_{code}__gt": ""})
            found[code] = earlier & named
            earlier &= ~named | Q(**{f"{cls.translated[0]}_{code}": None})
        return found

    @property
    def born_in(self) -> str:
        """The language of the original: for a vocabulary, the first that it has a name in."""
        named = (code for code in LANGUAGES if self.text(self.translated[0], code))
        return next(named, LANGUAGES[0])

    def worded_parts(self) -> Iterable["Worded"]:
        """The rows that are translated along with this one."""
        return []

    def text(self, field: str, language: str) -> str:
        """Return a text in exactly this language; "" where there is none."""
        return getattr(self, f"{field}_{language}", None) or ""

    def said(self, field: str, language: str | None = None) -> Said:
        """Return the text that is shown, with its language: this language → original → any."""
        wanted = language or reading_language()
        if text := self.text(field, wanted):
            return Said(text, wanted)
        return said(lambda code: self.text(field, code), self.born_in, wanted)

    @property
    def is_read_in_translation(self) -> bool:
        """Say whether the reader is shown a translated title, and not the original's."""
        return self.said(self.translated[0]).language not in ("", self.born_in)

    def shown(self, field: str, language: str | None = None) -> str:
        """Return the text that is shown."""
        return self.said(field, language).text

    def translation(self, language: str) -> Translation | None:
        """Return the record of the translation into a language, if there is one."""
        kept = self.translations.get(language)
        return Translation.read(kept) if kept else None

    def missing(self, language: str) -> list[str]:
        """The fields that have an original and no text in this language."""
        return [
            field
            for field in self.to_translate()
            if self.text(field, self.born_in) and not self.text(field, language)
        ]

    def behind(self, language: str) -> list[str]:
        """The fields whose translation was made from another text than today's original."""
        record = self.translation(language)
        if record is None or language == self.born_in:
            return []
        return [
            field
            for field in self.to_translate()
            if self.text(field, language)
            and field in record.made_from
            and record.made_from[field] != self.text(field, self.born_in)
        ]


def text_of(row: Worded | dict[str, Any], field: str) -> Said:
    """Return the text that is shown of a row, or of a card's part: {name_en, name_fr, …}."""
    if isinstance(row, dict):
        return said(lambda code: row.get(f"{field}_{code}"), row.get("born") or LANGUAGES[0])
    return row.said(field)
