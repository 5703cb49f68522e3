"""`python -m corpus_utils COMMAND`: the command line without an installed script."""

import sys

from corpus_utils.cli import main

if __name__ == "__main__":
    sys.exit(main())
