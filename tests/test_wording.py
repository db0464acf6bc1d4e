"""Dates, numbers, lists and plurals in words, exactly as far as they are known, per language.

The words that are no numbers, months or lists come from the catalogues in locale/.
"""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random

import pytest
from babel.numbers import format_decimal
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.template import Context, Template
from django.utils.translation import gettext, ngettext, override

from programme import wording
from programme.models import Precision
from programme.templatetags.words import markdown
from programme.wording.locales import locale
from tests import expected_words as expected

DAY = date(2015, 9, 30)


@pytest.mark.parametrize(
    ("language", "value", "words"), list(expected.each_language(expected.NUMBERS))
)
def test_numbers_have_parted_thousands_and_no_idle_zeros(language, value, words):
    with override(language):
        assert wording.number_words(value) == words


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_numbers_are_written_as_the_locale_has_them(language):
    chance = Random(6)  # noqa: S311 - no secret
    with override(language):
        for _number in range(500):
            value = Decimal(chance.randrange(-(10**16), 10 ** chance.randrange(1, 17)))
            value = value.scaleb(-chance.randrange(5)).normalize()
            among = {"locale": locale(), "numbering_system": "latn"}
            words = format_decimal(value, decimal_quantization=False, **among)
            assert wording.number_words(value) == words


@pytest.mark.parametrize(
    ("language", "figure", "words"), list(expected.each_language(expected.FIGURES))
)
def test_a_figure_is_said_with_its_qualifier(language, figure, words):
    value, qualifier = figure.split()
    with override(language):
        assert wording.figure_words(value, qualifier, "") == words
        assert wording.figure_words(value, qualifier, "XY") == f"{words} XY"
        assert wording.figures_in_words()(value, qualifier, "XY") == f"{words} XY"


def stated(text):
    """Split "2015-01-01 2016-01-01 year" into dates and their precision."""
    *days, precision = text.split()
    return [None if day == "-" else date.fromisoformat(day) for day in days], precision


@pytest.mark.parametrize(("language", "day", "words"), list(expected.each_language(expected.DATES)))
def test_a_date_is_said_as_exactly_as_it_is_known(language, day, words):
    [day], precision = stated(day)
    with override(language):
        assert wording.date_words(day, precision) == words
        assert wording.period_words(day, None, precision) == words


@pytest.mark.parametrize(
    ("language", "period", "words"), list(expected.each_language(expected.PERIODS))
)
def test_a_period_is_said_from_first_to_last_and_what_both_share_once(language, period, words):
    days, precision = stated(period)
    with override(language):
        assert wording.period_words(*days, precision) == words


def test_a_period_within_one_year_of_which_no_more_is_known_is_that_year():
    assert wording.period_words(date(2016, 1, 1), date(2016, 12, 31), "year") == "2016"


@pytest.mark.parametrize(
    ("language", "size", "words"), list(expected.each_language(expected.SIZES))
)
def test_a_file_is_as_large_as_a_person_would_say(language, size, words):
    with override(language):
        assert wording.size_words(int(size)) == words
    assert wording.size_words(None) == ""


@pytest.mark.parametrize("language", expected.LANGUAGES)
def test_names_are_joined(language):
    with override(language):
        for names, sentence, list_ in expected.rows(expected.LISTS[language]):
            found = names.split("/") if names else []
            assert wording.list_words(found) == sentence
            assert wording.separated(found) == list_


def test_names_keep_their_markup_and_bring_none_in():
    words = Template("{% load words %}{{ names|separated }}{% comma %}{{ names|list_words }}")
    with override("ar"):
        shown = words.render(Context({"names": ["<b>", "B"]}))
    assert shown == "&lt;b&gt;، B، &lt;b&gt; وB"


@pytest.mark.parametrize(
    ("message", "language", "number", "words"),
    [
        (message, *row)
        for message, table in expected.PLURALS.items()
        for row in expected.each_language(table)
    ],
)
def test_what_is_counted_agrees_with_its_number(message, language, number, words):
    values = {"shown": number, "number": number, "in_all": number, "name": "Mali"}
    if "in_all" in message[0]:
        values["shown"] = 1
    with override(language):
        assert ngettext(*message, int(number)) % values == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "30 September 2015, 14:05"),
        ("fr", "30 septembre 2015, 14:05"),
        ("ar", "30 أيلول/سبتمبر 2015، 14:05"),
    ],
)
def test_a_moment_has_its_time_after_the_day(language, words):
    elsewhere = timezone(timedelta(hours=12))
    with override(language):
        assert wording.moment_words(datetime(2015, 10, 1, 2, 5, tzinfo=elsewhere)) == words


@pytest.mark.parametrize("language", expected.LANGUAGES)
def test_every_language_has_forty_expected_strings_and_words_of_its_own(language):
    tables = [expected.NUMBERS, expected.FIGURES, expected.DATES, expected.PERIODS, expected.SIZES]
    tables += expected.PLURALS.values()
    strings = [
        words
        for table in tables
        for code, _, words in expected.each_language(table)
        if code == language
    ]
    assert len(set(strings)) >= 40
    with override(language):
        assert (gettext("Date not stated") == "Date not stated") == (language == "en")


@pytest.mark.parametrize(
    ("precision", "iso"),
    [
        (Precision.DAY, "2015-09-30"),
        (Precision.MONTH, "2015-09"),
        (Precision.YEAR, "2015"),
        (Precision.SINCE, "2015"),
    ],
)
@pytest.mark.parametrize("language", expected.LANGUAGES)
def test_machines_get_one_date_whatever_the_language(precision, iso, language):
    with override(language):
        assert wording.iso_date(DAY, precision) == iso
        assert wording.iso_date(None, Precision.NOT_STATED) == ""


def test_markdown_keeps_markup_and_script_addresses_as_text():
    html = markdown("## Head\n\n<script>x</script> [a](javascript:alert(1)) ![i](http://x/y.png)")
    assert "<h2>Head</h2>" in html
    assert "&lt;script&gt;" in html
    assert "href" not in html.replace('href="http://x/y.png"', "")
    assert "<img" not in html


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "2.7", "30 September 2015"),
        ("fr", "2,7", "30 septembre 2015"),
        ("ar", "2.7", "30 سبتمبر 2015"),
    ],
)
def test_what_django_writes_by_itself_has_the_same_marks_and_digits(language, number, day):
    with override(language):
        assert Template("{{ n }} {{ day }}").render(Context({"n": 2.7, "day": DAY})) == (
            f"{number} {day}"
        )


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "2015-05-12", date(2015, 5, 12)),
        ("en", "05/12/2015", None),
        ("fr", "12/05/2015", date(2015, 5, 12)),
        ("fr", "2015-05-12", date(2015, 5, 12)),
        ("ar", "12/05/2015", date(2015, 5, 12)),
        ("ar", "2015-05-12", date(2015, 5, 12)),
    ],
)
def test_no_desk_takes_the_month_for_the_day(language, typed, read):
    field = DateField(required=False)
    with override(language):
        if read:
            assert field.clean(typed) == read
        else:
            with pytest.raises(ValidationError):
                field.clean(typed)
