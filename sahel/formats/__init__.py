"""How Django writes and reads dates and numbers by itself, where `wording` has no part in it."""
