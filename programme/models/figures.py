"""Stated numbers, with how exact they are."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _

from programme.models.dates import dated, only_what_is_known, precision_field
from programme.models.expressions import LANGUAGES
from programme.models.parts import Part, PartQuerySet
from programme.models.results import Result
from programme.models.standing import WordedQuerySet
from programme.models.worded import Worded

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from programme.models.evidence import Evidence


class FigureQuerySet(WordedQuerySet["Figure"], PartQuerySet["Figure"]):
    """Figures: as visible as their result; those of the programme always."""

    def public(self) -> Self:
        return self.filter(Q(result=None) | Q(result__in=Result.objects.public()))

    def worked_on(self) -> Self:
        drafts = Result.objects.filter(replaces=OuterRef("result"))
        return self.filter(~Exists(drafts))

    def of(self, result: Result) -> Self:
        return self.filter(result=result).in_order()

    def of_the_programme(self) -> Self:
        return self.filter(result=None).in_order()

    def for_files(self) -> Self:
        """Add all that a row of a file says: of its result, of the numbers it belongs to."""
        from programme.models.evidence import Evidence  # evidence names its figure

        public = Figure.objects.public()
        titles = {f"result_title_{code}": F(f"result__title_{code}") for code in LANGUAGES}
        return self.annotate(
            result_slug=F("result__slug"),
            original_language=F("result__original_language"),
            part_of_uid=Subquery(public.filter(pk=OuterRef("part_of")).values("uid")[:1]),
            supersedes_uid=Subquery(public.filter(pk=OuterRef("supersedes")).values("uid")[:1]),
            the_receipts=Evidence.objects.filter(figure=OuterRef("pk")).in_files(),
            **titles,
        )

    def of_qualifiers(self, qualifiers: list[str]) -> Self:
        return self.filter(qualifier__in=qualifiers)

    def of_results(self, results: models.QuerySet[Result]) -> Self:
        return self.filter(result__in=results.order_by().values("pk"))

    def after_their_results(self) -> Self:
        """Put those of the programme first, then those of each result, in the source's order."""
        first = F("result__position").asc(nulls_first=True)
        return self.order_by(first, "result", "position", "pk")

    def with_receipts(self) -> Self:
        """Bring the receipts of each figure along."""
        from programme.models.evidence import Evidence  # evidence names its figure

        receipts = Prefetch("evidence", Evidence.objects.with_source())
        return self.select_related("result").prefetch_related(receipts)


class Figure(Worded, Part):
    """One number that a source states, of a result or of the programme as a whole."""

    translated = ("label", "unit")
    not_searched = ("label", "unit")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("Exact")
        MINIMUM = "minimum", _("More than")
        APPROXIMATE = "approximate", _("Some (about)")

    result = models.ForeignKey(
        Result,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("result"),
        help_text=_("Empty for a figure of the programme as a whole."),
    )
    value = models.DecimalField(_("number"), max_digits=20, decimal_places=4)
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier, default=Qualifier.EXACT
    )
    label = models.CharField(
        _("label"),
        max_length=200,
        help_text=_("The words that follow the number, such as “firearms marked”."),
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("What is counted: people, tons, cases.")
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    as_of_precision = precision_field()
    as_of_inferred = models.BooleanField(
        _("date inferred"),
        default=False,
        help_text=_("The date is not stated for this number but follows from the sentence."),
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger number that already counts this one; they are never added."),
    )
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )

    if TYPE_CHECKING:
        evidence: RelatedManager[Evidence]

    objects: ClassVar[FigureQuerySet] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            dated("as_of", "as_of_precision", "figure_dated"),
            models.CheckConstraint(
                condition=~Q(part_of=F("pk")) & ~Q(supersedes=F("pk")),
                name="figure_not_of_itself",
                violation_error_message=_("A figure is no part of itself."),
            ),
        ]

    def clean(self) -> None:
        only_what_is_known("as_of", self.as_of, self.as_of_precision)

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.shown('label')}"

    @classmethod
    def born_as(cls) -> dict[str, Q]:
        alone = super().born_as()
        of_result = {code: Q(result__original_language=code) for code in LANGUAGES}
        return {code: of_result[code] | (Q(result=None) & alone[code]) for code in LANGUAGES}

    @property
    def born_in(self) -> str:
        return self.result.original_language if self.result else super().born_in

    @property
    def whole(self) -> Result | None:
        """What this is a part of; None for a figure of the programme."""
        return self.result
