"""Regular expressions that people may write: only those that can't take long to look."""

import re
from typing import Any

from django.utils.translation import gettext as _

# Python's own parser: nothing else says so surely what a pattern can match.
from re import _constants, _parser  # type: ignore[attr-defined, unused-ignore]  # isort: skip

LONGEST = 300  # characters of a pattern
MOST_WAYS = 200_000  # in which a pattern may try to match at one place of a text


class Unsafe(ValueError):
    """This pattern can't be used; the message says why, for its editor."""


def ways(pattern: str) -> int:
    """Return in how many ways a pattern may try to match at one place, at most. Raises Unsafe."""
    if len(pattern) > LONGEST:
        raise Unsafe(_("It is longer than %(most)s characters.") % {"most": LONGEST})
    try:
        re.compile(pattern, re.IGNORECASE)
        parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise Unsafe(_("It is no regular expression (%(error)s).") % {"error": error}) from error
    found = _ways(parsed)
    if found > MOST_WAYS:
        raise Unsafe(_("It could take very long. Use fewer repeats, or smaller ones."))
    if re.search(pattern, "", re.IGNORECASE):
        raise Unsafe(_("It finds something in an empty text."))
    return found


def _ways(parsed: Any) -> int:
    total = 1
    for operation, argument in parsed:
        total *= _ways_of(operation, argument)
    return total


_ONE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN, _constants.AT}


def _ways_of(operation: Any, argument: Any) -> int:
    match operation:
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT:
            return _ways_to_repeat(*argument)
        case _constants.BRANCH:
            return sum(_ways(branch) for branch in argument[1])
        case _constants.SUBPATTERN:
            return _ways(argument[3])
        case _constants.ASSERT | _constants.ASSERT_NOT:
            return _ways(argument[1])
    if operation in _ONE:
        return 1
    raise Unsafe(_("It uses something that is not allowed here, such as a back reference."))


def _ways_to_repeat(least: int, most: int, inner: Any) -> int:
    if most == _constants.MAXREPEAT:
        raise Unsafe(_("Write how many at most, such as {0,30}, instead of * or +."))
    inside = _ways(inner)
    if most > 1 and (inside > 1 or len(inner) > 1):
        raise Unsafe(_("A group can’t be repeated, only made optional by “?”."))
    return (int(most) - int(least) + 1) * inside
