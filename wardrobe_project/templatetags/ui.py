"""What templates need to draw components: icons, tints, palettes and words for numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from wardrobe.vision.colour_names import COLOURS

register = template.Library()

# From here on the model is believed; below LIKELY its answer is worth a look.
SURE = 0.85
LIKELY = 0.6

# The slugs that have a tint of their own; a test holds the stylesheet to them.
DYES = frozenset(slugify(name) for name in COLOURS)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """One icon of the sprite; silent for screen readers unless it has a label."""
    classes = f"icon icon-{size}" if size else "icon"
    target = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, target
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, target)


@register.filter
def tint(color: str | None) -> str:
    """The class that gives a card the colour of its garment; unknown colours are a warm neutral."""
    slug = slugify(color or "")
    return f"tint-{slug if slug in DYES else 'neutral'}"


@register.filter
def sureness(confidence: float | None) -> str:
    """`sure`, `likely` or `check`; without a number nothing is sure."""
    if confidence is None or confidence < LIKELY:
        return "check"
    return "sure" if confidence >= SURE else "likely"


@register.filter
def percent(share: float | None) -> int:
    """A share of 1 as whole per cent."""
    return round(100 * (share or 0))


@register.filter
def undo_url(message: Message) -> str:
    """Where a flash message can be taken back: its extra tag `undo:<url>`."""
    return next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("undo:")), "")


@register.inclusion_tag("components/palette_bar.html")
def palette_bar(swatches: Sequence[Mapping[str, Any]], names: bool = True) -> dict[str, object]:
    """Colours side by side, each as wide as its share; `swatches` are mappings with name, hex and share."""
    total = sum(float(swatch.get("share") or 0) for swatch in swatches) or 1.0
    bars, start = [], 0.0
    for swatch in swatches:
        width = 100 * float(swatch.get("share") or 0) / total
        bars.append({**swatch, "start": f"{start:.2f}", "width": f"{width:.2f}", "percent": round(width)})
        start += width
    return {"bars": bars, "names": names}


@register.inclusion_tag("components/swatch.html")
def swatch(color: str, name: str = "", size: str = "") -> dict[str, str]:
    """A dot of one exact colour (hex)."""
    return {"hex": color, "name": name, "size": size}
