"""Drawn garments: every category is drawable, and the picture agrees with what the garment says about itself."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.drawing.pictures import SIZE, small
from wardrobe.choices import Category, Fit, Material, Pattern, Slot
from wardrobe.drawing import Drawing, DrawnGarment, demo_wardrobe, draw
from wardrobe.drawing.palette import rgb
from wardrobe.drawing.patterns import PAINTERS, pattern_tile

DEMO = demo_wardrobe()


def oklab(colors: np.ndarray) -> np.ndarray:
    """sRGB 0–1 to OKLab (Ottosson 2020)."""
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    cone = np.cbrt(
        linear
        @ np.array(
            [
                [0.4122214708, 0.2119034982, 0.0883024619],
                [0.5363325363, 0.6806995451, 0.2817188376],
                [0.0514459929, 0.1073969566, 0.6299787005],
            ]
        )
    )
    return cone @ np.array(
        [
            [0.2104542553, 1.9779984951, 0.0259040371],
            [0.7936177850, -2.4285922050, 0.7827717662],
            [-0.0040720468, 0.4505937099, -0.8086757660],
        ]
    )


def median_color(drawing: Drawing) -> np.ndarray:
    return np.median(drawing.rgb[drawing.alpha > 250], axis=0) / 255


def share_of_largest_component(alpha: np.ndarray) -> float:
    mask = (alpha > 127).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    return float(stats[1:, cv2.CC_STAT_AREA].max() / mask.sum())


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_a_silhouette_in_one_piece_within_the_frame(category: Category) -> None:
    drawing = draw(DrawnGarment(category, "blue", "white", seed=4), SIZE)
    assert drawing.rgb.shape == (SIZE, SIZE, 3) and drawing.rgb.dtype == np.uint8
    assert drawing.alpha.shape == (SIZE, SIZE) and drawing.alpha.dtype == np.uint8
    assert (drawing.alpha > 127).mean() > 0.03
    assert share_of_largest_component(drawing.alpha) > 0.97
    border = np.concatenate([drawing.alpha[:4].ravel(), drawing.alpha[-4:].ravel(), drawing.alpha[:, :4].ravel()])
    assert border.max() == 0 and drawing.alpha[:, -4:].max() == 0


VARIANTS = [
    DrawnGarment(Category.T_SHIRT, "pink", collar="v", details=("pocket",)),
    DrawnGarment(Category.T_SHIRT, "white", details=("pocket",), sleeve="elbow"),
    DrawnGarment(Category.SHIRT, "blue", sleeve="short", details=("contrast",), fit=Fit.OVERSIZED),
    DrawnGarment(Category.BLOUSE, "lavender", material=Material.SILK, details=("bow",)),
    DrawnGarment(Category.SWEATER, "teal", "mustard", Pattern.OTHER, Material.KNIT, collar="v"),
    DrawnGarment(Category.SWEATER, "red", "white", Pattern.GRAPHIC, Material.KNIT, motif="shapes"),
    DrawnGarment(Category.SWEATER, "grey", "navy", material=Material.KNIT, details=("rib", "contrast")),
    DrawnGarment(Category.HOODIE, "grey", material=Material.FLEECE, details=("zip",)),
    DrawnGarment(Category.HOODIE, "black", "coral", Pattern.GRAPHIC, motif="rainbow"),
    DrawnGarment(Category.T_SHIRT, "white", "blue", Pattern.GRAPHIC, motif="waves", fit=Fit.SLIM),
    DrawnGarment(Category.JACKET, "brown", material=Material.LEATHER),
    DrawnGarment(Category.JACKET, "green", material=Material.SYNTHETIC),
    DrawnGarment(Category.JACKET, "mustard", material=Material.DOWN),
    DrawnGarment(Category.JACKET, "denim", material=Material.DENIM),
    DrawnGarment(Category.BLAZER, "burgundy", material=Material.WOOL, details=("double-breasted",)),
    DrawnGarment(Category.COAT, "charcoal", "red", material=Material.WOOL),
    DrawnGarment(Category.COAT, "khaki", details=("trench",)),
    DrawnGarment(Category.PANTS, "olive", details=("drawstring",)),
    DrawnGarment(Category.SHORTS, "denim", material=Material.DENIM),
    DrawnGarment(Category.SKIRT, "denim", material=Material.DENIM, details=("pencil",)),
    DrawnGarment(Category.SKIRT, "tan", "brown", Pattern.ANIMAL, details=("buttons",), length="maxi"),
    DrawnGarment(Category.SKIRT, "green", details=("pleated",), length="mini"),
    DrawnGarment(Category.DRESS, "teal", "cream", Pattern.FLORAL, details=("wrap",)),
    DrawnGarment(Category.DRESS, "white", material=Material.LINEN, details=("shirt-dress",)),
    DrawnGarment(Category.DRESS, "orange", "black", sleeve="none", length="mini", details=("contrast", "buttons")),
    DrawnGarment(Category.SHOES, "brown", material=Material.LEATHER, details=("derby",)),
    DrawnGarment(Category.BOOTS, "tan", material=Material.LEATHER, details=("heeled",)),
    DrawnGarment(Category.HEELS, "beige", material=Material.LEATHER, details=("block", "strap")),
    DrawnGarment(Category.HAT, "beige", "black", details=("straw",)),
    DrawnGarment(Category.HAT, "navy", "red", details=("cap",)),
    DrawnGarment(Category.BAG, "black", material=Material.LEATHER, details=("crossbody",)),
    DrawnGarment(Category.BELT, "black", material=Material.LEATHER, details=("silver",)),
]


def described(garment: DrawnGarment) -> str:
    return garment.name or "-".join([garment.color, garment.category, garment.material, *garment.details])


@pytest.mark.parametrize("garment", [*DEMO, *VARIANTS], ids=described)
def test_the_garment_is_drawn_in_one_piece_in_the_colour_it_names(garment: DrawnGarment) -> None:
    drawing = small(garment)
    truth = oklab(np.array(rgb(garment.color)))
    if garment.pattern in (Pattern.SOLID, Pattern.GRAPHIC):
        away = float(np.linalg.norm(oklab(median_color(drawing)) - truth))
        assert away < 0.06, f"{away:.3f} from {garment.hex}"
    else:
        pixels = oklab(drawing.rgb[drawing.alpha > 250].astype(np.float64) / 255)
        assert (np.linalg.norm(pixels - truth, axis=1) < 0.1).mean() > 0.4
    assert share_of_largest_component(drawing.alpha) > 0.97


@pytest.mark.parametrize("motif", sorted(PAINTERS))
def test_a_motif_repeats_without_a_visible_seam(motif: str) -> None:
    tile = pattern_tile(motif, rgb("cream"), rgb("navy"), 3)
    assert np.abs(tile - np.array(rgb("cream"), np.float32)).max() > 0.02
    inside = (
        np.abs(np.diff(tile, axis=0)).mean(axis=(1, 2)).max(),
        np.abs(np.diff(tile, axis=1)).mean(axis=(0, 2)).max(),
    )
    assert np.abs(tile[0] - tile[-1]).mean() <= inside[0] + 0.01
    assert np.abs(tile[:, 0] - tile[:, -1]).mean() <= inside[1] + 0.01


def test_black_cloth_still_shows_its_folds() -> None:
    drawing = draw(DrawnGarment(Category.T_SHIRT, "black", seed=3), SIZE)
    light = drawing.rgb.mean(axis=2)[drawing.alpha > 250]
    assert np.percentile(light, 90) - np.percentile(light, 10) > 6


def test_the_same_garment_is_drawn_the_same_twice() -> None:
    first, second = small(DEMO[0]), draw(DEMO[0], SIZE)
    assert np.array_equal(first.rgb, second.rgb) and np.array_equal(first.alpha, second.alpha)


def test_another_seed_folds_the_garment_differently() -> None:
    plain = DrawnGarment(Category.T_SHIRT, "red", seed=1)
    other = DrawnGarment(Category.T_SHIRT, "red", seed=2)
    assert not np.array_equal(draw(plain, SIZE).rgb, draw(other, SIZE).rgb)


def test_every_pattern_looks_unlike_every_other() -> None:
    worn = [DrawnGarment(Category.T_SHIRT, "cream", "navy", pattern, seed=3, motif="") for pattern in Pattern]
    pictures = [draw(garment, SIZE).rgb.astype(np.float32) / 255 for garment in worn]
    for index, picture in enumerate(pictures):
        for other in pictures[index + 1 :]:
            assert np.abs(picture - other).mean() > 0.008


def test_stripes_run_across_and_pinstripes_run_down() -> None:
    across = draw(DrawnGarment(Category.T_SHIRT, "white", "black", Pattern.STRIPED, motif="breton"), SIZE)
    down = draw(DrawnGarment(Category.T_SHIRT, "white", "black", Pattern.STRIPED, motif="shirting"), SIZE)
    window = np.s_[SIZE // 2 - 30 : SIZE // 2 + 30, SIZE // 2 - 30 : SIZE // 2 + 30]
    for drawing, axis in ((across, 0), (down, 1)):
        gray = drawing.rgb[window].mean(axis=2)
        assert np.abs(np.diff(gray, axis=axis)).mean() > 2 * np.abs(np.diff(gray, axis=1 - axis)).mean()


def test_rough_materials_have_more_texture_than_smooth_ones() -> None:
    def texture(material: Material) -> float:
        gray = draw(DrawnGarment(Category.SKIRT, "grey", material=material), 512).rgb.mean(axis=2)
        return float(np.abs(cv2.Laplacian(gray[200:320, 200:320], cv2.CV_64F)).mean())

    assert texture(Material.KNIT) > texture(Material.COTTON) > texture(Material.SILK)


def test_the_demo_wardrobe_fills_every_slot_with_distinct_named_garments() -> None:
    assert 38 <= len(DEMO) <= 46
    assert {garment.slot for garment in DEMO} == set(Slot)
    assert len({garment.name for garment in DEMO}) == len(DEMO)
    assert len({garment.seed for garment in DEMO}) == len(DEMO)
    assert DEMO[1].hex == "#1f2c4d" and DEMO[1].secondary_hex == "#f3f2ee" and DEMO[0].secondary_hex is None
    for garment in DEMO:
        assert garment.price > 0 and garment.age_days > 0 and garment.wears > 0
        assert 0 <= garment.formality <= 1 and garment.seasons and garment.styles


def test_the_demo_wardrobe_is_the_same_for_everybody_with_the_same_seed() -> None:
    assert demo_wardrobe(7) == demo_wardrobe(7)
    assert [garment.name for garment in demo_wardrobe(7)] == [garment.name for garment in DEMO]
    assert demo_wardrobe(7)[0].seed != DEMO[0].seed
