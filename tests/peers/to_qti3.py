"""Reads a JSON list of QTI 2.1 documents from standard input; prints them as QTI 3."""

import json
import sys

from qti_convert import upgrade_qti2_to_qti3

print(json.dumps([upgrade_qti2_to_qti3(document) for document in json.load(sys.stdin)]))
