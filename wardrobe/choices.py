"""The vocabulary of the wardrobe: every closed list of words that code, database and pages share.

Plain enums without Django, so that the pure cores may use them too.
"""

from __future__ import annotations

from enum import StrEnum


class Vocabulary(StrEnum):
    """An enum whose members are their own database values and know a label for people."""

    @property
    def label(self) -> str:
        text = self.value.replace("_", " ")
        return LABELS.get(self.value, text[:1].upper() + text[1:])

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class Category(Vocabulary):
    T_SHIRT = "t-shirt"
    SHIRT = "shirt"
    BLOUSE = "blouse"
    POLO = "polo"
    TANK_TOP = "tank-top"
    SWEATER = "sweater"
    CARDIGAN = "cardigan"
    HOODIE = "hoodie"
    JACKET = "jacket"
    COAT = "coat"
    BLAZER = "blazer"
    JEANS = "jeans"
    PANTS = "pants"
    LEGGINGS = "leggings"
    SHORTS = "shorts"
    SKIRT = "skirt"
    DRESS = "dress"
    JUMPSUIT = "jumpsuit"
    SNEAKERS = "sneakers"
    SHOES = "shoes"
    BOOTS = "boots"
    SANDALS = "sandals"
    HEELS = "heels"
    BELT = "belt"
    TIE = "tie"
    SCARF = "scarf"
    HAT = "hat"
    BAG = "bag"
    JEWELLERY = "jewellery"
    WATCH = "watch"
    SUNGLASSES = "sunglasses"
    SOCKS = "socks"
    UNDERWEAR = "underwear"
    SWIMWEAR = "swimwear"
    OTHER = "other"


class Slot(Vocabulary):
    TOP = "top"
    MID_LAYER = "mid-layer"
    OUTERWEAR = "outerwear"
    BOTTOM = "bottom"
    ONE_PIECE = "one-piece"
    SHOES = "shoes"
    BAG = "bag"
    ACCESSORY = "accessory"


class Pattern(Vocabulary):
    SOLID = "solid"
    STRIPED = "striped"
    CHECKED = "checked"
    FLORAL = "floral"
    GRAPHIC = "graphic"
    DOTTED = "dotted"
    ANIMAL = "animal"
    OTHER = "other"


class Fit(Vocabulary):
    SLIM = "slim"
    REGULAR = "regular"
    RELAXED = "relaxed"
    OVERSIZED = "oversized"


class Season(Vocabulary):
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Style(Vocabulary):
    CASUAL = "casual"
    FORMAL = "formal"
    SPORTY = "sporty"
    ELEGANT = "elegant"
    BUSINESS = "business"
    STREET = "street"
    CLASSIC = "classic"
    BOHEMIAN = "bohemian"
    MINIMAL = "minimal"
    ETHNIC = "ethnic"
    PARTY = "party"


class Material(Vocabulary):
    COTTON = "cotton"
    DENIM = "denim"
    WOOL = "wool"
    KNIT = "knit"
    LEATHER = "leather"
    LINEN = "linen"
    SILK = "silk"
    SYNTHETIC = "synthetic"
    FLEECE = "fleece"
    DOWN = "down"
    OTHER = "other"


class GarmentStatus(Vocabulary):
    PENDING = "pending"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class LaundryState(Vocabulary):
    CLEAN = "clean"
    DIRTY = "dirty"
    WASHING = "washing"


class ArchiveReason(Vocabulary):
    OUT_OF_SEASON = "out_of_season"
    DOES_NOT_FIT = "does_not_fit"
    LENT = "lent"
    SOLD = "sold"
    DONATED = "donated"
    WORN_OUT = "worn_out"
    OTHER = "other"


class ModelKind(Vocabulary):
    ENCODER = "encoder"
    CUTOUT = "cutout"


class Occasion(Vocabulary):
    CASUAL = "casual"
    WORK = "work"
    DATE = "date"
    PARTY = "party"
    INTERVIEW = "interview"
    WEDDING = "wedding"
    WORKOUT = "workout"
    TRAVEL = "travel"
    HOME = "home"
    FORMAL = "formal"


LABELS = {"t-shirt": "T-shirt", "tank-top": "Tank top", "mid-layer": "Mid layer", "one-piece": "One piece"}

# Where a category sits in an outfit.
SLOT_OF: dict[Category, Slot] = {
    Category.T_SHIRT: Slot.TOP,
    Category.SHIRT: Slot.TOP,
    Category.BLOUSE: Slot.TOP,
    Category.POLO: Slot.TOP,
    Category.TANK_TOP: Slot.TOP,
    Category.SWEATER: Slot.MID_LAYER,
    Category.CARDIGAN: Slot.MID_LAYER,
    Category.HOODIE: Slot.MID_LAYER,
    Category.JACKET: Slot.OUTERWEAR,
    Category.COAT: Slot.OUTERWEAR,
    Category.BLAZER: Slot.OUTERWEAR,
    Category.JEANS: Slot.BOTTOM,
    Category.PANTS: Slot.BOTTOM,
    Category.LEGGINGS: Slot.BOTTOM,
    Category.SHORTS: Slot.BOTTOM,
    Category.SKIRT: Slot.BOTTOM,
    Category.DRESS: Slot.ONE_PIECE,
    Category.JUMPSUIT: Slot.ONE_PIECE,
    Category.SWIMWEAR: Slot.ONE_PIECE,
    Category.SNEAKERS: Slot.SHOES,
    Category.SHOES: Slot.SHOES,
    Category.BOOTS: Slot.SHOES,
    Category.SANDALS: Slot.SHOES,
    Category.HEELS: Slot.SHOES,
    Category.BAG: Slot.BAG,
}


def slot_of(category: str) -> Slot:
    """The outfit slot of a category; whatever has no slot of its own is an accessory."""
    return SLOT_OF.get(Category(category), Slot.ACCESSORY) if category else Slot.ACCESSORY
