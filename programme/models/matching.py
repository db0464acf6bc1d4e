"""The `matches` lookup: which search entries hold all the words asked for, on either database."""

from typing import Any

from django.db.models import Lookup, TextField

from programme.stemming import Wanted

Forms = list[Wanted]  # one for each word asked for


@TextField.register_lookup
class Matches(Lookup):
    """`words__matches=forms`: for each word, one of its beginnings or of its stems is there.

    Tokens are letters and digits alone, so that nothing in them needs escaping.
    """

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        column = self.lhs.target.column
        words = (_any('"{}"*', '"{}"', " OR ", wanted) for wanted in self.rhs)
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        found = "SELECT rowid FROM programme_search_fts WHERE programme_search_fts MATCH %s"
        return f'{table}."id" IN ({found})', [f"{column} : ({' AND '.join(words)})"]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        column = self.lhs.target.column
        words = (_any("'{}':*", "'{}'", " | ", wanted) for wanted in self.rhs)
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f'{table}."{column}_tsv" @@ %s::tsquery', [" & ".join(words)]


def _any(beginning: str, stem: str, either: str, wanted: Wanted) -> str:
    """Spell one word asked for as the database spells "this beginning, or that stem"."""
    forms = [beginning.format(one) for one in wanted.beginnings]
    return f"({either.join([*forms, *(stem.format(one) for one in wanted.stems)])})"
