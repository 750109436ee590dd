"""`python -m regviz` does what `regviz` does."""

import sys

from regviz.command.cli import main

if __name__ == "__main__":
    sys.exit(main())
