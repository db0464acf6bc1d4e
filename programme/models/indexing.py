"""What search keeps of each object, and the writes that keep it true."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES
from programme.models.revising import RevisedQuerySet
from programme.models.sorting import Sorted
from programme.stemming import indexed

M = TypeVar("M", bound=models.Model, covariant=True)


class SearchEntry(models.Model):
    """The words of one object in one language: those of its title, and all of them."""

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2)
    title = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="searchentry_one_a_language"
            )
        ]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.language}"


def index(model: type[models.Model], ids: Iterable[int]) -> None:
    """Write the search entries of these rows anew, in the caller's transaction."""
    wanted = list(ids)
    if not issubclass(model, Searchable):
        for user in _users_of(model):
            index(user.related_model, _holding(user, wanted))
        return
    kind = model._meta.model_name or ""
    with transaction.atomic():
        SearchEntry.objects.filter(kind=kind, object_id__in=wanted).delete()
        rows = model._base_manager.filter(pk__in=wanted, **model.indexed_if)
        SearchEntry.objects.bulk_create(
            SearchEntry(
                kind=kind,
                object_id=row.pk,
                language=language,
                title=indexed(title, language),
                words=indexed(f"{title} {rest}", language),
            )
            for row in rows.prefetch_related(*model.indexed_with)
            for language in LANGUAGES
            for title, rest in [row.search_text(language)]
            if title or rest
        )


def _users_of(model: type[models.Model]) -> list[Any]:
    """The relations by which searchable rows hold rows of a vocabulary."""
    found = model._meta.related_objects
    return [user for user in found if issubclass(user.related_model, Searchable)]


def _holding(user: Any, ids: list[int]) -> Iterable[int]:
    held = user.related_model._base_manager.filter(**{f"{user.field.name}__in": ids})
    keys: Iterable[int] = held.values_list("pk", flat=True)
    return keys


class Searchable(models.Model):
    """A row that search can find."""

    indexed_if: dict[str, Any] = {}
    indexed_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def search_text(self, language: str) -> tuple[str, str]:
        """Return the title and all other words of this row in one language ("" = none)."""
        raise NotImplementedError


class IndexedQuerySet(RevisedQuerySet[M]):
    """A queryset whose bulk writes keep sort keys and search entries true."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(self.db):
            ids = list(self.values_list("pk", flat=True))  # now: the update may leave the filter
            if hasattr(self.model, "updated_at"):
                values.setdefault("updated_at", timezone.now())
            count = super().update(**values)
            self._follow(ids)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        if options.get("ignore_conflicts"):
            raise ValueError("ignore_conflicts would leave new rows out of the search index")
        with transaction.atomic(self.db):
            created = super().bulk_create(objs, *args, **options)
            self._follow([row.pk for row in created])
        return created

    def bulk_update(
        self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        rows = list(objs)
        with transaction.atomic(self.db):
            count = super().bulk_update(rows, fields, batch_size)
            self._follow([row.pk for row in rows])
        return count

    def _follow(self, ids: list[int]) -> None:
        if issubclass(self.model, Sorted):
            for row in self.model._base_manager.filter(pk__in=ids):
                row.set_sort_keys()
                keys = {f"sort_{code}": getattr(row, f"sort_{code}") for code in LANGUAGES}
                self.model._base_manager.filter(pk=row.pk).update(**keys)
        index(self.model, ids)


def _before_save(instance: models.Model, raw: bool, **_kwargs: Any) -> None:
    if raw:
        # A fixture is no edit: its links must not write a history row that looks like one.
        instance.skip_history_when_saving = True  # type: ignore[attr-defined]
        if hasattr(instance, "revision") and instance.pk:
            kept = type(instance)._base_manager.filter(pk=instance.pk)
            instance.revision = kept.values_list("revision", flat=True).first() or 1
    if isinstance(instance, Sorted):
        instance.set_sort_keys()


def _after_save(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    index(sender, [instance.pk])


def _after_delete(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    SearchEntry.objects.filter(kind=sender._meta.model_name, object_id=instance.pk).delete()


def _before_naming_ends(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    instance.was_named_by = [
        (user.related_model, list(_holding(user, [instance.pk]))) for user in _users_of(sender)
    ]


def _after_naming_ended(instance: Any, **_kwargs: Any) -> None:
    for model, ids in instance.was_named_by:
        index(model, ids)


def _after_link(
    action: str, instance: models.Model, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action.startswith("post_"):
        if reverse:
            index(kwargs["model"], pk_set or [])
        else:
            index(type(instance), [instance.pk])


def follow_writes(
    searchable: list[type[Searchable]],
    named: list[type[models.Model]],
    others: list[type[models.Model]],
) -> None:
    """Connect the signals; `named` are the vocabularies whose names searchable rows hold."""
    for model in [*searchable, *named, *others]:
        pre_save.connect(_before_save, sender=model)  # fixtures pass no save(), but pass here
    for model in [*searchable, *named]:
        post_save.connect(_after_save, sender=model)
    for vocabulary in named:
        pre_delete.connect(_before_naming_ends, sender=vocabulary)
        post_delete.connect(_after_naming_ended, sender=vocabulary)
    for owner in searchable:
        post_delete.connect(_after_delete, sender=owner)
        for field in owner._meta.many_to_many:
            if field.related_model in named:
                m2m_changed.connect(_after_link, sender=field.remote_field.through)
