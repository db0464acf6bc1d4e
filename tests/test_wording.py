"""Dates, numbers and texts in words, exactly as far as they are known."""

from datetime import date

import pytest

from programme import wording
from programme.models import Precision
from programme.templatetags.words import markdown

DAY = date(2015, 9, 30)


@pytest.mark.parametrize(
    ("precision", "words", "iso"),
    [
        (Precision.DAY, "30 September 2015", "2015-09-30"),
        (Precision.MONTH, "September 2015", "2015-09"),
        (Precision.YEAR, "2015", "2015"),
        (Precision.SINCE, "Since 2015", "2015"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision, words, iso):
    assert wording.date_words(DAY, precision) == words
    assert wording.iso_date(DAY, precision) == iso


def test_no_date_is_said_to_be_not_stated():
    assert wording.date_words(None, Precision.NOT_STATED) == "Date not stated"
    assert wording.iso_date(None, Precision.NOT_STATED) == ""


def test_a_period_is_said_from_first_to_last():
    assert wording.period_words(date(2016, 1, 1), date(2018, 1, 1), "year") == "2016 to 2018"
    assert wording.period_words(date(2016, 1, 1), date(2016, 12, 31), "year") == "2016"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("13500.0000", "13,500"),
        ("2.7000", "2.7"),
        ("9000", "9,000"),
        ("0", "0"),
        ("1000000", "1,000,000"),
        ("0.0500", "0.05"),
    ],
)
def test_numbers_have_parted_thousands_and_no_idle_zeros(value, words):
    assert wording.number_words(value) == words


def test_a_figure_is_said_with_its_qualifier():
    assert wording.figure_words("9000", "minimum", "people") == "more than 9,000 people"
    assert wording.figure_words("30", "approximate", "girls") == "some 30 girls"
    assert wording.figure_words("45", "exact", "cases") == "45 cases"


def test_names_are_joined():
    assert wording.list_words([]) == ""
    assert wording.list_words(["Mali"]) == "Mali"
    assert wording.list_words(["Chad", "Mali", "Niger"]) == "Chad, Mali and Niger"


def test_an_excerpt_ends_on_a_word_and_never_on_an_article():
    text = "Malian authorities arrested the kingpin behind the network with 13,500 arms"
    assert wording.excerpt(text, 33) == "Malian authorities arrested…"
    assert (
        wording.excerpt(text, 70)
        == "Malian authorities arrested the kingpin behind the network with 13,500…"
    )
    assert wording.excerpt("short", 70) == "short"
    assert wording.excerpt("x" * 90, 70) == "x" * 70 + "…"


def test_the_first_sentence_is_whole():
    text = "A seizure of 2.7 tons. It followed Mali's request. More."
    assert wording.first_sentence(text) == "A seizure of 2.7 tons."


def test_markdown_keeps_markup_and_script_addresses_as_text():
    html = markdown("## Head\n\n<script>x</script> [a](javascript:alert(1)) ![i](http://x/y.png)")
    assert "<h2>Head</h2>" in html
    assert "&lt;script&gt;" in html
    assert "href" not in html.replace('href="http://x/y.png"', "")
    assert "<img" not in html
