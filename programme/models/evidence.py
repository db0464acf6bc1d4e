"""Receipts: which source says so, on which page, in which words, checked when."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from programme.models.dates import dated, only_what_is_known, precision_field
from programme.models.expressions import LANGUAGES, Rows
from programme.models.figures import Figure
from programme.models.parts import Part, PartQuerySet
from programme.models.reports import EDITION_LANGUAGES, Edition, Report
from programme.models.results import Result
from programme.models.revising import Revised, RevisedQuerySet
from programme.models.slugs import slug_field
from programme.models.standing import WordedQuerySet
from programme.models.worded import Worded

ARROW = "→"


def one_line(text: str) -> str:
    """Count each run of white space, non-breaking ones included, as one space."""
    return " ".join(text.split())


class SourceQuerySet(WordedQuerySet["Source"], RevisedQuerySet["Source"]):
    """Named sources."""

    def newest(self) -> "Source | None":
        """Return the one with the latest date that is stated."""
        return self.filter(as_of__isnull=False).order_by("-as_of", "pk").first()

    def get_by_natural_key(self, slug: str) -> "Source":
        return self.get(slug=slug)


class Source(Revised, Worded):
    """A source that is not one of the reports here."""

    translated = ("title",)
    not_searched = ("title",)

    slug = slug_field(unique=True)
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("address"), blank=True, help_text=_("Empty: “address not stated”."))
    as_of = models.DateField(_("as of"), null=True, blank=True)
    as_of_precision = precision_field()

    objects: ClassVar[SourceQuerySet] = SourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [dated("as_of", "as_of_precision", "source_dated")]

    def __str__(self) -> str:
        return self.shown("title") or self.slug

    def clean(self) -> None:
        only_what_is_known("as_of", self.as_of, self.as_of_precision)
        if not self.shown("title"):
            raise ValidationError(_("A title is needed in at least one language."))

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class EvidenceQuerySet(PartQuerySet["Evidence"]):
    """Receipts: as visible as what they prove."""

    def public(self) -> Self:
        return self.filter(
            Q(result__in=Result.objects.public()) | Q(figure__in=Figure.objects.public())
        )

    def of_result(self, result: Result) -> Self:
        """Receipts of a result and of its figures, the statement's first."""
        return (
            self.filter(Q(result=result) | Q(figure__result=result))
            .with_source()
            .order_by("figure__position", "figure_id", "position", "pk")
        )

    def in_files(self) -> Rows:
        """Build a list of what each receipt says, and of what it names, in order.

        {page, quote, checked_on, is_named, born, title_en, …, as_of, precision, address}, and of
        an edition {slug, language, file}.
        """
        public_report = Report.objects.public().filter(pk=OuterRef("edition__report"))
        titles = {
            f"title_{code}": Coalesce(
                NullIf(F(f"source__title_{code}"), Value("")), F(f"edition__report__title_{code}")
            )
            for code in LANGUAGES
        }
        return Rows(
            self.annotate(is_named=Q(edition=None) | Exists(public_report)).in_order(),
            page=F("page"),
            quote=F("quote"),
            checked_on=F("checked_on"),
            born=F("edition__report__original_language"),
            is_named=F("is_named"),
            as_of=Coalesce("source__as_of", "edition__report__dated"),
            precision=Coalesce("source__as_of_precision", "edition__report__dated_precision"),
            address=Coalesce("source__address", "edition__address"),
            slug=F("edition__report__slug"),
            language=F("edition__language"),
            file=F("edition__file"),
            **titles,
        )

    def with_source(self) -> Self:
        """Bring the source along; `report_is_public` says whether a report may be named."""
        public_report = Report.objects.public().filter(pk=OuterRef("edition__report"))
        spoken_for = ("figure__result", "result")
        return self.select_related("source", "edition__report", *spoken_for).annotate(
            report_is_public=Exists(public_report)
        )


class Evidence(Part):
    """A receipt for the words of a result, or for one figure."""

    result = models.ForeignKey(
        Result,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("result"),
    )
    figure = models.ForeignKey(
        Figure,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("figure"),
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("source")
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("edition")
    )
    page = models.CharField(
        _("page"), max_length=40, blank=True, help_text=_("Empty: “page not stated”.")
    )
    quote = models.TextField(
        _("quote"), blank=True, help_text=_("The words exactly as published, faults included.")
    )
    quote_language = models.CharField(
        _("language of the quote"),
        max_length=2,
        choices=EDITION_LANGUAGES,
        blank=True,
        help_text=_("Only where it is not the edition’s, or else that of the words it is for."),
    )
    errata = models.TextField(
        _("spelling corrected"),
        blank=True,
        help_text=_("One correction a line: words as published -> words as shown."),
    )
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("Empty: “not yet checked”.")
    )
    checked_by = models.CharField(
        _("checked by"), max_length=150, blank=True, help_text=_("Never shown to the public.")
    )

    report_is_public: bool  # by with_source()

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            CheckConstraint(
                condition=Q(result=None, figure__isnull=False)
                | Q(result__isnull=False, figure=None),
                name="evidence_for_one_thing",
                violation_error_message=_("A receipt is for a result or for a figure, not both."),
            ),
            CheckConstraint(
                condition=Q(source=None, edition__isnull=False)
                | Q(source__isnull=False, edition=None),
                name="evidence_from_one_source",
                violation_error_message=_("A receipt names one source or one edition."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure or self.result} ← {self.source or self.edition}"

    def clean(self) -> None:
        for line in self.errata.splitlines():
            before, arrow, _after = line.replace("->", ARROW).partition(ARROW)
            if not arrow or one_line(before) not in one_line(self.quote):
                words = _("“%(line)s”: write words of the quote, then -> and the words shown.")
                raise ValidationError({"errata": words % {"line": line}})

    def corrections(self) -> list[tuple[str, str]]:
        """Return (as published, as shown) for each recorded correction."""
        lines = self.errata.replace("->", ARROW).splitlines()
        pairs = [line.partition(ARROW) for line in lines if line.strip()]
        return [(one_line(before), one_line(after)) for before, _, after in pairs]

    def quote_as_shown(self) -> str:
        """Return the quote on one line, with the recorded corrections applied."""
        text = one_line(self.quote)
        for before, after in self.corrections():
            text = text.replace(before, after)
        return text

    @property
    def quoted_in(self) -> str:
        """The language of the quote."""
        spoken_for: Worded | None = self.figure or self.result
        edition = self.edition.language if self.edition else ""
        return self.quote_language or edition or (spoken_for.born_in if spoken_for else "")

    @property
    def only_repeats(self) -> bool:
        """Say whether this receipt quotes the very words that are shown, and no translation."""
        if self.result is None or self.errata:
            return False
        return one_line(self.quote) == one_line(self.result.shown("statement"))

    @property
    def whole(self) -> Result | None:
        """The result that this speaks for, by itself or by a figure; None for the programme's."""
        return self.figure.whole if self.figure else self.result
