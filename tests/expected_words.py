"""What numbers, dates, lists, sizes and plurals are to be in each language: en | fr | ar.

⍽ stands for the narrow space that does not break, ␣ for the wide one, - for nothing.
"""

LANGUAGES = ("en", "fr", "ar")

# value | en | fr | ar
NUMBERS = """
0           | 0           | 0           | 0
7           | 7           | 7           | 7
45          | 45          | 45          | 45
339         | 339         | 339         | 339
1000        | 1,000       | 1⍽000       | 1,000
9000.0000   | 9,000       | 9⍽000       | 9,000
13500.0000  | 13,500      | 13⍽500      | 13,500
1000000     | 1,000,000   | 1⍽000⍽000   | 1,000,000
2.7000      | 2.7         | 2,7         | 2.7
0.0500      | 0.05        | 0,05        | 0.05
13500.0625  | 13,500.0625 | 13⍽500,0625 | 13,500.0625
"""

# value, qualifier | en | fr | ar
FIGURES = """
13500 minimum     | more than 13,500 | plus de 13⍽500 | أكثر من 13,500
9000 minimum      | more than 9,000  | plus de 9⍽000  | أكثر من 9,000
30 approximate    | some 30          | environ 30     | نحو 30
2.7 approximate   | some 2.7         | environ 2,7    | نحو 2.7
45 exact          | 45               | 45             | 45
"""

# date, precision | en | fr | ar
DATES = """
- not_stated      | Date not stated   | Date non précisée | التاريخ غير مذكور
2015-01-01 year   | 2015              | 2015              | 2015
2015-01-01 since  | Since 2015        | Depuis 2015       | منذ 2015
2017-01-01 month  | January 2017      | janvier 2017      | كانون الثاني/يناير 2017
2017-02-01 month  | February 2017     | février 2017      | شباط/فبراير 2017
2017-03-01 month  | March 2017        | mars 2017         | آذار/مارس 2017
2017-04-01 month  | April 2017        | avril 2017        | نيسان/أبريل 2017
2017-05-01 month  | May 2017          | mai 2017          | أيار/مايو 2017
2017-06-01 month  | June 2017         | juin 2017         | حزيران/يونيه 2017
2017-07-01 month  | July 2017         | juillet 2017      | تموز/يوليه 2017
2017-08-01 month  | August 2017       | août 2017         | آب/أغسطس 2017
2015-09-01 month  | September 2015    | septembre 2015    | أيلول/سبتمبر 2015
2016-10-01 month  | October 2016      | octobre 2016      | تشرين الأول/أكتوبر 2016
2017-11-01 month  | November 2017     | novembre 2017     | تشرين الثاني/نوفمبر 2017
2017-12-01 month  | December 2017     | décembre 2017     | كانون الأول/ديسمبر 2017
2015-09-30 day    | 30 September 2015 | 30 septembre 2015 | 30 أيلول/سبتمبر 2015
2015-03-01 day    | 1 March 2015      | 1er mars 2015     | 1 آذار/مارس 2015
2015-08-11 day    | 11 August 2015    | 11 août 2015      | 11 آب/أغسطس 2015
"""

# first, last, precision | en | fr | ar
PERIODS = """
2014-01-01 2016-01-01 year | 2014 to 2016 | de 2014 à 2016 | من 2014 إلى 2016
2015-03-01 2015-06-01 month | March to June 2015 | de mars à juin 2015
    | من آذار/مارس إلى حزيران/يونيه 2015
2015-04-01 2015-08-01 month | April to August 2015 | d’avril à août 2015
    | من نيسان/أبريل إلى آب/أغسطس 2015
2015-10-01 2016-01-01 month | October 2015 to January 2016 | d’octobre 2015 à janvier 2016
    | من تشرين الأول/أكتوبر 2015 إلى كانون الثاني/يناير 2016
2015-05-12 2015-05-15 day | 12 to 15 May 2015 | du 12 au 15 mai 2015
    | من 12 إلى 15 أيار/مايو 2015
2015-05-01 2015-05-15 day | 1 to 15 May 2015 | du 1er au 15 mai 2015
    | من 1 إلى 15 أيار/مايو 2015
2015-05-12 2015-06-01 day | 12 May to 1 June 2015 | du 12 mai au 1er juin 2015
    | من 12 أيار/مايو إلى 1 حزيران/يونيه 2015
2015-12-30 2016-01-02 day | 30 December 2015 to 2 January 2016
    | du 30 décembre 2015 au 2 janvier 2016
    | من 30 كانون الأول/ديسمبر 2015 إلى 2 كانون الثاني/يناير 2016
"""

# bytes | en | fr | ar
SIZES = """
0            | -         | -        | -
606          | 606␣bytes | 606⍽octets | 606␣بايت
49152        | 48␣kB     | 48⍽ko    | 48␣كيلوبايت
1047000      | 1,022␣kB  | 1⍽022⍽ko | 1,022␣كيلوبايت
1048575      | 1␣MB      | 1⍽Mo     | 1␣ميغابايت
2202009      | 2.1␣MB    | 2,1⍽Mo   | 2.1␣ميغابايت
52428800     | 50␣MB     | 50⍽Mo    | 50␣ميغابايت
3221225472   | 3␣GB      | 3⍽Go     | 3␣غيغابايت
"""

# names, parted by / | in a sentence | by commas alone
LISTS = {
    "en": """
- | - | -
Mali | Mali | Mali
Burkina Faso/Mali | Burkina Faso and Mali | Burkina Faso, Mali
Chad/Mali/Niger | Chad, Mali and Niger | Chad, Mali, Niger
Chad/Mali/Mauritania/Niger | Chad, Mali, Mauritania and Niger | Chad, Mali, Mauritania, Niger
""",
    "fr": """
- | - | -
Mali | Mali | Mali
Burkina Faso/Mali | Burkina Faso et Mali | Burkina Faso, Mali
Tchad/Mali/Niger | Tchad, Mali et Niger | Tchad, Mali, Niger
Tchad/Mali/Mauritanie/Niger | Tchad, Mali, Mauritanie et Niger | Tchad, Mali, Mauritanie, Niger
""",
    "ar": """
- | - | -
مالي | مالي | مالي
بوركينا فاسو/مالي | بوركينا فاسو ومالي | بوركينا فاسو، مالي
تشاد/مالي/النيجر | تشاد ومالي والنيجر | تشاد، مالي، النيجر
تشاد/مالي/موريتانيا/النيجر | تشاد ومالي وموريتانيا والنيجر | تشاد، مالي، موريتانيا، النيجر
""",
}

# The English words, one and many, as they stand in templates; then: number | en | fr | ar
PLURALS = {
    ("%(number)s page", "%(number)s pages"): """
1    | 1 page    | 1 page    | صفحة واحدة
2    | 2 pages   | 2 pages   | صفحتان
3    | 3 pages   | 3 pages   | 3 صفحات
10   | 10 pages  | 10 pages  | 10 صفحات
11   | 11 pages  | 11 pages  | 11 صفحة
99   | 99 pages  | 99 pages  | 99 صفحة
100  | 100 pages | 100 pages | 100 صفحة
103  | 103 pages | 103 pages | 103 صفحات
""",
    ("%(shown)s result", "%(shown)s results"): """
0    | 0 results   | 0 résultat    | 0 نتيجة
1    | 1 result    | 1 résultat    | نتيجة واحدة
2    | 2 results   | 2 résultats   | نتيجتان
5    | 5 results   | 5 résultats   | 5 نتائج
11   | 11 results  | 11 résultats  | 11 نتيجة
100  | 100 results | 100 résultats | 100 نتيجة
""",
    ("%(shown)s of %(in_all)s result", "%(shown)s of %(in_all)s results"): """
2    | 1 of 2 results   | 1 sur 2 résultats   | 1 من أصل نتيجتين
5    | 1 of 5 results   | 1 sur 5 résultats   | 1 من أصل 5 نتائج
11   | 1 of 11 results  | 1 sur 11 résultats  | 1 من أصل 11 نتيجة
102  | 1 of 102 results | 1 sur 102 résultats | 1 من أصل 102 نتيجة
""",
    ("%(shown)s donor", "%(shown)s donors"): """
1    | 1 donor    | 1 donateur    | جهة مانحة واحدة
2    | 2 donors   | 2 donateurs   | جهتان مانحتان
3    | 3 donors   | 3 donateurs   | 3 جهات مانحة
13   | 13 donors  | 13 donateurs  | 13 جهة مانحة
""",
    ("%(shown)s report", "%(shown)s reports"): """
1    | 1 report   | 1 rapport    | تقرير واحد
2    | 2 reports  | 2 rapports   | تقريران
5    | 5 reports  | 5 rapports   | 5 تقارير
11   | 11 reports | 11 rapports  | 11 تقريراً
100  | 100 reports | 100 rapports | 100 تقرير
""",
    ("%(name)s: %(number)s result", "%(name)s: %(number)s results"): """
0    | Mali: 0 results | Mali⍽: 0 résultat  | Mali: 0 نتيجة
1    | Mali: 1 result  | Mali⍽: 1 résultat  | Mali: نتيجة واحدة
2    | Mali: 2 results | Mali⍽: 2 résultats | Mali: نتيجتان
3    | Mali: 3 results | Mali⍽: 3 résultats | Mali: 3 نتائج
""",
    ("Read the %(number)s result", "Read all %(number)s results"): """
2    | Read all 2 results  | Lire les 2 résultats    | الاطلاع على النتيجتين
11   | Read all 11 results | Lire les 11 résultats   | الاطلاع على جميع النتائج (11)
""",
    ("The %(number)s donor", "The %(number)s donors"): """
2    | The 2 donors  | Les 2 donateurs   | الجهتان المانحتان
13   | The 13 donors | Les 13 donateurs  | الجهات المانحة (13)
""",
}


def rows(table):
    """Split a table into rows of cells, with the spaces that do not break put in."""
    table = table.replace("⍽", "\u202f").replace("␣", "\u00a0")
    lines = [line for line in table.replace("\n    |", "|").split("\n") if line.strip(" ")]
    cells = [[cell.strip(" ") for cell in line.split("|")] for line in lines]
    return [["" if cell == "-" else cell for cell in line] for line in cells]


def each_language(table):
    """Yield (language, what is to be said, the words expected)."""
    for said, *words in rows(table):
        for language, expected in zip(LANGUAGES, words, strict=True):
            yield language, said, expected
