"""What editors type for a date is read as they mean it, or answered with a sentence."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.dating import YEARS, Unreadable, read_date, read_period
from programme.models import Precision
from programme.wording import date_words, period_words
from tests import expected_words as expected

LANGUAGES = ["en", "fr", "ar"]
DATES = """
                              | -          | not_stated
   not stated                 | -          | not_stated
Date not stated               | -          | not_stated
non précisée                  | -          | not_stated
غير مذكور                     | -          | not_stated

2016                          | 2016-01-01 | year
 in 2016                      | 2016-01-01 | year
٢٠١٦                          | 2016-01-01 | year
۲۰۱۶                          | 2016-01-01 | year
في عام 2016                   | 2016-01-01 | year

Sept 2015                     | 2015-09-01 | month
SEPTEMBER 2015                | 2015-09-01 | month
Sept. 2015                    | 2015-09-01 | month
sep.2015                      | 2015-09-01 | month
2015-09                       | 2015-09-01 | month
09/2015                       | 2015-09-01 | month
2015 September                | 2015-09-01 | month
septembre 2015                | 2015-09-01 | month
en février 2015               | 2015-02-01 | month
fevrier 2015                  | 2015-02-01 | month
févr. 2015                    | 2015-02-01 | month
janv. 2015                    | 2015-01-01 | month
AOÛT 2015                     | 2015-08-01 | month
déc. 2015                     | 2015-12-01 | month
أيلول 2015                    | 2015-09-01 | month
سبتمبر ٢٠١٥                   | 2015-09-01 | month
أيلول/سبتمبر 2015             | 2015-09-01 | month
سبتمبر / أيلول 2015           | 2015-09-01 | month
كانون الثاني 2015             | 2015-01-01 | month
كانون الثاني/يناير 2015       | 2015-01-01 | month
كَانُون الأوَّل 2015             | 2015-12-01 | month
تشرين الأول 2015              | 2015-10-01 | month
تشرين الثاني 2015             | 2015-11-01 | month
سبتـــمبر 2015                | 2015-09-01 | month
جويلية 2015                   | 2015-07-01 | month
أوت 2015                      | 2015-08-01 | month
فيفري 2015                    | 2015-02-01 | month
إبريل 2015                    | 2015-04-01 | month
ابريل 2015                    | 2015-04-01 | month

12 May 2015                   | 2015-05-12 | day
12\u00a0May\u202f2015         | 2015-05-12 | day
\u200f12 May 2015\u200e       | 2015-05-12 | day
May 12, 2015                  | 2015-05-12 | day
the 12th of May 2015          | 2015-05-12 | day
2015-05-12                    | 2015-05-12 | day
2015/5/12                     | 2015-05-12 | day
13/05/2015                    | 2015-05-13 | day
05/13/2015                    | 2015-05-13 | day
5.5.2015                      | 2015-05-05 | day
29 February 2016              | 2016-02-29 | day
1er mai 2015                  | 2015-05-01 | day
le 1ᵉʳ mai 2015               | 2015-05-01 | day
١٢ مايو ٢٠١٥                  | 2015-05-12 | day
12 أيار/مايو 2015             | 2015-05-12 | day

since 2015                    | 2015-01-01 | since
Since  2015                   | 2015-01-01 | since
from 2015                     | 2015-01-01 | since
depuis 2015                   | 2015-01-01 | since
dès 2015                      | 2015-01-01 | since
à partir de 2015              | 2015-01-01 | since
منذ 2015                      | 2015-01-01 | since
منذ عام ٢٠١٥                  | 2015-01-01 | since
اعتباراً من 2015              | 2015-01-01 | since
"""
PERIODS = """
2015 to 2016                  | 2015-01-01 | 2016-01-01 | year
from 2015 to 2016             | 2015-01-01 | 2016-01-01 | year
2015–2016                     | 2015-01-01 | 2016-01-01 | year
2015-2016                     | 2015-01-01 | 2016-01-01 | year
2015 — 2016                   | 2015-01-01 | 2016-01-01 | year
de 2015 à 2016                | 2015-01-01 | 2016-01-01 | year
من 2015 إلى 2016              | 2015-01-01 | 2016-01-01 | year
من عام 2015 حتى عام 2016      | 2015-01-01 | 2016-01-01 | year
من 2015 إلى غاية 2016         | 2015-01-01 | 2016-01-01 | year
2015 to 2015                  | 2015-01-01 | -          | year

March to June 2015            | 2015-03-01 | 2015-06-01 | month
Mar 2015 – Jun 2015           | 2015-03-01 | 2015-06-01 | month
Dec 2015 – Jan 2016           | 2015-12-01 | 2016-01-01 | month
2015-09 – 2015-12             | 2015-09-01 | 2015-12-01 | month
March 2015 until June         | 2015-03-01 | 2015-06-01 | month
de mars à juin 2015           | 2015-03-01 | 2015-06-01 | month
d’avril à août 2015           | 2015-04-01 | 2015-08-01 | month
de mars jusqu'en juin 2015    | 2015-03-01 | 2015-06-01 | month
من آذار/مارس إلى حزيران/يونيو 2015 | 2015-03-01 | 2015-06-01 | month

12 to 15 May 2015             | 2015-05-12 | 2015-05-15 | day
12-15 May 2015                | 2015-05-12 | 2015-05-15 | day
May 12–15, 2015               | 2015-05-12 | 2015-05-15 | day
12 May to 3 June 2015         | 2015-05-12 | 2015-06-03 | day
2015-05-12 - 2015-06-03       | 2015-05-12 | 2015-06-03 | day
du 12 au 15 mai 2015          | 2015-05-12 | 2015-05-15 | day
du 1er au 15 mai 2015         | 2015-05-01 | 2015-05-15 | day
من ١٢ إلى ١٥ مايو ٢٠١٥        | 2015-05-12 | 2015-05-15 | day
"""
REFUSED = """
hello                         | “hello” is not understood as a date. Write it like “2016”, “Sept
hello big world 2015          | “hello big world” is not understood
ماذا 2015                     | “ماذا” is not understood
2015 2016                     | “2015 2016” is not understood
201                           | “201” is not understood
12/05/15                      | “/” is not understood
de 2015                       | “de 2015” is not understood
to 2015                       | “to 2015” is not understood
...                           | “...” is not understood
since                         | “since” is not understood
12 May 2015 3                 | “12 May 2015 3” is not understood
2014 to 2015 to 2016          | “2014 to 2015 to 2016” is not understood
late October 2016             | “late” has no place in a date. Write the month or the year alone
circa 2015                    | “circa” has no place in a date
mid-2015                      | “mid” has no place in a date
spring 2016                   | “spring” has no place in a date
fin octobre 2016              | “fin” has no place in a date
printemps 2016                | “printemps” has no place in a date
أواخر أكتوبر 2016             | “أواخر” has no place in a date
12/05/2015                    | “12/05/2015” can be read in two ways: write “12 May 2015”
١٢/٠٥/٢٠١٥                    | write “12 May 2015” or “5 December 2015”
31 June 2015                  | “31 June 2015” is in no calendar
29 February 2015              | “29 February 2015” is in no calendar
2015-13                       | “2015-13” is in no calendar
31/31/2015                    | “31/31/2015” is in no calendar
00/05/2015                    | “00/05/2015” is in no calendar
0 May 2015                    | “0 May 2015” is in no calendar
1899                          | “1899”: years go from 1900 to 2100
2101                          | “2101”: years go from 1900 to 2100
12/05/0000                    | “0000”: years go from 1900 to 2100
September                     | “September” lacks something
12 May                        | “12 May” lacks something
12 2015                       | “12 2015” lacks something
since March 2015              | “March 2015”: only a year goes with “since”
depuis mars 2015              | “mars 2015”: only a year goes with “since”
منذ آذار 2015                 | “آذار 2015”: only a year goes with “since”
since 2015 to 2016            | What goes on has no end
"""
REFUSED_PERIODS = """
hello                         | “12 May 2015”, “since 2015” or “March to June 2015”.
late October 2016             | into “when, in words of its own”.
2016 to 2015                  | The end, 2015, comes before the beginning, 2016
December to March 2015        | The end, March 2015, comes before the beginning, December 2015
2015 to March 2016            | “2015” and “March 2016” are not equally exact
12 to June 2015               | “12” and “June 2015” are not equally exact
12 May to 31 June 2015        | “31 June 2015” is in no calendar
from March to June            | “March” lacks something
"""


def rows(table):
    lines = [line.split("|") for line in table.splitlines() if line.strip()]
    return [[typed.rstrip(), *map(str.strip, rest)] for typed, *rest in lines]


def day(text):
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "expected", "precision"), rows(DATES))
def test_a_date_is_read_whatever_language_it_is_typed_in(typed, expected, precision, language):
    with override(language):
        assert read_date(typed) == (day(expected), precision)
        assert read_period(typed) == (day(expected), None, precision)


@pytest.mark.parametrize(("typed", "start", "end", "precision"), rows(PERIODS))
def test_a_period_is_read_whatever_language_it_is_typed_in(typed, start, end, precision):
    assert read_period(typed) == (day(start), day(end), precision)


@pytest.mark.parametrize("read", [read_date, read_period])
@pytest.mark.parametrize(("typed", "sentence"), rows(REFUSED))
def test_what_is_no_date_is_answered_with_a_sentence_that_quotes_it(typed, sentence, read):
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(("typed", "sentence"), rows(REFUSED_PERIODS))
def test_what_is_no_period_is_answered_with_a_sentence(typed, sentence):
    with pytest.raises(Unreadable) as refused:
        read_period(typed)
    assert sentence in str(refused.value)


def test_two_dates_are_refused_where_one_goes():
    with pytest.raises(Unreadable, match="Only one date goes here; “2015 to 2016” is two"):
        read_date("2015 to 2016")


def test_a_long_text_is_quoted_in_part():
    with pytest.raises(Unreadable) as refused:
        read_date("word " * 10_000)
    assert "word word…” is not understood" in str(refused.value)
    assert len(str(refused.value)) < 200
    with pytest.raises(Unreadable):
        read_date("9" * 10_000)  # more digits than Python reads


KNOWN = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))


def as_known(day, precision):
    """The first day of what is known."""
    if precision == Precision.DAY:
        return day
    return day.replace(day=1) if precision == Precision.MONTH else day.replace(month=1, day=1)


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, precision=KNOWN | st.just(Precision.SINCE))
def test_what_is_said_of_a_date_is_read_back(day, precision, language):
    day = as_known(day, precision)
    with override(language):
        assert read_date(date_words(day, precision)) == (day, precision)
        assert read_period(period_words(day, None, precision)) == (day, None, precision)
        assert read_date(date_words(None, Precision.NOT_STATED)) == (None, Precision.NOT_STATED)


@pytest.mark.parametrize("language", LANGUAGES)
@given(days=st.tuples(DAYS, DAYS), precision=KNOWN)
def test_what_is_said_of_a_period_is_read_back(days, precision, language):
    start, end = sorted(as_known(day, precision) for day in days)
    with override(language):
        read = read_period(period_words(start, end, precision))
    assert read == (start, end if end > start else None, precision)


@pytest.mark.parametrize("desk", LANGUAGES)
@pytest.mark.parametrize(
    ("language", "stated", "words"),
    [*expected.each_language(expected.DATES), *expected.each_language(expected.PERIODS)],
)
def test_the_words_of_one_language_are_read_at_the_desk_of_another(language, stated, words, desk):
    start, *end, precision = stated.split()
    with override(desk):
        first, last, known = read_period(words)
    assert (first, known) == (day(start), precision)
    assert last == (day(*end) if end else None)


PIECES = st.sampled_from(
    sorted(
        {word for typed, *_ in rows(DATES + PERIODS + REFUSED) for word in typed.split()}
        | {"-", "/", ".", "²", "½", "\0", "\u200f", "ـ", "٠"}
    )
)
TYPED = (
    st.text(max_size=120)
    | st.lists(PIECES, max_size=9).map(" ".join)
    | st.lists(PIECES, max_size=9).map("".join)
)


@pytest.mark.parametrize("read", [read_date, read_period])
@settings(max_examples=2000, deadline=None)
@given(typed=TYPED)
def test_whatever_is_typed_is_read_or_answered(typed, read):
    try:
        first, *_rest, precision = read(typed)
    except Unreadable:
        return
    assert (first is None) == (precision == Precision.NOT_STATED)
    assert first is None or first == as_known(first, precision)
