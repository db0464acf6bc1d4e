"""Donors: who pays, and how much where that is stated."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import Rows
from programme.models.parts import Part, PartQuerySet
from programme.models.places import two_capitals
from programme.models.publishing import Publishable, PublishableQuerySet, titled
from programme.models.worded import Said

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DonorQuerySet(PublishableQuerySet["Donor"]):
    """Donors by name."""

    def in_source_order(self) -> Self:
        return self.order_by("position", "pk")

    def for_files(self) -> Self:
        """Add all that a row of a file says: a list of {…} in `the_contributions`."""
        mine = Contribution.objects.filter(donor=OuterRef("pk")).in_order()
        return self.annotate(
            the_contributions=Rows(
                mine,
                kind=F("kind"),
                year=F("year"),
                currency=F("currency"),
                amount=Cast("amount", models.CharField()),
            )
        )


class Donor(Publishable):
    """A government or organisation that supports the programme as a whole."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        MULTILATERAL = "multilateral", _("Multilateral organisation")
        FOUNDATION = "foundation", _("Foundation")
        PRIVATE = "private-sector", _("Private sector")
        OTHER = "other", _("Other")

    title_field = "name"
    translated = ("name", "sort_name")
    searched = ("name",)
    not_searched = ("sort_name",)
    not_needed = ("sort_name",)  # made from the name where it is empty
    indexed_codes = ("place_code",)

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(
        _("name to sort by"),
        max_length=200,
        blank=True,
        help_text=_("Only where it differs: “Netherlands” for “The Netherlands”."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.GOVERNMENT)
    place_code = models.CharField(
        _("ISO 3166-1 alpha-2 code"),
        max_length=2,
        blank=True,
        validators=[two_capitals],
        help_text=_("Two capital letters, for a government."),
    )
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveIntegerField(_("place in the source"), default=0)

    if TYPE_CHECKING:
        contributions: RelatedManager["Contribution"]

    objects: ClassVar[DonorQuerySet] = DonorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        constraints = [*Publishable.Meta.constraints, titled("name", "donor")]

    def get_absolute_url(self) -> str:
        return reverse("donor_detail", args=[self.slug])

    def name_to_sort_by(self, language: str) -> Said:
        own = getattr(self, f"sort_name_{language}")
        return Said(own, language) if own else self.said("name", language)


class ContributionQuerySet(PartQuerySet["Contribution"]):
    """Contributions: as visible as their donor."""

    def public(self) -> Self:
        return self.filter(donor__in=Donor.objects.public())

    def of(self, donor: Donor) -> Self:
        return self.filter(donor=donor).in_order()


class Contribution(Part):
    """An amount that a donor gave or promised; never summed across currencies."""

    class Kind(models.TextChoices):
        PLEDGED = "pledged", _("Pledged")
        COMMITTED = "committed", _("Committed")
        PAID = "paid", _("Paid")

    donor = models.ForeignKey(
        Donor, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("donor")
    )
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as USD."))],
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="contribution_above_zero",
                violation_error_message=_("An amount is more than zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.year}"

    @property
    def whole(self) -> Donor:
        """What this is a part of."""
        return self.donor
