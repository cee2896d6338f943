#!/usr/bin/env python
from __future__ import annotations

import os
import sys

from wardrobe_project.embedded import ensure_database


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardrobe_project.settings")
    ensure_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
