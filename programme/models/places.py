"""Countries and regions: the vocabulary of "where"."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import Rows, counted
from programme.models.indexing import IndexedQuerySet
from programme.models.revising import Revised
from programme.models.slugs import slug_field
from programme.models.sorting import Sorted, by_name
from programme.models.standing import WordedQuerySet
from programme.models.worded import Said

two_capitals = RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as ML."))


class PlaceQuerySet(WordedQuerySet["Place"], IndexedQuerySet["Place"]):
    """Places; all of them are public."""

    def named(self) -> Self:
        """Order by the name that is shown, countries first."""
        return self.order_by("kind", by_name(), "pk")

    def called(self, key: str) -> Self:
        """Keep the one row that addresses and files know by this id."""
        return self.filter(slug=key)

    def of_kinds(self, kinds: list[str]) -> Self:
        return self.filter(kind__in=kinds)

    def for_files(self) -> Self:
        """Add all that a row of a file says: members, and how many public results name it."""
        from programme.models.results import Result  # results name their places

        members = Place.objects.filter(regions=OuterRef("pk")).named()
        links = Result.places.through.objects.filter(place=OuterRef("pk"))
        return self.annotate(
            the_members=Rows(members, slug=F("slug")),
            result_count=counted(links.filter(result__in=Result.objects.public())),
        )

    def of_the_programme(self) -> Self:
        """Keep those in focus and those that public results name; countries first."""
        from programme.models.results import Result  # results name their places

        links = Result.places.through.objects.filter(place=OuterRef("pk"))
        named = Exists(links.filter(result__in=Result.objects.public()))
        return self.filter(Q(is_focus=True) | named).order_by("kind", "slug")

    def members_of(self, region: "Place") -> Self:
        return self.filter(regions=region).named()

    def regions_of(self, country: "Place") -> Self:
        return self.filter(members=country).named()

    def get_by_natural_key(self, slug: str) -> "Place":
        return self.get(slug=slug)


class Place(Revised, Sorted):
    """A country, or a region with its member countries."""

    translated = searched = ("name",)

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")

    slug = slug_field(unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COUNTRY)
    iso_code = models.CharField(
        _("ISO 3166-1 alpha-2 code"),
        max_length=2,
        blank=True,
        validators=[two_capitals],
        help_text=_("Two capital letters, for countries alone. The map finds a country by it."),
    )
    name = models.CharField(_("name"), max_length=120)
    members = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="regions",
        limit_choices_to={"kind": Kind.COUNTRY},
        verbose_name=_("member countries"),
    )
    is_focus = models.BooleanField(
        _("in focus"), default=False, help_text=_("A country that the programme works in.")
    )

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            CheckConstraint(
                condition=Q(kind="country", iso_code__gt="") | Q(kind="region", iso_code=""),
                name="place_countries_have_codes",
                violation_error_message=_(
                    "A country has a two-letter ISO code; a region has none."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.shown("name") or self.slug

    def clean(self) -> None:
        self.need_a_name()
        same = Place.objects.filter(iso_code=self.iso_code).exclude(pk=self.pk)
        if self.iso_code and same.exists():
            raise ValidationError({"iso_code": _("Another place has this code already.")})

    def get_absolute_url(self) -> str:
        return reverse("place_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def name_to_sort_by(self, language: str) -> Said:
        return self.said("name", language)

    @property
    def is_region(self) -> bool:
        return self.kind == self.Kind.REGION
