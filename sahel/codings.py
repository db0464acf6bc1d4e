"""Which compressed forms of an answer a request takes."""


def accepts(header: str, coding: str) -> bool:
    """Say whether an Accept-Encoding header allows a coding (q=0 forbids it)."""
    for part in header.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        if name == coding:
            return parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
