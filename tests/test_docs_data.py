"""docs/data.md, run: each of its blocks against a real server, and what it prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.servers import serving

GUIDE = settings.BASE_DIR / "docs" / "data.md"
SLOW = 120  # seconds; none comes near
WRITTEN_FOR = "http://127.0.0.1:8000"  # the address of `make run`
RUN = {
    "sh": ["bash", "-euo", "pipefail", "-c"],
    "python": [sys.executable, "-W", "error", "-c"],
}
BLOCK = re.compile(
    r"^```(?P<kind>sh|python)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<prints>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
BLOCKS = [found.groupdict() for found in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("site"), "source") as site:
        yield site


def run(block, site, folder):
    """Run one block as a reader does who pastes it; return what it prints."""
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    command = [*RUN[block["kind"]], block["code"].replace(WRITTEN_FOR, site)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SLOW
    )
    assert done.returncode == 0, f"{block['code']}\n{done.stdout}{done.stderr}"
    return done.stdout.replace(site, WRITTEN_FOR)


def lines(text):
    return [line.rstrip() for line in text.rstrip().split("\n")]


def test_every_block_of_the_guide_runs_and_prints_what_it_says(site, tmp_path):
    for block in BLOCKS:
        printed = run(block, site, tmp_path)
        if block["prints"] is not None:
            assert lines(printed) == lines(block["prints"]), block["code"]


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "python", "code": "assert 1 == 2"},
        {"kind": "sh", "code": f'curl -fsS "{WRITTEN_FOR}/data/nothing.csv"\necho'},
    ],
)
def test_a_broken_block_is_found(site, tmp_path, block):
    with pytest.raises(AssertionError):
        run(block, site, tmp_path)


def test_the_guide_leads_into_pandas_a_spreadsheet_and_a_tool_for_aid_data():
    code = "\n".join(block["code"] for block in BLOCKS)
    for words in ("pd.read_csv", "load_workbook", "iati-activities.xml", "/api/", "curl"):
        assert words in code
    assert sum(block["prints"] is not None for block in BLOCKS) >= 10


def test_every_fenced_block_is_run_or_is_what_one_prints():
    text = GUIDE.read_text(encoding="utf-8")
    fences = re.findall(r"^```(\w+)", text, re.MULTILINE)
    assert fences.count("sh") + fences.count("python") == len(BLOCKS)
    assert set(fences) == {"sh", "python", "text"}
