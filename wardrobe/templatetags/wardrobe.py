"""What every page shows of the wardrobe."""

from __future__ import annotations

from typing import Any

from django import template

from wardrobe.models import Garment

register = template.Library()


@register.inclusion_tag("wardrobe/progress.html", takes_context=True)
def photos_under_way(context: dict[str, Any]) -> dict[str, Any]:
    """The small note about photos that are still being recognised; nothing when there are none."""
    user = context.get("user")
    waiting = Garment.objects.visible_to(user).unfinished().count() if user and user.is_authenticated else 0
    return {"waiting": waiting}
