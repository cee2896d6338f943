"""The words people use for clothes, and by which a garment is found. Pure: no Django."""

from __future__ import annotations

import re
from typing import Protocol

from wardrobe.choices import Category, slot_of

# Other words for a category. A word may lead to several categories.
SYNONYMS: dict[str, str] = {
    "t-shirt": "tshirt tee tee-shirt shirt top",
    "shirt": "button-down button-up oxford top",
    "blouse": "top shirt",
    "polo": "polo-shirt shirt top",
    "tank-top": "vest singlet camisole undershirt sleeveless top",
    "sweater": "jumper pullover knitwear knit sweatshirt",
    "cardigan": "knitwear knit sweater",
    "hoodie": "hooded sweatshirt",
    "jacket": "anorak parka bomber windbreaker outerwear",
    "coat": "overcoat trench raincoat parka outerwear",
    "blazer": "suit jacket sports-coat",
    "jeans": "denim pants trousers",
    "pants": "trousers chinos slacks",
    "leggings": "tights joggers pants",
    "shorts": "bermudas short pants",
    "dress": "gown frock",
    "jumpsuit": "overall playsuit romper",
    "sneakers": "trainers sports shoes runners footwear",
    "shoes": "loafers oxfords brogues derby footwear",
    "boots": "ankle booties chelsea shoes footwear",
    "sandals": "flip-flops slides mules shoes footwear",
    "heels": "pumps stilettos shoes footwear",
    "scarf": "shawl stole",
    "hat": "cap beanie headwear",
    "bag": "handbag purse tote backpack clutch",
    "jewellery": "jewelry necklace bracelet earrings ring",
    "sunglasses": "shades glasses",
    "underwear": "lingerie briefs bra",
    "swimwear": "swimsuit bikini trunks",
}
OTHER_SPELLINGS = {
    "grey": "gray",
    "checked": "plaid tartan check",
    "striped": "stripes stripy",
    "dotted": "polka dots spotted",
}


class Described(Protocol):
    """What of a garment is read here."""

    name: str
    notes: str
    brand: str
    category: str
    subcategory: str
    color_primary: str
    color_secondary: str
    pattern: str
    fit: str
    material: str
    seasons: list[str]
    style_tags: list[str]


def search_words(garment: Described) -> list[tuple[str, str]]:
    """Texts with their PostgreSQL weight: A name and kind, B colour and other facts, C synonyms and brand, D notes."""
    category = garment.category
    label = Category(category).label if category else ""
    facts = [garment.color_primary, garment.color_secondary, garment.pattern, garment.material, garment.fit]
    facts += [*garment.seasons, *garment.style_tags]
    spellings = [OTHER_SPELLINGS[word] for fact in facts for word in fact.split() if word in OTHER_SPELLINGS]
    slot = slot_of(category).label if category else ""
    return [
        (" ".join([garment.name, label, garment.subcategory]), "A"),
        (" ".join(filter(None, facts)), "B"),
        (" ".join([SYNONYMS.get(category, ""), *spellings, slot, garment.brand]), "C"),
        (garment.notes, "D"),
    ]


def query_terms(text: str) -> list[str]:
    """The words of a question, lower case, at most twelve; punctuation parts words but for inner hyphens."""
    return re.findall(r"\w+", text.lower())[:12]


def prefix_query(text: str) -> str:
    """A PostgreSQL tsquery that wants every word and takes the last one as the beginning of a word."""
    terms = query_terms(text)
    return " & ".join([*terms[:-1], f"{terms[-1]}:*"]) if terms else ""
