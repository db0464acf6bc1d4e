"""Results: what changed, where and when, in the source's own words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, When
from django.db.models.functions import Cast, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.dates import Precision, dated, only_what_is_known, precision_field
from programme.models.expressions import Rows, in_each_language
from programme.models.places import Place
from programme.models.publishing import Publishable, PublishableQuerySet, titled
from programme.models.sorting import by_name
from programme.models.themes import Theme
from programme.models.worded import Worded

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from programme.models.evidence import Evidence
    from programme.models.figures import Figure


class ResultQuerySet(PublishableQuerySet["Result"]):
    """Results by place, theme, time; with what a card shows."""

    def for_cards(self) -> Self:
        """Add all that a card shows, in the same single query.

        Places: {slug, name_en, name_fr, …, kind, iso_code}; themes: {slug, dac_code, …};
        figures: {uid, value, qualifier, part_of, born, label_en, …}, in their order, as lists in
        `card_places`, `card_themes`, `card_figures`.
        """
        from programme.models.figures import Figure  # figures name their result

        mine = {"result": OuterRef("pk")}
        return self.annotate(
            card_places=Rows(
                Place.objects.filter(**mine).order_by("kind", by_name()),
                slug=F("slug"),
                **in_each_language("name"),
                kind=F("kind"),
                iso_code=F("iso_code"),
            ),
            card_themes=Rows(
                Theme.objects.filter(**mine).order_by("position", by_name()),
                slug=F("slug"),
                dac_code=F("dac_code"),
                sdg_targets=F("sdg_targets"),
                **in_each_language("name"),
            ),
            card_figures=Rows(
                Figure.objects.filter(**mine).order_by("position", "pk"),
                uid=F("uid"),
                value=Cast("value", CharField()),
                qualifier=F("qualifier"),
                part_of=F("part_of"),
                born=OuterRef("original_language"),
                **in_each_language("label"),
            ),
        )

    def for_files(self) -> Self:
        """Add all that a row of a file says, in the same single query.

        To what a card shows: lists of {…} in `the_related` and `the_receipts`.
        """
        from programme.models.evidence import Evidence  # evidence names its result

        links: Any = Result.related.through
        this = OuterRef(OuterRef("pk"))
        # One list of ids: two with "or" between them would have PostgreSQL try every result.
        other = Case(When(from_result=this, then=F("to_result")), default=F("from_result"))
        ends = links.objects.filter(Q(from_result=this) | Q(to_result=this)).values_list(other)
        related = Result.objects.public().filter(pk__in=ends)
        return self.for_cards().annotate(
            the_related=Rows(related.in_source_order(), slug=F("slug")),
            the_receipts=Evidence.objects.filter(result=OuterRef("pk")).in_files(),
        )

    def with_figures(self) -> Self:
        """Bring all figures along, in their order, with their receipts."""
        from programme.models.figures import Figure  # figures name their result

        figures = Figure.objects.in_order().with_receipts()
        return self.prefetch_related(models.Prefetch("figures", figures))

    def with_receipts(self) -> Self:
        """Bring the receipts of each result along, with those of its figures."""
        from programme.models.evidence import Evidence  # evidence names its result

        receipts = models.Prefetch("evidence", Evidence.objects.with_source().in_order())
        return self.with_figures().prefetch_related(receipts)

    def for_page(self) -> Self:
        return self.for_cards().with_figures()

    def in_places(self, slugs: list[str], *, region_wide: bool) -> Self:
        """Keep results of any of these places; with region_wide, of regions that hold them too."""
        own = Q(place__slug__in=slugs)
        if region_wide:
            own |= Q(place__members__slug__in=slugs)
        return self.filter(Exists(Result.places.through.objects.filter(own, result=OuterRef("pk"))))

    def about(self, slugs: list[str]) -> Self:
        """Keep results of any of these themes."""
        linked: Any = Result.themes.through  # django-stubs takes it for Never
        links = linked.objects.filter(theme__slug__in=slugs, result=OuterRef("pk"))
        return self.filter(Exists(links))

    def happened_in(self, years: list[str]) -> Self:
        """Keep results of any of these years; an open range counts at its start."""
        numbers = [int(year) for year in years if year.isdecimal()]
        wanted = Q(happened_from__year__in=numbers)
        if "not-stated" in years:
            wanted |= Q(happened_from=None)
        return self.filter(wanted)

    def with_year(self) -> Self:
        """Add `year`, None where no date is stated."""
        return self.annotate(year=ExtractYear("happened_from"))

    def region_wide_in(self, place: Place) -> Self:
        """Keep results of regions that hold this country, unless they are its own already."""
        return self.in_places([place.slug], region_wide=True).exclude(
            pk__in=self.in_places([place.slug], region_wide=False).values("pk")
        )

    def related_to(self, result: "Result") -> Self:
        """Keep results that name this one, or what it is a draft of, and those that it names."""
        return self.filter(Q(related=result.original_pk) | Q(related_from=result)).distinct()

    def sharing_places_with(self, result: "Result") -> Self:
        """Keep other results of the same places that are not named as related."""
        links = Result.places.through.objects.filter(result=OuterRef("pk"))
        same = links.filter(place__in=result.places.values("pk"))
        known = Q(related=result.original_pk) | Q(related_from=result)
        named = Result.objects.filter(known).values("pk")
        return self.filter(Exists(same)).exclude(pk=result.original_pk).exclude(pk__in=named)

    def newest(self) -> Self:
        return self.order_by(F("happened_from").desc(nulls_last=True), "position", "pk")

    def oldest(self) -> Self:
        return self.order_by(F("happened_from").asc(nulls_last=True), "position", "pk")

    def in_source_order(self) -> Self:
        return self.order_by("position", "pk")

    def highlights(self) -> Self:
        return self.filter(highlight__isnull=False).order_by("highlight", "position")


class Result(Publishable):
    """One thing achieved."""

    class Level(models.TextChoices):
        OUTPUT = "output", _("Output")
        OUTCOME = "outcome", _("Outcome")
        IMPACT = "impact", _("Impact")

    words_field = "statement"
    translated = ("title", "statement", "when_words", "link_label")
    searched = ("title", "statement", "when_words")
    not_searched = ("link_label",)
    indexed_with = ("places", "themes")

    title = models.CharField(_("title"), max_length=200)
    statement = models.TextField(
        _("words"), blank=True, help_text=_("What was achieved, in the source's own words.")
    )
    position = models.PositiveIntegerField(_("place in the source"), default=0)
    happened_from = models.DateField(_("happened (from)"), null=True, blank=True)
    happened_to = models.DateField(_("to"), null=True, blank=True)
    precision = precision_field()
    when_words = models.CharField(
        _("when, in words of its own"),
        max_length=80,
        blank=True,
        help_text=_(
            "Shown in place of the date where the source says more, as “late October 2016”."
        ),
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    places = models.ManyToManyField(Place, blank=True, verbose_name=_("places"))
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("themes"))
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_from",
        limit_choices_to={"replaces": None},
        verbose_name=_("tells of the same"),
    )
    link = models.URLField(_("outside link"), blank=True)
    link_label = models.CharField(_("words after “Find out more”"), max_length=120, blank=True)
    highlight = models.PositiveSmallIntegerField(
        _("place among the highlights"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("1, 2 or 3 puts it on the front page. No victims or suspects there."),
    )

    if TYPE_CHECKING:
        figures: RelatedManager[Figure]
        evidence: RelatedManager[Evidence]
        card_places: list[dict[str, str]]
        card_themes: list[dict[str, str]]
        card_figures: list[dict[str, str]]

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            *Publishable.Meta.constraints,
            titled("title", "result"),
            dated("happened_from", "precision", "result_dated"),
            models.CheckConstraint(
                condition=Q(happened_to=None)
                | (
                    Q(happened_from__isnull=False, happened_to__gte=F("happened_from"))
                    & ~Q(precision=Precision.SINCE)
                ),
                name="result_ends_after_it_begins",
                violation_error_message=_(
                    "The end comes after the beginning, and “since” has no end."
                ),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["happened_from", "position"], name="result_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("result_detail", args=[self.slug])

    @classmethod
    def translated_parts(cls) -> list[tuple[type[Worded], str]]:
        from programme.models.figures import Figure  # figures name their result

        return [(Figure, "result")]

    def worded_parts(self) -> Iterable[Worded]:
        return self.figures.all()

    def clean(self) -> None:
        only_what_is_known("happened_from", self.happened_from, self.precision)
