"""What search keeps of each object, and the writes that keep it true."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES
from programme.models.revising import RevisedQuerySet
from programme.models.sorting import Sorted
from programme.models.worded import Said, Worded
from programme.stemming import RULES, indexed

M = TypeVar("M", bound=models.Model, covariant=True)
FOLLOWED: set[type[models.Model]] = set()  # models whose writes reach the index


class SearchEntry(models.Model):
    """The words of one object for readers of one language: of its title, and of all its texts.

    Where a text is not translated, they are those of the text that is shown in its place; `own`
    are only those of texts in this language.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2)
    title = models.TextField()
    words = models.TextField()
    own = models.TextField(default="")
    rules = models.PositiveSmallIntegerField(default=0)

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

    def says(self) -> tuple[str, str, str]:
        """What can be found by it."""
        return self.title, self.words, self.own


class Searchable(Worded):
    """A row that search can find by its texts, and by the names of rows that it holds.

    `indexed_with` are relations to such rows, `indexed_codes` fields that are no text of any
    language.
    """

    indexed_if: ClassVar[dict[str, Any]] = {}
    indexed_with: ClassVar[tuple[str, ...]] = ()
    indexed_codes: ClassVar[tuple[str, ...]] = ()

    class Meta(Worded.Meta):
        abstract = True

    def search_text(self, language: str) -> list[Said]:
        """Return all that is shown of this row in a language, its title first.

        It is every field of `searched`, here and on rows held: nobody writes it by hand.
        """
        held = [row for name in self.indexed_with for row in getattr(self, name).all()]
        shown = [row.said(field, language) for row in [self, *held] for field in row.searched]
        return [*shown, *(Said(getattr(self, code), language) for code in self.indexed_codes)]

    def search_entries(self) -> Iterator[SearchEntry]:
        """Yield what search shall keep of this row, in each language."""
        for language in LANGUAGES:
            texts = self.search_text(language)
            has_own = any(self.text(field, language) for field in self.searched)
            yield SearchEntry(
                kind=self._meta.model_name or "",
                object_id=self.pk,
                language=language,
                title=_words(texts[:1], language),
                words=_words(texts, language),
                own=_words([t for t in texts if has_own and t.language == language], language),
                rules=RULES,
            )


def _words(texts: Iterable[Said], reader: str) -> str:
    """Cut texts into words, stemmed as the reader's language and as their own."""
    found = (indexed(text, {reader, language}) for text, language in texts if text)
    return " ".join(sorted(set().union(*found)))


def index(model: type[models.Model], ids: Iterable[int]) -> None:
    """Write the search entries of these rows anew, in the caller's transaction."""
    wanted = list(ids)
    if not issubclass(model, Searchable):
        for user in _users_of(model):
            index(user.related_model, _holding(user, wanted))
        return
    with transaction.atomic():
        SearchEntry.objects.filter(kind=model._meta.model_name, object_id__in=wanted).delete()
        SearchEntry.objects.bulk_create(
            entry for row in to_index(model).filter(pk__in=wanted) for entry in row.search_entries()
        )


def sort_anew(model: type[models.Model], ids: Iterable[int]) -> None:
    """Write the sort keys of these rows anew, where the model has any."""
    if not issubclass(model, Sorted):
        return
    for row in model._base_manager.filter(pk__in=ids):
        row.set_sort_keys()
        keys = {f"sort_{code}": getattr(row, f"sort_{code}") for code in LANGUAGES}
        model._base_manager.filter(pk=row.pk).update(**keys)


def to_index(model: type[Searchable]) -> models.QuerySet[Any]:
    """All rows of a model that search shall know, with what it says of them."""
    rows = model._base_manager.filter(**model.indexed_if)
    return rows.prefetch_related(*model.indexed_with)


def searchable() -> list[type[Searchable]]:
    """Name the models that search knows."""
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


@transaction.atomic
def rebuild() -> None:
    """Write all search entries and sort keys anew; readers see the old until these are whole."""
    SearchEntry.objects.all().delete()
    for model in apps.get_models():
        if issubclass(model, Sorted):
            sort_anew(model, model._base_manager.values_list("pk", flat=True))
    for model in searchable():
        index(model, model._base_manager.values_list("pk", flat=True))


def rebuild_if_outdated(using: str, plan: Any = None, **_kwargs: Any) -> None:
    """After a migration to the newest state, rebuild what older rules have cut into words."""
    if plan is None:
        return  # `flush`: nothing is left
    state = MigrationExecutor(connections[using])
    if state.migration_plan(state.loader.graph.leaf_nodes()):
        return  # the tables are not yet, or no longer, as the models say
    if SearchEntry.objects.exclude(rules=RULES).exists():
        rebuild()


def _users_of(model: type[models.Model]) -> list[Any]:
    """The relations by which searchable rows hold rows of a vocabulary."""
    found = model._meta.related_objects
    return [user for user in found if issubclass(user.related_model, Searchable)]


def _holding(user: Any, ids: list[int]) -> Iterable[int]:
    held = user.related_model._base_manager.filter(**{f"{user.field.name}__in": ids})
    keys: Iterable[int] = held.values_list("pk", flat=True)
    return keys


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
        sort_anew(self.model, ids)
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
    FOLLOWED.update([*searchable, *named])
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
