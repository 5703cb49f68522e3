"""Opening the lessons and starting the tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from corpus_utils import course, lab
from corpus_utils.errors import CourseError


def test_find_project_from_inside_and_outside(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "00-läs.ipynb").write_text("{}", encoding="utf-8")
    assert lab.find_project(tmp_path / "lessons") == tmp_path.resolve()
    assert lab.find_project(tmp_path) == tmp_path.resolve()


def test_find_project_says_where_it_looked(tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "site" / "corpus_utils" / "lab.py"))
    with pytest.raises(CourseError, match="there are no lessons in"):
        lab.find_project(tmp_path)


def test_join_paths_puts_ours_first_and_each_once():
    assert course.join_paths("å", os.pathsep.join(["b", "å", ""])) == os.pathsep.join(["å", "b"])


def test_shipped_settings_name_things_that_exist():
    config = json.loads((lab.SETTINGS / "jupyter_server_config.json").read_text(encoding="utf-8"))
    module, _, name = config["ContentsManager"]["pre_save_hook"].rpartition(".")
    assert (module, getattr(course, name)) == ("corpus_utils.course", course.before_save)
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    overrides = lab.SETTINGS / "labconfig" / "default_setting_overrides.json"
    for plugin, settings in json.loads(overrides.read_text(encoding="utf-8")).items():
        package, _, schema = plugin.partition(":")
        known = json.loads((schemas / package / f"{schema}.json").read_text(encoding="utf-8"))
        assert set(settings) <= set(known["properties"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_lab_serves_the_first_lesson_and_stops_at_ctrl_c(tmp_path):
    (tmp_path / "lessons").mkdir()
    lesson = tmp_path / "lessons" / "00-läs.ipynb"
    lesson.write_text(
        '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8"
    )
    code = "import sys; from corpus_utils import lab; sys.exit(lab.lab(['--no-browser']))"
    command = [sys.executable, "-c", code]
    environment = course.kernel_environment(tmp_path) | {
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter"),
    }
    log = tmp_path / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
        try:
            address = _wait_for_address(log, server)
            assert "/lab/tree/lessons/00-l%C3%A4s.ipynb" in address
            with urllib.request.urlopen(address) as answer:
                page = answer.read().decode()
            assert '"news": {"disabled": true}' in page
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=30) == 0
        finally:
            server.kill()
            server.wait()
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _wait_for_address(log: Path, server: subprocess.Popen) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        for line in log.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("http"):
                return line.strip()
        time.sleep(0.2)
    raise AssertionError(f"nothing served:\n{log.read_text(encoding='utf-8')}")
