"""What is remembered of changes: public memory, old addresses."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import plain

ACT = ("noun", "object_id", "kind", "act", "at")  # what the rows of one act share


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


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes by who may read of them."""

    def public(self) -> Self:
        """Keep what a visitor may read of now, and say in `told_of` what noun it is about.

        One that is scheduled waits for its time, and one about something hidden stays hidden.
        What was removed to protect people is told without its noun: `told_of` is "".
        """
        known = Q()
        for noun, rows in _told_of():
            known |= Q(noun=noun, object_id__in=rows.values("pk"))
        told = Case(When(known, then=F("noun")), default=Value(""))
        happened = self.filter(at__lte=timezone.now()).annotate(told_of=told)
        return happened.filter(~Q(told_of="") | Q(kind=Change.Kind.PROTECTIVE))

    def called(self, key: str) -> Self:
        """Keep the one row that addresses and files know by this id."""
        return self.filter(pk=key)

    def about(self, row: models.Model) -> Self:
        return self.filter(noun=row._meta.model_name, object_id=row.pk)

    def at(self, slug: str) -> Self:
        """Keep changes of what stands, or stood, at an address that may be told."""
        there = Q()
        for noun, rows in _told_of():
            there |= Q(noun=noun, object_id__in=rows.filter(slug=slug).values("pk"))
        return self.filter(there)

    def since(self, day: date) -> Self:
        return self.filter(at__gte=datetime.combine(day, time.min, tzinfo=UTC))

    def newest(self) -> Self:
        return self.order_by("-at", "-pk")

    def newest_of_each_noun(self) -> dict[str, datetime]:
        """Return when the last of these was, by the noun that it is told of ("" is of none)."""
        rows: Any = self.order_by()  # told_of is no field of the model
        return dict(rows.values_list("told_of").annotate(newest=models.Max("at")))

    def removals(self) -> Self:
        return self.filter(kind__in=[Change.Kind.WITHDRAWN, Change.Kind.PROTECTIVE])

    def one_an_act(self) -> Self:
        """Keep the first row of each act: the one that stands for all its fields."""
        same = {name: OuterRef(name) for name in ACT}
        return self.filter(~Exists(Change.objects.filter(**same, pk__lt=OuterRef("pk"))))

    def of_the_acts_of(self, rows: Iterable["Change"]) -> Self:
        """Keep all rows of the acts that some belong to, in the order they were written."""
        acts, times = {row.act for row in rows}, {row.at for row in rows}
        return self.filter(act__in=acts, at__in=times).order_by("pk")


def _told_of() -> Iterator[tuple[str, Any]]:
    """Yield each noun with its rows that readers see or saw, and may be told of."""
    for noun in Noun.values:
        rows: Any = apps.get_model("programme", noun)._default_manager
        yield noun, plain(rows.public() | rows.withdrawn()).filter(is_protected=False)


class Change(About):
    """One line of public memory: what was added, corrected or withdrawn, and why.

    `old` and `new` hold the words that readers saw, by language: {"en": …, "fr": …} for what is
    said in each language, one language alone for a text of that language.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("Added")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        PROTECTIVE = "protective", _("Removed to protect people")

    class Cause(models.TextChoices):
        TYPING = "typing", _("typing error")
        MISTAKE = "mistake", _("the site’s editors were mistaken")
        SOURCE = "source", _("the source changed")
        MORE = "more", _("more is known")
        TRANSLATION = "translation", _("better translation")
        OUTDATED = "outdated", _("it is out of date")
        PERSON = "person", _("it could point to a person")
        CHILD = "child", _("it could point to a child")
        SAFETY = "safety", _("somebody’s safety")
        LEGAL = "legal", _("a legal duty")
        OTHER = "other", _("another reason")

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    field = models.CharField(_("field"), max_length=60, blank=True)
    old = models.JSONField(_("before"), default=dict, blank=True)
    new = models.JSONField(_("after"), default=dict, blank=True)
    cause = models.CharField(_("kind of reason"), max_length=12, choices=Cause, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    reason_language = models.CharField(
        _("language of the reason"), max_length=2, blank=True, choices=settings.LANGUAGES
    )
    act = models.UUIDField(_("act"), default=uuid.uuid4, editable=False)

    told_of: str  # by public()

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["-at"], name="change_newest"),
            models.Index(fields=["noun", "object_id", "-at"], name="change_of_one"),
        ]

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


class GoneAddress(models.Model):
    """An address that answers 410 for ever, known only by its print: the words in it are gone."""

    noun = models.CharField(_("about"), max_length=10, choices=Noun)
    print = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("address that is gone")
        verbose_name_plural = _("addresses that are gone")
        constraints = [models.UniqueConstraint(fields=["noun", "print"], name="goneaddress_once")]

    def __str__(self) -> str:
        return f"{self.get_noun_display()} {self.print[:8]}"

    @staticmethod
    def print_of(slug: str) -> str:
        """Return the print of a slug: nobody can read the slug from it without the site's key."""
        return salted_hmac("programme.gone", slug, algorithm="sha256").hexdigest()

    @classmethod
    def keep(cls, noun: str, slug: str) -> None:
        cls.objects.get_or_create(noun=noun, print=cls.print_of(slug))

    @classmethod
    def holds(cls, noun: str, slug: str) -> bool:
        return cls.objects.filter(noun=noun, print=cls.print_of(slug)).exists()


def is_held(noun: str, slug: str, but: int | None = None) -> bool:
    """Say whether an address leads to another row than `but`, or is gone for ever."""
    old = OldAddress.objects.filter(noun=noun, slug=slug).exclude(object_id=but or 0)
    return old.exists() or GoneAddress.holds(noun, slug)


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

    @classmethod
    def at_this_moment(cls) -> str:
        """Return what all that readers see hangs on: the version, and what the clock published.

        Nothing that is kept under it is ever out of date. Read it before, or in the same moment
        as, the data.
        """
        now = timezone.now()
        newest = {"change": Change.objects.filter(at__lte=now).order_by("-at").values("at")[:1]}
        for noun in Noun.values:
            model: Any = apps.get_model("programme", noun)
            newest[noun] = model._default_manager.last_by_the_clock()
        times = {name: models.Max(models.Subquery(rows)) for name, rows in newest.items()}
        found = cls.objects.aggregate(version=models.Sum("n"), **times)
        return " ".join(str(found[name]) for name in sorted(found))
