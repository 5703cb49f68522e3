"""Argdown, as its own parser reads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import arguments, texts
from corpus_utils.argdown import escape, to_argdown
from corpus_utils.claims import Argument, Claim
from tests.conftest import ROOT
from tests.maps import mill

FOLDER = ROOT / "tests" / "argdown"
NODE = shutil.which("node")
READY = NODE is not None and (FOLDER / "node_modules" / "@argdown" / "core").is_dir()
needs_parser = pytest.mark.skipif(
    not READY and not os.environ.get("CI"),
    reason="Argdown's own parser is not here: npm ci --prefix tests/argdown",
)


def parse(text: str) -> dict:
    """Return what @argdown/core makes of ``text``."""
    run = subprocess.run(
        [NODE or "node", "parse.mjs"],
        cwd=FOLDER,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


def test_a_map_is_written_with_its_linked_premises_and_its_arrows():
    written = to_argdown(mill(), title="The Mill at Łąka", names={"novak": "Jan Novák"})
    assert written.startswith(
        '===\ntitle: "The Mill at Łąka"\nsubTitle: "Must the mill close?"\n==='
    )
    assert "<r01>: No water, no earnings.\n\n(1) [c02]\n(2) [c03]\n-----\n(3) [c01]\n" in written
    assert "<r03>: Whoever feeds forty must stay.\n  -> [c01]\n\n(1) [c05]\n" in written
    assert "  _> <r02>" in written
    assert '"Jan Novák"' in written


@given(st.text())
def test_what_is_escaped_can_be_read_back(text):
    plain, escaped = "", iter(escape(text))
    for character in escaped:
        plain += next(escaped) if character == "\\" else character
    assert plain == " ".join(text.split())


def check(argument: Argument) -> None:
    """Assert that the parser finds the claims and steps of ``argument``, no more and no less."""
    read = parse(to_argdown(argument))
    assert read["faults"] == []
    claims = {
        c["title"]: c for c in read["statements"] if c["title"] in {c.id for c in argument.claims}
    }
    assert {name: c["text"].strip() for name, c in claims.items()} == {
        c.id: " ".join(c.gist.split()) for c in argument.claims
    }
    assert all(c["tags"] == [] for c in read["statements"])
    assert {name: c["data"]["role"] for name, c in claims.items()} == {
        c.id: c.role for c in argument.claims
    }
    steps = {step["title"]: step for step in read["steps"]}
    assert sorted(steps) == sorted(r.id for r in argument.relations)  # listed as first mentioned
    for relation in argument.relations:
        pcs = steps[relation.id]["pcs"]
        premises = tuple(title for role, title in pcs if role == "premise")
        assert premises == relation.sources
        if relation.kind == "support":
            assert pcs[-1][1] == relation.to
        else:
            # The parser takes an arrow that leaves an argument for one of its conclusion.
            assert pcs[-1][1] == f"{relation.id}-denial"
            assert [relation.kind, pcs[-1][1], relation.to] in read["relations"]
    arrows = [r for r in argument.relations if r.kind != "support"]
    assert len(read["relations"]) == len(arrows)


@needs_parser
def test_the_parser_reads_a_map_as_it_is():
    check(mill())


@needs_parser
def test_the_parser_reads_any_words_as_words():
    words = "Novák asks: is {this} [#1] <or> *that* _it_, at 5/6 @ Łąka // ~ |=| `x` \\ :) ?"
    claims = [replace(claim, gist=f"{claim.gist} {words}", short=words) for claim in mill().claims]
    check(replace(mill(), claims=tuple(claims)))


@needs_parser
@pytest.mark.parametrize("key", texts.keys())
def test_the_parser_reads_the_shipped_maps(key):
    check(arguments.load(texts.load(key)))


def test_what_this_course_adds_is_named_as_such():
    claim = Claim("c01", "A dry river drives no mill.", "premise", implicit=True)
    written = to_argdown(Argument("mill", "Why?", (claim,)))
    assert 'assertedBy: "this course"' in written
    assert "implicit: true" in written
