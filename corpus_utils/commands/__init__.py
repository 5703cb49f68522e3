"""The commands of `corpus-utils`: one module for those that belong together, each with ``add(command)``."""
