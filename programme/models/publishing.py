"""What every published noun has: status, slug, language of birth, revision, drafts."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Case, CheckConstraint, Exists, OuterRef, Q, UniqueConstraint, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES, plain
from programme.models.indexing import IndexedQuerySet, Searchable, SearchEntry
from programme.models.matching import Forms
from programme.models.revising import Revised
from programme.models.slugs import slug_field
from programme.models.sorting import Sorted, by_name
from programme.models.standing import WordedQuerySet
from programme.models.worded import Said

M = TypeVar("M", bound="Publishable", covariant=True)
# The time itself, in other words: SQLite would take an index on the bare column for lists too, and
# sort all rows where the index of their order gives the first ones at once.
CLOCK = Coalesce("publish_from", "publish_from")


class Status(models.TextChoices):
    """Where a row stands on its way to the public; written by workflow.py alone."""

    DRAFT = "draft", _("Draft")
    REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublishableQuerySet(WordedQuerySet[M], IndexedQuerySet[M]):
    """Rows by who may see them."""

    def public(self) -> Self:
        """Keep what a visitor may see now; the only spelling of that rule."""
        return self.filter(status=Status.PUBLISHED, replaces=None, publish_from__lte=timezone.now())

    def withdrawn(self) -> Self:
        """Keep what was public once and was taken back; one that is written anew stays gone."""
        waits = Q(status__in=[Status.DRAFT, Status.REVIEW]) | Q(
            status=Status.PUBLISHED, publish_from__gt=timezone.now()
        )
        gone = Q(status=Status.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & waits)
        return self.filter(gone, replaces=None)

    def saying_whether_public(self) -> Self:
        """Say of each row in `is_public` whether a visitor may see it now."""
        model: Any = self.model
        return self.annotate(is_public=Q(pk__in=plain(model.objects.public()).values("pk")))

    def later(self) -> Self:
        """Keep what will be public from a time that is still to come."""
        return self.filter(status=Status.PUBLISHED, publish_from__gt=timezone.now())

    def newest_change(self) -> datetime | None:
        """Return when one of these was last changed, or became public by the clock."""
        newest = {name: models.Max(name) for name in ("updated_at", "publish_from")}
        return max(filter(None, self.aggregate(**newest).values()), default=None)

    def last_by_the_clock(self) -> models.QuerySet[Any, Any]:
        """Return the newest time, up to now, from which a row is public or would be."""
        found = self.alias(clock=CLOCK).filter(clock__lte=timezone.now()).order_by("-clock")
        return plain(found).values("publish_from")[:1]

    def originals(self) -> Self:
        """Leave out drafts of something that was public."""
        return self.filter(replaces=None)

    def worked_on(self) -> Self:
        return self.filter(~Exists(self.model._base_manager.filter(replaces=OuterRef("pk"))))

    def for_page(self) -> Self:
        """Bring along what the page of one row shows."""
        return self

    def by_name(self) -> Self:
        return self.order_by(by_name(), "pk")

    def changed_last_first(self) -> Self:
        """Order by what readers saw change last, and say when in `changed_at`.

        What waited for its time changed for them when that came.
        """
        seen = Greatest("updated_at", "publish_from")
        return self.annotate(changed_at=seen).order_by("-changed_at", "-pk")

    def called(self, key: str) -> Self:
        """Keep the one row that addresses and files know by this id."""
        return self.filter(slug=key)

    def at(self, slug: str) -> M | None:
        """Return the row at an address, if one of these is there."""
        return self.filter(slug=slug).first()

    def known_as(self, pk: int) -> M | None:
        """Return the row with this key, if it is one of these."""
        return self.filter(pk=pk).first()

    def matching(self, forms: Forms, language: str) -> Self:
        """Keep rows that hold all these words; none where no word was asked for."""
        if not forms:
            return self.none()
        return self.filter(pk__in=self._entries(language, words__matches=forms))

    def found_only_in(self, language: str, forms: Forms, reader: str) -> Self:
        """Keep rows whose own texts in a language hold all these words, but not what is shown
        to a reader of another one."""
        if not forms:
            return self.none()
        there = self._entries(language, own__matches=forms)
        here = self._entries(reader, words__matches=forms)
        return self.filter(pk__in=there).exclude(pk__in=here)

    def title_hits_first(self, forms: Forms, language: str) -> Self:
        """Put rows whose title holds all these words before the order that follows."""
        if not forms:
            return self
        hits = self._entries(language, title__matches=forms)
        in_title = Case(When(pk__in=hits, then=0), default=1)
        return self.order_by(in_title, *self.query.order_by)

    def _entries(self, language: str, **matches: Forms) -> models.QuerySet[SearchEntry, int]:
        kind = self.model._meta.model_name
        found = SearchEntry.objects.filter(kind=kind, language=language, **matches)
        return found.values_list("object_id", flat=True)

    def get_by_natural_key(self, slug: str, kind: str = "") -> M:
        if kind == "draft":
            return self.get(replaces__slug=slug)
        return self.get(slug=slug, replaces=None)


class Publishable(Revised, Sorted, Searchable):
    """A row that is public or not: results, reports, donors, page texts."""

    title_field = "title"
    words_field = ""
    indexed_if = {"replaces": None}

    slug = slug_field(
        help_text=_(
            "The last part of the page’s address. Leave it empty to have it made from the title; "
            "it stays as it is once the page is public."
        ),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    publish_from = models.DateTimeField(_("public from"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    is_protected = models.BooleanField(_("title and address hidden"), default=False, editable=False)
    submitted_at = models.DateTimeField(_("sent to review"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent to review by"),
    )
    original_language = models.CharField(
        _("language it was written in"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=LANGUAGES[0],
    )
    updated_at = models.DateTimeField(_("last changed here"), default=timezone.now, editable=False)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="drafts",
        limit_choices_to={"replaces": None},
        verbose_name=_("draft of"),
    )
    replaces_revision = models.PositiveIntegerField(null=True, editable=False)

    if TYPE_CHECKING:
        replaces_id: int | None
        submitted_by_id: int | None

    class Meta:
        abstract = True
        default_permissions = (
            "add",
            "change",
            "delete",
            "view",
            "translate",
            "review",
            "publish",
        )
        indexes = [models.Index(CLOCK, name="%(class)s_clock")]
        constraints = [
            UniqueConstraint(
                fields=["slug"],
                condition=Q(replaces=None),
                name="%(class)s_slug_unique",
                violation_error_message=_("Another page has this address already."),
            ),
            UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="%(class)s_one_draft",
                violation_error_message=_("There is a draft of this already."),
            ),
            CheckConstraint(
                condition=Q(replaces=None) | (~Q(status=Status.PUBLISHED) & Q(publish_from=None)),
                name="%(class)s_draft_not_public",
                violation_error_message=_(
                    "A draft of something public is never published or scheduled itself."
                ),
            ),
            CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(publish_from__isnull=False),
                name="%(class)s_published_from",
                violation_error_message=_("What is published says from when."),
            ),
            CheckConstraint(
                condition=Q(original_language__in=LANGUAGES),
                name="%(class)s_language_known",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title or self.slug

    def save(self, *args: Any, at: datetime | None = None, **options: Any) -> None:
        """Save if nobody else did since this row was read, and count the revision up.

        `at` is the time to record as "last changed here"; now, unless given. Raises Stale.
        """
        if not self._state.adding and not options.get("force_insert"):
            self.updated_at = at or timezone.now()
            fields = options.get("update_fields")
            if fields is not None:
                options["update_fields"] = {*fields, "updated_at", "sort_en", "sort_fr", "sort_ar"}
        super().save(*args, **options)

    @classmethod
    def born_as(cls) -> dict[str, Q]:
        return {code: Q(original_language=code) for code in LANGUAGES}

    @property
    def born_in(self) -> str:
        return self.original_language

    @property
    def original_pk(self) -> int:
        """The key of the row that readers know: the one that this replaces, or its own."""
        return self.replaces_id or self.pk

    def natural_key(self) -> tuple[str, str]:
        return (self.replaces.slug, "draft") if self.replaces else (self.slug, "")

    def name_to_sort_by(self, language: str) -> Said:
        return self.said(self.title_field, language)

    @property
    def shown_title(self) -> str:
        return self.shown(self.title_field)

    @property
    def shown_words(self) -> str:
        """The running text of this row, where it has one."""
        return self.shown(self.words_field) if self.words_field else ""


def titled(field: str, model: str) -> CheckConstraint:
    """Hold that a row has a title in the language it was written in."""
    has_title = Q()
    for code in LANGUAGES:
        # isnull too: a CHECK that is NULL counts as kept.
        there = Q(**{f"{field}_{code}__isnull": False, f"{field}_{code}__gt": ""})
        has_title |= Q(original_language=code) & there
    return CheckConstraint(
        condition=has_title,
        name=f"{model}_titled",
        violation_error_message=_("A title is needed in the language it was written in."),
    )
