"""French: thousands parted by a narrow space that does not break."""

DATETIME_FORMAT = "j F Y, H:i"
THOUSAND_SEPARATOR = "\u202f"
