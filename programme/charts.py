"""Querysets → the numbers of maps, charts and their tables. No HTML."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Coalesce

from programme.models import Place, Result, Theme
from programme.models.expressions import LANGUAGES, plain
from programme.models.sorting import sort_key
from programme.models.worded import said

NAMES = [f"name_{code}" for code in LANGUAGES]
SHADES = 3  # steps of the map's colour


@dataclass
class Bar:
    """One row of a chart: what is counted, how often, and how long its bar is (0 to 100).

    `language` is that of the label; "" where the label is no text of the content.
    """

    value: str
    label: str
    count: int
    language: str = ""
    kind: str = ""
    code: str = ""
    width: float = 0
    in_focus: bool = False


@dataclass
class Summary:
    """How many public results there are, by place, theme and year."""

    total: int = 0
    places: list[Bar] = field(default_factory=list)
    themes: list[Bar] = field(default_factory=list)
    years: list[Bar] = field(default_factory=list)

    @property
    def focus(self) -> list[Bar]:
        """The themes that the introduction names."""
        return [bar for bar in self.themes if bar.in_focus]

    @property
    def countries(self) -> list[Bar]:
        return [bar for bar in self.places if bar.kind == Place.Kind.COUNTRY]

    @property
    def regions(self) -> list[Bar]:
        return [bar for bar in self.places if bar.kind == Place.Kind.REGION]

    def count_of(self, row: Place | Theme) -> int | None:
        """Return how many public results name a place or have a theme."""
        bars = self.places if isinstance(row, Place) else self.themes
        return next((bar.count for bar in bars if bar.value == row.slug), None)


def summarize() -> Summary:
    """Count the public results by place, theme and year, in one query."""
    public = Result.objects.public()
    parts = [
        _of_vocabulary(Place, F("kind"), "iso_code"),
        _of_vocabulary(Theme, Value(""), "dac_code"),
    ]
    text = CharField()
    years = (
        plain(public.with_year())
        .order_by()
        .annotate(
            part=Value("years", output_field=text),
            value=Coalesce(Cast("year", text), Value("not-stated")),
            **{f"name_{code}": Value("", output_field=text) for code in LANGUAGES},
            sort=Value("", output_field=text),
            code=Value("", output_field=text),
            focus=Value(False),
        )
        .values_list("part", "value", *NAMES, "sort", "code", "focus")
        .annotate(n=Count("pk"))
    )
    summary = Summary()
    for part, value, *names, kind, code, focus, n in parts[0].union(parts[1], years, all=True):
        label = said(dict(zip(LANGUAGES, names, strict=True)).get, LANGUAGES[0])
        bar = Bar(value, label.text, n, label.language, kind, code, in_focus=bool(focus))
        getattr(summary, part).append(bar)
    summary.total = sum(bar.count for bar in summary.years)
    summary.places.sort(key=lambda bar: (-bar.count, sort_key(bar.label, bar.language)))
    summary.themes.sort(key=lambda bar: (-bar.count, sort_key(bar.label, bar.language)))
    summary.years.sort(key=lambda bar: (bar.value.isdecimal(), bar.value), reverse=True)
    for bars in (summary.places, summary.themes, summary.years):
        most = max((bar.count for bar in bars), default=0) or 1
        for bar in bars:
            bar.width = round(100 * bar.count / most, 1)
    return summary


def _of_vocabulary(model: type[Place] | type[Theme], kind: Any, code: str) -> Any:
    text = CharField()
    mine = Q(result__in=Result.objects.public())
    return (
        plain(model.objects.all())
        .order_by()
        .annotate(
            part=Value(f"{model._meta.model_name}s", output_field=text),
            value=Cast("slug", text),
            sort=Cast(kind, text),
            tail=Cast(code, text),
            focus=F("is_focus"),
        )
        .values_list("part", "value", *NAMES, "sort", "tail", "focus")
        .annotate(n=Count("result", filter=mine, distinct=True))
    )


def shade(count: int, most: int) -> int:
    """Return the step of the map's colour: 0 for none, then 1 to SHADES by share of the most."""
    if count == 0:
        return 0
    if most <= SHADES:
        return count
    return max(1, -(-count * SHADES // most))
