"""Reads a quiz as text2qti has it from standard input; prints the QTI 1.2 that text2qti makes of it."""

import sys

from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

print(QTI(Quiz(sys.stdin.read(), config=Config(), source_name="quiz")).assessment)
