"""Fields of work: the vocabulary of "on what"."""

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import counted
from programme.models.indexing import IndexedQuerySet
from programme.models.revising import Revised
from programme.models.slugs import slug_field
from programme.models.sorting import Sorted, by_name
from programme.models.standing import WordedQuerySet
from programme.models.worded import Said


class ThemeQuerySet(WordedQuerySet["Theme"], IndexedQuerySet["Theme"]):
    """Themes; all of them are public."""

    def named(self) -> Self:
        """Order by the name that is shown."""
        return self.order_by(by_name(), "pk")

    def called(self, key: str) -> Self:
        """Keep the one row that addresses and files know by this id."""
        return self.filter(slug=key)

    def for_files(self) -> Self:
        """Add all that a row of a file says: how many public results have it."""
        from programme.models.results import Result  # results name their themes

        linked: Any = Result.themes.through  # django-stubs takes it for Never
        links = linked.objects.filter(theme=OuterRef("pk"))
        return self.annotate(result_count=counted(links.filter(result__in=Result.objects.public())))

    def of_the_programme(self) -> Self:
        """Keep those in focus and those that public results have."""
        from programme.models.results import Result  # results name their themes

        linked: Any = Result.themes.through  # django-stubs takes it for Never
        links = linked.objects.filter(theme=OuterRef("pk"), result__in=Result.objects.public())
        return self.filter(Q(is_focus=True) | Exists(links)).order_by("position", "slug")

    def get_by_natural_key(self, slug: str) -> "Theme":
        return self.get(slug=slug)


class Theme(Revised, Sorted):
    """A field of work, with its code in the OECD DAC list where there is one that fits."""

    translated = ("name", "description")
    searched = ("name",)
    not_searched = ("description",)

    slug = slug_field(unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    dac_code = models.CharField(
        _("DAC purpose code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}\Z", _("Five digits, such as 15130."))],
        help_text=_("Five digits of the OECD DAC list; empty where no code fits."),
    )
    sdg_targets = models.CharField(
        _("SDG targets"),
        max_length=60,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9]{1,2}\.([0-9]{1,2}|[a-d])(, [0-9]{1,2}\.([0-9]{1,2}|[a-d]))*\Z",
                _("Targets with commas between, such as 16.3, 16.a"),
            )
        ],
        help_text=_("Targets of the Sustainable Development Goals, such as 16.3, 16.a"),
    )
    is_focus = models.BooleanField(
        _("in focus"),
        default=False,
        help_text=_("Named in the introduction, where the name becomes a link."),
    )
    position = models.PositiveSmallIntegerField(
        _("place in the order"),
        default=0,
        help_text=_("Where a result has several themes, the lowest number stands first."),
    )

    objects: ClassVar[ThemeQuerySet] = ThemeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.shown("name") or self.slug

    def clean(self) -> None:
        self.need_a_name()

    def get_absolute_url(self) -> str:
        return reverse("theme_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def name_to_sort_by(self, language: str) -> Said:
        return self.said("name", language)
