"""A query string → what a call asks, and what is wrong with it."""

import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from programme.api.parameters import Parameter

_WHOLE = re.compile(r"[1-9][0-9]*", re.ASCII)
Faults = list[tuple[str, str]]


class Refused(Exception):
    """A call that cannot be answered: (parameter, sentence) for each fault.

    `allowed` are the values that such a parameter takes, where they can be counted.
    """

    def __init__(self, faults: Faults, allowed: dict[str, list[str]], status: int = 400) -> None:
        super().__init__()
        self.faults, self.allowed, self.status = faults, allowed, status


def given_in(request: HttpRequest) -> tuple[QueryDict, Faults]:
    """Read the query string as UTF-8, whatever the request says, and name what is none."""
    raw = request.META.get("QUERY_STRING", "").encode("iso-8859-1")
    faults = []
    for part in raw.split(b"&"):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            faults.append((_name(part), _("This is no text in UTF-8.")))
            continue
        if "\0" in text:
            faults.append((_name(part), _("This holds a NUL, which no text does.")))
    return QueryDict(raw, encoding="utf-8"), faults


def _name(part: bytes) -> str:
    return unquote_to_bytes(part.partition(b"=")[0]).decode(errors="replace").replace("\0", " ")


class Given:
    """What was given to a call that has these parameters. Empty values count as absent."""

    def __init__(self, data: QueryDict, parameters: Iterable[Parameter]) -> None:
        self.data = data
        self.parameters = {parameter.name: parameter for parameter in parameters}
        self.faults: Faults = []
        names = ", ".join(self.parameters)
        for name in data.keys() - self.parameters.keys():
            words = _("There is no parameter “%(name)s” here; there are: %(allowed)s.")
            self.faults.append((name, words % {"name": name, "allowed": names}))

    def one(self, name: str) -> str:
        """Return the one value of a parameter; "" where there is none."""
        values = list(dict.fromkeys(value for value in self.data.getlist(name) if value.strip()))
        if len(values) > 1:
            self.faults.append((name, _("This was given more than once.")))
        return values[0] if len(values) == 1 else ""

    def number(self, name: str) -> int:
        """Return a whole number within the bounds of its parameter."""
        schema, text = self.parameters[name].schema, self.one(name)
        most = schema["maximum"]
        if _WHOLE.fullmatch(text) and len(text) <= len(str(most)) and int(text) <= most:
            return int(text)
        if text:
            words = _("“%(value)s” is no whole number from 1 to %(most)s.")
            self.faults.append((name, words % {"value": text, "most": most}))
        return int(schema["default"])

    def fields(self) -> list[str]:
        """Return the members that are asked for, in the order of the row; all where none are."""
        every = self.parameters["fields"].allowed
        asked = [name.strip() for name in self.one("fields").split(",") if name.strip()]
        if wrong := next((name for name in asked if name not in every), ""):
            words = _("“%(value)s” is no member of a row; there are: %(allowed)s.")
            told = {"value": wrong, "allowed": ", ".join(every)}
            self.faults.append(("fields", words % told))
        return [name for name in every if name in asked] or every

    def refuse(self, faults: Iterable[tuple[str, str]] = (), status: int = 400) -> None:
        """Raise Refused where anything is wrong, here or in these `faults`."""
        found = [*self.faults, *faults]
        if found:
            allowed = {name: each.allowed for name, each in self.parameters.items()}
            unknown = {name: list(self.parameters) for name, _s in found if name not in allowed}
            raise Refused(found, {**allowed, **unknown}, status)
