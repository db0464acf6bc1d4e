"""The missing words of a language as a file for a translator, and back again."""

from typing import Any

from babel.messages.catalog import Catalog

from programme.catalogues.keeping import entries, forms, key_of, plurals


class Refused(ValueError):
    """What came back does not fit the catalogue; nothing was taken over."""


def missing(catalog: Catalog, language: str) -> list[dict[str, Any]]:
    """Each entry that lacks words: what to translate, where it stands, one empty form a plural."""
    return [
        {
            "context": message.context,
            "id": key_of(message)[1],
            "plural": message.id[1] if message.pluralizable else None,
            "files": sorted({file for file, _line in message.locations}),
            "comments": message.auto_comments,
            "forms": forms(message, language),
        }
        for message in entries(catalog)
        if message.fuzzy or not all(forms(message, language))
    ]


def fill(
    catalog: Catalog, language: str, given: list[dict[str, Any]]
) -> tuple[list[str], list[str]]:
    """Put the words given into the catalogue: what was filled in, and what is no entry any more.

    Empty forms are passed over. Where one entry does not fit, nothing is taken.
    """
    known = {key_of(message): message for message in entries(catalog)}
    filled, gone = [], []
    worded = [(entry["context"], entry["id"], entry["forms"]) for entry in given]
    for context, id_, words in (entry for entry in worded if any(entry[2])):
        message = known.get((context, id_))
        if message is None:
            gone.append(id_)
            continue
        wanted = plurals(language) if message.pluralizable else 1
        if len(words) != wanted or not all(words):
            raise Refused(f"{wanted} forms are wanted, all with words: {id_!r}")
        message.string = tuple(words) if message.pluralizable else words[0]
        message.flags.discard("fuzzy")
        filled.append(id_)
    return filled, gone
