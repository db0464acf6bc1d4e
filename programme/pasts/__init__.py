"""What history knows: who did what to a row and its parts, and what stood there at a moment."""

from programme.pasts.acts import Act, Trace, acts_of, traces_of
from programme.pasts.deleted import deleted
from programme.pasts.moments import Past, past_of, rows_of

__all__ = [
    "Act",
    "Past",
    "Trace",
    "acts_of",
    "deleted",
    "past_of",
    "rows_of",
    "traces_of",
]
