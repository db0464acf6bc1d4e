"""Which characters a file can hold."""

import re

# What XML 1.0 cannot hold, not even escaped.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Leave out the control characters that no XML file may hold."""
    return _UNFIT.sub("", text)
