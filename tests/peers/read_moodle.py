"""Reads Moodle XML from standard input; prints its multiple choice questions as JSON."""

import dataclasses
import json
import sys

from moodle_xml_parser.parser import parse_bytes

print(
    json.dumps([dataclasses.asdict(q) for q in parse_bytes(sys.stdin.buffer.read())["multichoice"]])
)
