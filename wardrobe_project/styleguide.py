"""The living style guide: every token and component in every state, on made-up garments."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from wardrobe.choices import Category, GarmentStatus, LaundryState
from wardrobe_project.assets import ICONS
from wardrobe_project.templatetags.ui import DYES

ROLES = ("paper", "sheet", "well", "ink", "ink-soft", "line", "line-strong", "accent", "good", "warn", "bad")
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8")
SEA = [
    {"name": "navy", "hex": "#1d2a4d", "share": 0.62},
    {"name": "cream", "hex": "#f2e6cc", "share": 0.27},
    {"name": "coral", "hex": "#f5735f", "share": 0.11},
]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Name", help_text="What you call it, if you do.", required=False)
    email = forms.EmailField(label="E-mail")
    category = forms.ChoiceField(label="Category", choices=[(c.value, c.label) for c in list(Category)[:6]])
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    private = forms.BooleanField(label="Only I can see this", required=False)
    state = forms.ChoiceField(label="Laundry", choices=LaundryState.choices(), widget=forms.RadioSelect)


def picture(name: str) -> Any:
    return SimpleNamespace(url=static(f"drawn/{name}.webp"))


def garment(number: int, name: str, color: str, category: Category, drawn: str, **state: Any) -> Any:
    """Something that looks like a Garment to the card."""
    values: dict[str, Any] = {
        "pk": f"sample-{number}",
        "display_name": name,
        "status": GarmentStatus.READY,
        "is_ready": True,
        "is_unfinished": False,
        "thumbnail": picture(drawn),
        "original": picture(drawn),
        "thumbnail_width": 480,
        "thumbnail_height": 600,
        "color_primary": color,
        "get_category_display": category.label,
        "laundry_state": LaundryState.CLEAN,
        "quality_warnings": [],
        "brand": "",
    }
    return SimpleNamespace(**{**values, **state})


def sample_garments() -> list[Any]:
    waiting = {"is_ready": False, "is_unfinished": True}
    failed = {"is_ready": False, "status": GarmentStatus.FAILED}
    blurred = [{"code": "blur", "sentence": "The photo is blurred. The colours may be a little off."}]
    return [
        garment(1, "Navy wool blazer", "navy", Category.BLAZER, "blazer", is_favourite=True, brand="Atelier Nord"),
        garment(
            2,
            "Striped breton",
            "cream",
            Category.T_SHIRT,
            "t-shirt",
            laundry_state=LaundryState.DIRTY,
            get_laundry_state_display="Dirty",
        ),
        garment(3, "Coral skirt", "coral", Category.SKIRT, "skirt", needs_review=True),
        garment(4, "Denim jeans", "denim", Category.JEANS, "jeans", quality_warnings=blurred),
        garment(5, "New garment", "", Category.OTHER, "sweater-photo", status=GarmentStatus.PENDING, **waiting),
        garment(6, "New garment", "", Category.OTHER, "sweater-photo", status=GarmentStatus.PROCESSING, **waiting),
        garment(
            7,
            "New garment",
            "",
            Category.OTHER,
            "bag",
            **failed,
            error_message="No garment could be told from the background. Try a plainer one.",
        ),
    ]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    invalid = SampleForm({"email": "alice@", "category": "cape"})
    context = {
        "roles": ROLES,
        "spaces": SPACES,
        "dyes": sorted(DYES),
        "icons": ["hanger", *ICONS],
        "palette": SEA,
        "garments": sample_garments(),
        "form": SampleForm(initial={"category": "shirt", "state": "clean"}, prefix="empty"),
        "invalid_form": invalid,
        "menu_items": [
            {"label": "Edit", "icon": "pencil", "href": "#menus"},
            {"label": "Archive", "icon": "archive", "href": "#menus"},
            {"label": "Delete", "icon": "trash-2", "href": "#menus", "danger": True},
        ],
        "tabs": [
            {"label": "All", "href": "#tabs", "current": True, "count": 128},
            {"label": "To check", "href": "#tabs", "count": 7},
            {"label": "Laundry", "href": "#tabs"},
        ],
        "sizes": [
            {"label": "Cut-out", "href": "#segmented", "current": True},
            {"label": "Photo", "href": "#segmented"},
        ],
        "options": [{"value": value, "label": label} for value, label in LaundryState.choices()],
        "bulk_actions": [
            {"label": "Archive", "icon": "archive", "value": "archive"},
            {"label": "Delete", "icon": "trash-2", "value": "delete", "danger": True},
        ],
        "materials": ["cotton", "wool", "linen", "silk"],
    }
    return render(request, "styleguide.html", context)
