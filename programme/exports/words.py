"""What is said of all tables alike, on the page, in the catalogues and in the files."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.exports.columns import JOINT, Column, Kind

TITLE = gettext_lazy("Results of the UNODC Sahel Programme as data")
EDITORS = gettext_lazy("The editors of this site")
NEVER_ADD = gettext_lazy(
    "Never add figures up. Two results can tell of the same thing, and one number can be among "
    "those of another: the column `part_of` says so."
)
NOT_STATED = gettext_lazy(
    "An empty cell means that the source does not say. Nothing was guessed: no day where it gives "
    "a year, and no number that it does not state. `qualifier` and `precision` say how exact it is."
)
NO_MONEY = gettext_lazy(
    "There are no budgets and no spending here: the source states no amounts of money. It links "
    "no donor to a single result."
)
EDITED = gettext_lazy(
    "Titles, themes, levels and codes are given by the site’s editors; statements and figures are "
    "the source’s own."
)
TRANSLATED = gettext_lazy(
    "A text in another language than its original is a translation: unofficial and not reviewed, "
    "unless its page says otherwise."
)
LASTING = gettext_lazy(
    "`id` and `url` stay. Should an address change, the old one leads on. A new column is added "
    "at the end, and none is renamed or taken away."
)
IN_LANGUAGE = gettext_lazy(
    "`lang=en`, `lang=fr` and `lang=ar` say in which language titles, names and dates in words "
    "stand; English without it. What is not translated stands in the language that it has. "
    "Columns such as `title_fr` hold one language alone, and each file has them all."
)
GUARDED = gettext_lazy(
    "In CSV, a text that a spreadsheet could take for a formula (it begins with =, +, -, @ or a "
    "tab) has an apostrophe before it, in a list and on a new line too. JSON and Excel have none."
)
TYPES = {
    Kind.TEXT: gettext_lazy("text"),
    Kind.INTEGER: gettext_lazy("whole number"),
    Kind.NUMBER: gettext_lazy("number"),
    Kind.YES_NO: gettext_lazy("true or false"),
    Kind.DAY: gettext_lazy("day"),
    Kind.TIME: gettext_lazy("time in UTC"),
    Kind.ADDRESS: gettext_lazy("address"),
    Kind.LIST: gettext_lazy("list"),
}
NOTES = (NEVER_ADD, NOT_STATED, NO_MONEY, EDITED, LASTING, IN_LANGUAGE, GUARDED)


def meaning_of(column: Column) -> str:
    """Say what a column means, and how a list stands in one cell."""
    if column.kind != Kind.LIST:
        return str(column.meaning)
    several = _(
        "Several values stand in one cell with “%(joint)s” between, and one within a value as "
        "“\\%(joint)s”; JSON has a list, with null for “–”."
    )
    return f"{column.meaning} {several % {'joint': JOINT}}"
