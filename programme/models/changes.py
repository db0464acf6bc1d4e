"""What is remembered of changes: public memory, old addresses."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Noun(models.TextChoices):
    """The published nouns, by model name."""

    RESULT = "result", _("Result")
    REPORT = "report", _("Report")
    DONOR = "donor", _("Donor")
    PAGETEXT = "pagetext", _("Page text")


class About(models.Model):
    """A row about an object of any published noun; it may outlive that object."""

    noun = models.CharField(_("about"), max_length=10, choices=Noun)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


class Change(About):
    """One line of public memory: what was added, corrected or withdrawn, and why."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Added")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        PROTECTIVE = "protective", _("Removed to protect people")

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    field = models.CharField(_("field"), max_length=60, blank=True)
    old = models.TextField(_("before"), blank=True)
    new = models.TextField(_("after"), blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["-at"], name="change_newest")]

    def __str__(self) -> str:
        what = f"{self.get_kind_display()} {self.get_noun_display()}"
        return f"{self.at:%Y-%m-%d} {what} {self.object_id}"


class OldAddress(About):
    """A slug that was; it redirects for ever."""

    slug = models.SlugField(_("old address"), max_length=80)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["noun", "slug"], name="oldaddress_leads_to_one")
        ]

    def __str__(self) -> str:
        return f"{self.get_noun_display()} {self.slug}"

    @classmethod
    def leads_to(cls, rows: models.QuerySet[Any], slug: str) -> Any:
        """Return the row of `rows` that once had this slug, or None."""
        old = cls.objects.filter(noun=rows.model._meta.model_name, slug=slug)
        return rows.filter(pk__in=old.values("object_id")).first()


class ContentVersion(models.Model):
    """The version of all content: the sum of `n`, moved by database triggers (triggers.py)."""

    n = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("content version")

    def __str__(self) -> str:
        return str(self.n)

    @classmethod
    def current(cls) -> int:
        """Return the version; read it before the data that hangs on it."""
        return cls.objects.aggregate(version=models.Sum("n"))["version"] or 0
