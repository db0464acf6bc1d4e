"""What readers are told of a row: its facts, and what became different."""

from programme.telling.facts import Fact, facts_of, part_words
from programme.telling.memory import changed

__all__ = ["Fact", "changed", "facts_of", "part_words"]
