from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardrobe_project.settings")
application = get_wsgi_application()
# Read every urlconf now: a mistake in one stops the start, and the first visitor does not wait for the imports.
get_resolver().url_patterns  # noqa: B018
