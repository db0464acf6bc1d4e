"""Everything that the catalogue of a language must have words for."""

from programme.catalogues.borrowing import borrowed
from programme.catalogues.extracting import Found, ours


def all_of(language: str) -> list[Found]:
    """Our own strings first, then what the libraries leave without words."""
    own = ours()
    known = {found.key for found in own}
    return own + [found for found in borrowed(language) if found.key not in known]
