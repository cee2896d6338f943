"""The garments of the first page: drawn by the project itself, written to `static/drawn/` when the assets are built.

Run as `python -m wardrobe_project.lookbook`. Does nothing when neither the drawings' code nor this list has changed.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

from wardrobe.choices import Category, Fit, Material, Pattern
from wardrobe.drawing.catalogue import draw
from wardrobe.drawing.scene import photograph
from wardrobe.drawing.spec import DrawnGarment
from wardrobe_project.assets import replacing

ROOT = Path(__file__).resolve().parent.parent
SIZE = 960

LOOKBOOK = {
    "coat": DrawnGarment(Category.COAT, "camel", material=Material.WOOL, seed=11),
    "t-shirt": DrawnGarment(Category.T_SHIRT, "white", "navy", Pattern.STRIPED, motif="breton", sleeve="long", seed=3),
    "jeans": DrawnGarment(Category.JEANS, "navy", material=Material.DENIM, details=("faded",), seed=5),
    "sneakers": DrawnGarment(Category.SNEAKERS, "white", "red", seed=2),
    "bag": DrawnGarment(Category.BAG, "burgundy", material=Material.LEATHER, details=("crossbody",), seed=8),
    "sweater": DrawnGarment(Category.SWEATER, "rust", material=Material.WOOL, collar="turtleneck", seed=4),
    "dress": DrawnGarment(
        Category.DRESS, "green", "cream", Pattern.FLORAL, details=("wrap",), sleeve="elbow", length="midi", seed=6
    ),
    "shirt": DrawnGarment(Category.SHIRT, "light blue", material=Material.LINEN, details=("pocket",), seed=9),
    "skirt": DrawnGarment(Category.SKIRT, "coral", details=("pleated",), length="midi", seed=7),
    "blazer": DrawnGarment(
        Category.BLAZER, "navy", material=Material.WOOL, details=("double-breasted",), fit=Fit.REGULAR, seed=12
    ),
    "scarf": DrawnGarment(Category.SCARF, "red", "cream", Pattern.CHECKED, material=Material.WOOL, seed=13),
    "boots": DrawnGarment(Category.BOOTS, "black", material=Material.LEATHER, seed=14),
    "hat": DrawnGarment(Category.HAT, "tan", "black", details=("straw",), seed=15),
    "trousers": DrawnGarment(Category.PANTS, "charcoal", "grey", Pattern.CHECKED, details=("creases",), seed=16),
    "heels": DrawnGarment(Category.HEELS, "fuchsia", details=("block", "strap"), seed=17),
}
PHOTOGRAPHED = ("sweater",)


def fingerprint(root: Path) -> str:
    """Changes with the code that draws and with what is drawn."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((root / "wardrobe" / "drawing").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def picture(spec: DrawnGarment, size: int) -> Image.Image:
    """The garment alone on nothing, trimmed to its edges."""
    drawing = draw(spec, size)
    image = Image.fromarray(drawing.rgb).convert("RGBA")
    alpha = Image.fromarray(drawing.alpha)
    image.putalpha(alpha)
    return image.crop(alpha.getbbox())


def write(name: str, spec: DrawnGarment, folder: Path) -> None:
    picture(spec, SIZE).save(folder / f"{name}.webp", quality=84, method=6)


def write_photo(name: str, folder: Path) -> None:
    """The same garment as somebody would photograph it, to be shown beside its cut-out."""
    rgb, _ = photograph(LOOKBOOK[name], "bed", (600, 760), seed=3)
    Image.fromarray(rgb).save(folder / f"{name}-photo.webp", quality=80, method=6)


def build(root: Path = ROOT) -> str:
    """Make static/drawn current and say in one sentence what was done."""
    folder = root / "static" / "drawn"
    stamp, wanted = folder / ".built", fingerprint(root)
    if stamp.exists() and stamp.read_text() == wanted:
        return "The drawn garments are up to date."
    with replacing(folder) as building, ProcessPoolExecutor(max_workers=2) as pool:
        list(pool.map(write, LOOKBOOK.keys(), LOOKBOOK.values(), [building] * len(LOOKBOOK)))
        list(pool.map(write_photo, PHOTOGRAPHED, [building] * len(PHOTOGRAPHED)))
        (building / stamp.name).write_text(wanted)
    return f"{len(LOOKBOOK)} garments drawn into static/drawn."


if __name__ == "__main__":
    print(build())
