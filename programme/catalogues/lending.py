"""The missing words of a language as a file for a translator, and back again."""

from typing import Any

from babel.messages.catalog import Catalog, Message

from programme.catalogues.keeping import entries, forms, plurals


class Refused(ValueError):
    """What came back does not fit the catalogue; nothing was taken over."""


def missing(catalog: Catalog, language: str) -> list[dict[str, Any]]:
    """Each entry that lacks words: what to translate, where it stands, one empty form a plural."""
    return [
        {
            "context": message.context,
            "id": _first(message),
            "plural": message.id[1] if message.pluralizable else None,
            "files": sorted({file for file, _line in message.locations}),
            "comments": message.auto_comments,
            "forms": forms(message, language),
        }
        for message in entries(catalog)
        if message.fuzzy or not all(forms(message, language))
    ]


def fill(catalog: Catalog, language: str, given: list[dict[str, Any]]) -> int:
    """Put the words given into the catalogue, all or none; what is still empty is passed over."""
    known = {(message.context, _first(message)): message for message in entries(catalog)}
    filled = [entry for entry in given if any(entry["forms"])]
    faults = [fault for entry in filled if (fault := _misfit(entry, known, language))]
    if faults:
        raise Refused("\n".join(faults))
    for entry in filled:
        message = known[entry["context"], entry["id"]]
        words = entry["forms"]
        message.string = tuple(words) if message.pluralizable else words[0]
        message.flags.discard("fuzzy")
    return len(filled)


def _misfit(
    entry: dict[str, Any], known: dict[tuple[str | None, str], Message], language: str
) -> str | None:
    message = known.get((entry["context"], entry["id"]))
    if message is None:
        return f"not in the catalogue: {entry['id']!r}"
    wanted = plurals(language) if message.pluralizable else 1
    if len(entry["forms"]) != wanted or not all(entry["forms"]):
        return f"{wanted} forms wanted: {entry['id']!r}"
    return None


def _first(message: Message) -> str:
    return message.id[0] if message.pluralizable else str(message.id)
