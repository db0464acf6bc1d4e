"""docs/data.md is run, line by line, against a site with the source content."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.servers import serving

PAGE = Path(__file__).parent.parent / "docs" / "data.md"
SITE = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
SLOW = 120  # seconds; none comes near


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("site"), "source") as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for all blocks: later ones read what earlier ones downloaded."""
    return tmp_path_factory.mktemp("walk")


def run(kind, block, site, folder):
    text = block.replace(SITE, site)
    command = [sys.executable, "-c", text]
    if kind == "sh":
        command = ["/bin/sh", "-e", "-c", text]
    found = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": found},
        capture_output=True,
        text=True,
        timeout=SLOW,
        check=False,
    )


def test_the_walk_of_a_data_user_can_be_walked(site, folder):
    assert len(BLOCKS) > 10
    for kind, block in BLOCKS:
        done = run(kind, block, site, folder)
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"


def test_a_broken_example_is_found(site, folder):
    assert run("python", "assert 1 == 2", site, folder).returncode != 0
    assert run("sh", f'curl -sf "{SITE}/data/nothing.csv"\necho', site, folder).returncode != 0
