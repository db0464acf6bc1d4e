"""Reports: one work each, with its editions by language."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.dates import dated, only_what_is_known, precision_field
from programme.models.expressions import Rows, reading_language
from programme.models.parts import Part, PartQuerySet
from programme.models.publishing import Publishable, PublishableQuerySet, titled

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# As each language calls itself.
EDITION_LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("es", "Español"),
    ("pt", "Português"),
    ("ru", "Русский"),
]


class ReportQuerySet(PublishableQuerySet["Report"]):
    """Reports by date and language, with their editions."""

    def for_list(self) -> Self:
        """Add `card_editions`: a list of {language, address, file, cover, sha256, format, …}."""
        return self.annotate(
            card_editions=Rows(
                Edition.objects.filter(report=OuterRef("pk")).order_by("position", "pk"),
                slug=OuterRef("slug"),
                language=F("language"),
                address=F("address"),
                file=F("file"),
                cover=F("cover"),
                sha256=F("sha256"),
                format=F("format"),
                bytes=F("bytes"),
                pages=F("pages"),
            )
        )

    def for_page(self) -> Self:
        return self.for_list()

    def for_files(self) -> Self:
        return self.for_list()

    def dated_in(self, years: list[str]) -> Self:
        numbers = [int(year) for year in years if year.isdecimal()]
        wanted = Q(dated__year__in=numbers)
        if "not-stated" in years:
            wanted |= Q(dated=None)
        return self.filter(wanted)

    def in_languages(self, codes: list[str]) -> Self:
        return self.filter(
            models.Exists(Edition.objects.filter(report=OuterRef("pk"), language__in=codes))
        )

    def with_year(self) -> Self:
        return self.annotate(year=ExtractYear("dated"))

    def newest(self) -> Self:
        return self.order_by(F("dated").desc(nulls_last=True), "position", "pk")

    def in_source_order(self) -> Self:
        return self.order_by("position", "pk")


class Report(Publishable):
    """A document of the programme or about it."""

    class Kind(models.TextChoices):
        PROGRESS = "progress-report", _("Progress report")
        STRATEGY = "strategy", _("Strategy")
        OTHER = "other", _("Other document")

    translated = searched = ("title",)

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    dated = models.DateField(
        _("dated"),
        null=True,
        blank=True,
        help_text=_("The date that the document itself bears, not the day it was put online."),
    )
    dated_precision = precision_field()
    is_new = models.BooleanField(
        _("new"), default=False, help_text=_("Shows “New” beside the title while it is ticked.")
    )
    position = models.PositiveIntegerField(_("place in the source"), default=0)

    if TYPE_CHECKING:
        editions: RelatedManager["Edition"]
        card_editions: list[dict[str, Any]]

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            *Publishable.Meta.constraints,
            titled("title", "report"),
            dated("dated", "dated_precision", "report_dated"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.slug])

    def clean(self) -> None:
        only_what_is_known("dated", self.dated, self.dated_precision)

    @property
    def card_cover(self) -> dict[str, Any] | None:
        """The edition whose cover stands for all: the reader's language, else the first."""
        covered = [edition for edition in self.card_editions if edition["cover"]]
        return min(covered, key=lambda one: one["language"] != reading_language(), default=None)


class EditionQuerySet(PartQuerySet["Edition"]):
    """Editions: as visible as their report."""

    def public(self) -> Self:
        return self.filter(report__in=Report.objects.public())

    def with_file_at(self, slug: str, language: str) -> "Edition | None":
        """Return the edition whose file stands at an address, if one of these does."""
        return self.with_file().filter(report__slug=slug, language=language).in_order().first()

    def with_file(self) -> Self:
        return self.exclude(file="").select_related("report")

    def with_the_same_file(self, sha256: str, edition: "Edition") -> Self:
        """Keep editions that have this file; not the edition itself nor a draft's copy of it."""
        others = self.filter(sha256=sha256).select_related("report")
        itself = Q(pk=edition.pk) | Q(pk=edition.copy_of_id)
        return others.exclude(itself | Q(copy_of=edition) if edition.pk else itself)


class Edition(Part):
    """A report in one language, as a file or at an address; neither, until staff add one."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="editions", verbose_name=_("report")
    )
    language = models.CharField(_("language"), max_length=2, choices=EDITION_LANGUAGES)
    address = models.URLField(
        _("address elsewhere"),
        blank=True,
        help_text=_("Where this edition can be read or downloaded on another site."),
    )
    file = models.FileField(_("file"), upload_to="editions/", blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True, help_text=_("Such as PDF."))
    bytes = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    cover = models.FileField(_("cover"), upload_to="covers/", blank=True, editable=False)
    properties = models.JSONField(
        _("what the file says of itself"), default=dict, blank=True, editable=False
    )

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        names = {"report": self.report, "language": self.get_language_display()}
        return _("%(report)s: %(language)s") % names

    @property
    def whole(self) -> Report:
        """What this is a part of."""
        return self.report

    def forget_file(self) -> None:
        """Leave this edition without a file; it stays on disk, since history names it."""
        self.file = self.cover = self.sha256 = self.format = ""
        self.bytes = self.pages = None
        self.properties = {}

    def file_name(self, ending: str) -> str:
        """What a reader's copy of the file is called."""
        title = self.report.shown("title", self.language)[:100]
        return f"{title} ({self.language}).{ending}"

    @classmethod
    def is_named(cls, name: str) -> bool:
        """Say whether a row, or the history of one, names this file."""
        history: Any = cls.history  # type: ignore[attr-defined]
        named = Q(file=name) | Q(cover=name)
        return cls.objects.filter(named).exists() or history.filter(named).exists()
