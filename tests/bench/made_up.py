"""Many results of made-up words, as long and as linked as the source's own, the same each time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from programme import triggers
from programme.models import (
    Edition,
    Evidence,
    Figure,
    Precision,
    Result,
    Source,
    Status,
)

AT_ONCE = 2_000  # rows
DISTINCT = 10_000  # results; more are copies of these under other addresses
SHIFT = 10**6  # between the ids of a row and of its copy
SHIFTED: dict[Any, tuple[str, ...]] = {
    Result: ("id",),
    Result.places.through: ("id", "result_id"),
    Result.themes.through: ("id", "result_id"),
    Result.related.through: ("id", "from_result_id", "to_result_id"),
    Figure: ("id", "result_id", "value"),
    Evidence: ("id", "result_id", "figure_id"),
}
LETTERS = {"en": "aeiounrstldmpk", "fr": "aeiouéèrstldmp", "ar": "ابتدرسعفقكلمنهوي"}
LONGEST = {"title": 200, "label": 200, "statement": 5_000}  # characters
WORDS = {"title": 9, "label": 3, "statement": 56}  # as the source has them, in the middle
TRANSLATED = 0.7  # of the texts, into each other language


class Speaker:
    """Who makes up words; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret
        self.vocabulary = {code: self._vocabulary(code) for code in LETTERS}

    def _vocabulary(self, language: str) -> list[str]:
        lengths = (self.chance.randint(2, 9) for _ in range(3_000))
        return ["".join(self.chance.choices(LETTERS[language], k=n)) for n in lengths]

    def texts(self, field: str, born: str) -> dict[str, str]:
        """Say a text in the language that it is born in, and in most others."""
        spoken = [code for code in LETTERS if code == born or self.chance.random() < TRANSLATED]
        return {f"{field}_{code}": self.words(field, code) for code in spoken}

    def words(self, field: str, language: str) -> str:
        count = self.chance.randint(WORDS[field] // 2, WORDS[field] * 3 // 2)
        text = " ".join(self.chance.choices(self.vocabulary[language], k=count))
        return text[: LONGEST[field]]

    def some(self, rows: list[Any], most: int) -> list[Any]:
        return self.chance.sample(rows, self.chance.randint(1, most))

    def date(self) -> tuple[date | None, str]:
        """Make up a day, and how exact it is."""
        day = date(2014, 1, 1) + timedelta(days=self.chance.randrange(4_000))
        match precision := self.chance.choice(Precision.values):
            case Precision.DAY:
                return day, precision
            case Precision.MONTH:
                return day.replace(day=1), precision
            case Precision.NOT_STATED:
                return None, precision
        return day.replace(month=1, day=1), precision


def fill(number: int) -> None:
    """Add so many published results, with places, themes, figures, receipts and relations."""
    speaker, distinct = Speaker(6), min(number, DISTINCT)
    before = {table: table.objects.aggregate(last=Max("id"))["last"] or 0 for table in SHIFTED}
    triggers.uninstall()  # nobody is there to be told of each row
    with transaction.atomic():
        for first in range(0, distinct, AT_ONCE):
            results = [_result(speaker, n) for n in range(first, min(first + AT_ONCE, distinct))]
            _add(Result, results)
            _link(speaker, results)
            figures = list(_figures(speaker, results))
            _add(Figure, figures)
            _add(Evidence, _receipts(speaker, results, figures))
        for copy in range(1, number // distinct):
            for table, last in before.items():
                _copy(table, last, copy)
    triggers.install()
    triggers.analyze()


def _copy(table: Any, last: int, copy: int) -> None:
    """Add the rows after the last of the source once more, with ids and numbers of their own."""
    values = {field.column: field.column for field in table._meta.concrete_fields}
    values |= {name: f"{name} + {copy * SHIFT}" for name in SHIFTED[table]}
    if "slug" in values:
        values["slug"] = f"slug || '-{copy}'"
    if "uid" in values:
        values["uid"] = "lower(hex(randomblob(16)))"
    into, read = ", ".join(values), ", ".join(values.values())
    name = table._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} ({into}) SELECT {read} FROM {name} "  # noqa: S608 - our own names
            f"WHERE id > {last} AND id < {SHIFT}"
        )


def _add(model: Any, rows: Iterable[models.Model]) -> None:
    """Write rows as the tables hold them, without search entries and history."""
    table: Any = models.QuerySet(model)
    table.bulk_create(rows)


def _result(speaker: Speaker, number: int) -> Result:
    born = speaker.chance.choices(list(LETTERS), (8, 1, 1))[0]
    day, precision = speaker.date()
    ago = timedelta(seconds=speaker.chance.randrange(1, 10**8))
    row = Result(
        slug=f"made-up-{number}",
        position=100 + number,
        original_language=born,
        level=speaker.chance.choice(Result.Level.values),
        happened_from=day,
        precision=precision,
        status=Status.PUBLISHED,
        publish_from=timezone.now() - ago,
        **speaker.texts("title", born),
        **speaker.texts("statement", born),
    )
    row.set_sort_keys()
    return row


def _link(speaker: Speaker, results: list[Result]) -> None:
    """Link each to places and themes, and one in ten to another result."""
    for field, most in (("places", 2), ("themes", 3)):
        to: Any = Result._meta.get_field(field)
        all_rows, name = list(to.related_model.objects.all()), to.m2m_reverse_field_name()
        _add(
            to.remote_field.through,
            (
                to.remote_field.through(result=row, **{name: other})
                for row in results
                for other in speaker.some(all_rows, most)
            ),
        )
    related: Any = Result.related.through
    pairs = zip(results[::10], results[5::10], strict=False)
    _add(related, (related(from_result=one, to_result=other) for one, other in pairs))


def _figures(speaker: Speaker, results: list[Result]) -> Iterator[Figure]:
    for row in results:
        for position in range(speaker.chance.choice((0, 0, 1, 1, 2))):
            day, precision = speaker.date()
            yield Figure(
                result=row,
                position=position,
                value=Decimal(speaker.chance.randrange(1, 10**7)) / 100,
                qualifier=speaker.chance.choice(Figure.Qualifier.values),
                as_of=day,
                as_of_precision=precision,
                **speaker.texts("label", row.original_language),
            )


def _receipts(speaker: Speaker, results: list[Result], figures: list[Figure]) -> Iterator[Evidence]:
    """Give each its receipt, from an edition or from the page."""
    editions, page = list(Edition.objects.all()), Source.objects.get()
    for row in (*results, *figures):
        quote = speaker.words("statement" if isinstance(row, Result) else "label", "en")
        edition = speaker.chance.choice([None, *editions])
        yield Evidence(
            result=row if isinstance(row, Result) else None,
            figure=row if isinstance(row, Figure) else None,
            edition=edition,
            source=None if edition else page,
            page=str(speaker.chance.randrange(1, 90)) if edition else "",
            quote=quote,
        )
