"""What publishing asks about, so that nobody is harmed: rules, words that are allowed, answers."""

import re
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from programme.models.changes import About
from programme.models.patterns import Unsafe, ways


def lines(text: str) -> list[str]:
    """Return what stands on each line; empty lines are for those who read them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class GateRuleQuerySet(models.QuerySet["GateRule"]):
    """Rules of the gate."""

    def active(self) -> Self:
        return self.filter(is_active=True).order_by("position", "code")


class GateRule(models.Model):
    """One thing that the gate looks for, and why it asks."""

    class Kind(models.TextChoices):
        WORDS = "words", _("words")
        PATTERN = "pattern", _("pattern")
        NAMES = "names", _("personal names")
        NUMBER = "number", _("a small number with a small place")
        FILE = "file", _("what a file says of its author")

    code = models.SlugField(
        _("short name"),
        max_length=40,
        unique=True,
        help_text=_("Answers are kept under it, so it stays as it is."),
    )
    name = models.CharField(_("name"), max_length=100)
    why = models.CharField(
        _("why it asks"), max_length=300, help_text=_("Editors read it beside the words found.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORDS)
    words = models.TextField(
        _("words"),
        blank=True,
        max_length=20_000,
        help_text=_(
            "One expression a line, in any language. * at the end of a word stands for any ending. "
            "Of a pattern: one regular expression a line. Of personal names: the titles that stand "
            "before them. Of a small number with a small place: names of small places."
        ),
    )
    is_sensitive = models.BooleanField(
        _("needs a publisher"),
        default=False,
        help_text=_("Only somebody who may publish everything can answer it."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=100)

    objects: ClassVar[GateRuleQuerySet] = GateRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rule of the gate")
        verbose_name_plural = _("rules of the gate")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return translation.gettext(self.name)  # those that came with the site are in the catalogues

    def clean(self) -> None:
        if self.kind not in (self.Kind.PATTERN, self.Kind.FILE):
            _need_letters(self.words)
        if self.kind in (self.Kind.WORDS, self.Kind.PATTERN) and not lines(self.words):
            raise ValidationError({"words": _("Without words this rule would find nothing.")})
        for line in lines(self.words) if self.kind == self.Kind.PATTERN else []:
            try:
                ways(line)
            except Unsafe as unsafe:
                params = {"line": line, "why": unsafe}
                words = _("“%(line)s”: %(why)s") % params
                raise ValidationError({"words": words}) from unsafe

    def lines(self) -> list[str]:
        return lines(self.words)


class AllowedWords(models.Model):
    """Names and expressions that the gate never asks about: they point to nobody."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    why = models.CharField(_("why they are no person"), max_length=300, blank=True)
    words = models.TextField(
        _("words"),
        max_length=20_000,
        help_text=_(
            "One expression a line, in any language. * at the end of a word stands for any ending."
        ),
    )

    class Meta:
        verbose_name = _("allowed words")
        verbose_name_plural = _("allowed words")
        ordering = ("name",)

    def __str__(self) -> str:
        return translation.gettext(self.name)  # those that came with the site are in the catalogues

    def clean(self) -> None:
        _need_letters(self.words)

    def lines(self) -> list[str]:
        return lines(self.words)


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Answers, by what they are about."""

    def about(self, noun: str, object_ids: set[int]) -> Self:
        return self.filter(noun=noun, object_id__in=object_ids)


class Resolution(About):
    """Why certain words may stand in a certain text, said by somebody."""

    rule = models.SlugField(_("rule"), max_length=40)
    words = models.CharField(_("words found"), max_length=300)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects: ClassVar[ResolutionQuerySet] = ResolutionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer to the gate")
        verbose_name_plural = _("answers to the gate")
        indexes = [models.Index(fields=["noun", "object_id"], name="resolution_of_one")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


def _need_letters(words: str) -> None:
    """Refuse a line that would match everything, or nothing."""
    for line in lines(words):
        if not re.fullmatch(r"(?:[^\W_][^*]*\*?(?:\s+|$))+", line) or len(line) > 100:
            refused = _(
                "“%(line)s”: write words, each beginning with a letter; * only at the end of one."
            )
            raise ValidationError({"words": refused % {"line": line}})
