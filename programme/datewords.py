"""The words that dates are typed with, in English, French and Arabic, folded for comparing."""

from typing import NamedTuple

from programme.stemming import fold

# What a part of a typed date is; one letter each, so that a whole date can be matched as "DMY".
DAY, MONTH, YEAR = "D", "M", "Y"
SINCE = "S"
FROM = "F"  # "since" where no end follows, or else the first word of a period
OPENING = "O"  # the first word of a period and nothing else
TO = "T"
VAGUE = "V"
FILLER = ""  # says nothing
UNKNOWN = "?"

# January first. Arabic: the months of Beirut and Damascus, of Cairo, and of the Maghreb.
MONTHS = (
    "January, Jan, janvier, janv, كانون الثاني, كانون ثاني, يناير, جانفي",
    "February, Feb, février, févr, fév, شباط, فبراير, فيفري",
    "March, Mar, mars, آذار, مارس",
    "April, Apr, avril, avr, نيسان, أبريل, أفريل",
    "May, mai, أيار, مايو, ماي",
    "June, Jun, juin, حزيران, يونيو, يونيه, جوان",
    "July, Jul, juillet, juil, تموز, يوليو, يوليه, يوليوز, جويلية",
    "August, Aug, août, آب, أغسطس, أغشت, غشت, أوت",
    "September, Sept, Sep, septembre, أيلول, سبتمبر, شتنبر, شتمبر",
    "October, Oct, octobre, تشرين الأول, تشرين أول, أكتوبر",
    "November, Nov, novembre, تشرين الثاني, تشرين ثاني, نوفمبر, نونبر",
    "December, Dec, décembre, déc, كانون الأول, كانون أول, ديسمبر, دجنبر, دجمبر",
)
AROUND = {
    SINCE: "since, depuis, dès, à partir de, à compter de, منذ, اعتباراً من, ابتداءً من",
    FROM: "from, من",
    OPENING: "de, d, du",
    TO: "to, until, till, through, à, au, jusqu à, jusqu au, jusqu en, إلى, إلى غاية, لغاية, حتى",
    FILLER: "in, the, of, en, le, في, عام, سنة, شهر",
    VAGUE: (
        "late, early, mid, end, beginning, circa, c, ca, around, about, approx, approximately, ~, "
        "spring, summer, autumn, fall, winter, quarter, q, half, "
        "fin, début, mi, vers, environ, courant, printemps, été, automne, hiver, trimestre, "
        "semestre, أواخر, أوائل, منتصف, نهاية, بداية, حوالي, نحو, ربيع, صيف, خريف, شتاء"
    ),
}
NOT_STATED = (
    ", not stated, date not stated, non précisé, non précisée, date non précisée, "
    "غير مذكور, تاريخ غير مذكور, التاريخ غير مذكور"
)


class Meaning(NamedTuple):
    """What a word says: its kind, and which month."""

    kind: str
    month: int = 0


def _each(names: str) -> list[str]:
    return [fold(name) for name in names.split(", ")]


def _meanings() -> dict[str, Meaning]:
    found = {name: Meaning(kind) for kind, names in AROUND.items() for name in _each(names)}
    for month, names in enumerate(MONTHS, 1):
        known = _each(names)
        # The United Nations write both names of a month in Arabic: آذار/مارس.
        pairs = [f"{one} / {other}" for one in known for other in known]
        found |= dict.fromkeys([*known, *pairs], Meaning(MONTH, month))
    return found


MEANINGS = _meanings()
NOTHING = frozenset(_each(NOT_STATED))
MOST_WORDS = max(len(name.split()) for name in MEANINGS)  # in one name
