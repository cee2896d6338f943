#!/usr/bin/env python
"""`manage.py up` starts everything; every other command is Django's, with a database there for it."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardrobe_project.settings")
    if sys.argv[1:2] == ["up"]:
        from wardrobe_project import supervisor

        sys.exit(supervisor.main(sys.argv[2:]))
    from wardrobe_project.embedded import ensure_database

    ensure_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
