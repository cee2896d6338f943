"""From the words of the three sources to the vocabulary of the wardrobe, as tables.

A source may know less than the vocabulary asks for ("Outwear" is a jacket or a coat): such a label names a set of
categories, and training rewards the probability of the whole set.
"""

from __future__ import annotations

import re
from typing import TypeVar

from wardrobe.choices import Category as C
from wardrobe.choices import Fit, Material, Pattern

ANY_SHOE = (C.SNEAKERS, C.SHOES, C.BOOTS, C.SANDALS, C.HEELS)
ANY_TROUSERS = (C.PANTS, C.JEANS, C.LEGGINGS)

# Labels of closet_photos. "Other" says nothing about the category and is left out.
CLOSET: dict[str, tuple[C, ...]] = {
    "T-Shirt": (C.T_SHIRT,),
    "Longsleeve": (C.SWEATER, C.CARDIGAN),
    "Pants": ANY_TROUSERS,
    "Shirt": (C.SHIRT,),
    "Shoes": ANY_SHOE,
    "Dress": (C.DRESS,),
    "Shorts": (C.SHORTS,),
    "Outwear": (C.JACKET, C.COAT),
    "Hat": (C.HAT,),
    "Skirt": (C.SKIRT,),
    "Undershirt": (C.TANK_TOP,),
    "Polo": (C.POLO,),
    "Blazer": (C.BLAZER,),
    "Hoodie": (C.HOODIE,),
    "Body": (C.JUMPSUIT, C.UNDERWEAR),
    "Top": (C.TANK_TOP, C.BLOUSE, C.T_SHIRT),
    "Blouse": (C.BLOUSE, C.SHIRT),
}


def closet_labels(category: C) -> tuple[str, ...]:
    """What the owner of a closet photo could have called this category; "Other" where no label names it."""
    return tuple(label for label, several in CLOSET.items() if category in several) or ("Other",)


CLOSET_NOUN = {
    "T-Shirt": "t-shirt", "Longsleeve": "long sleeve top", "Pants": "pants", "Shirt": "shirt", "Shoes": "shoes",
    "Dress": "dress", "Shorts": "shorts", "Outwear": "jacket", "Hat": "hat", "Skirt": "skirt",
    "Undershirt": "tank top", "Polo": "polo shirt", "Blazer": "blazer", "Hoodie": "hoodie", "Body": "baby bodysuit",
    "Top": "top", "Blouse": "blouse", "Other": "accessory",
}  # fmt: skip

# Article types of product_thumbnails: our category, or None where the wardrobe has no word for it, and a noun.
ARTICLE: dict[str, tuple[C | None, str]] = {
    "Tshirts": (C.T_SHIRT, "t-shirt"), "Shirts": (C.SHIRT, "shirt"), "Casual Shoes": (C.SNEAKERS, "casual shoes"),
    "Watches": (C.WATCH, "watch"), "Sports Shoes": (C.SNEAKERS, "sports shoes"), "Kurtas": (C.BLOUSE, "kurta"),
    "Handbags": (C.BAG, "handbag"), "Tops": (C.BLOUSE, "top"), "Heels": (C.HEELS, "heels"),
    "Sunglasses": (C.SUNGLASSES, "sunglasses"), "Wallets": (C.OTHER, "wallet"), "Flip Flops": (C.SANDALS, "flip flops"),
    "Sandals": (C.SANDALS, "sandals"), "Briefs": (C.UNDERWEAR, "briefs"), "Belts": (C.BELT, "belt"),
    "Backpacks": (C.BAG, "backpack"), "Socks": (C.SOCKS, "socks"), "Formal Shoes": (C.SHOES, "formal shoes"),
    "Jeans": (C.JEANS, "jeans"), "Shorts": (C.SHORTS, "shorts"), "Trousers": (C.PANTS, "trousers"),
    "Flats": (C.SHOES, "flats"), "Bra": (C.UNDERWEAR, "bra"), "Dresses": (C.DRESS, "dress"),
    "Sarees": (C.DRESS, "saree"), "Earrings": (C.JEWELLERY, "earrings"), "Track Pants": (C.PANTS, "track pants"),
    "Sweatshirts": (C.HOODIE, "sweatshirt"), "Caps": (C.HAT, "cap"), "Clutches": (C.BAG, "clutch"),
    "Sweaters": (C.SWEATER, "sweater"), "Jackets": (C.JACKET, "jacket"), "Ties": (C.TIE, "tie"),
    "Innerwear Vests": (C.TANK_TOP, "undershirt"), "Kurtis": (C.BLOUSE, "kurti"), "Tunics": (C.BLOUSE, "tunic"),
    "Nightdress": (C.UNDERWEAR, "nightdress"), "Leggings": (C.LEGGINGS, "leggings"),
    "Pendant": (C.JEWELLERY, "pendant"), "Capris": (C.PANTS, "capri pants"),
    "Necklace and Chains": (C.JEWELLERY, "necklace"), "Night suits": (C.UNDERWEAR, "pyjamas"),
    "Trunk": (C.UNDERWEAR, "trunks"), "Ring": (C.JEWELLERY, "ring"), "Skirts": (C.SKIRT, "skirt"),
    "Scarves": (C.SCARF, "scarf"), "Dupatta": (C.SCARF, "dupatta"), "Cufflinks": (C.JEWELLERY, "cufflinks"),
    "Accessory Gift Set": (None, "accessory set"), "Kurta Sets": (None, "kurta set"), "Stoles": (C.SCARF, "stole"),
    "Duffel Bag": (C.BAG, "duffel bag"), "Laptop Bag": (C.BAG, "laptop bag"), "Bangle": (C.JEWELLERY, "bangle"),
    "Sports Sandals": (C.SANDALS, "sports sandals"), "Bracelet": (C.JEWELLERY, "bracelet"),
    "Lounge Pants": (C.PANTS, "lounge pants"), "Jewellery Set": (C.JEWELLERY, "jewellery set"),
    "Boxers": (C.UNDERWEAR, "boxers"), "Mobile Pouch": (C.OTHER, "phone pouch"),
    "Messenger Bag": (C.BAG, "messenger bag"), "Suspenders": (C.BELT, "suspenders"),
    "Camisoles": (C.TANK_TOP, "camisole"), "Jeggings": (C.LEGGINGS, "jeggings"), "Mufflers": (C.SCARF, "muffler"),
    "Patiala": (C.PANTS, "patiala trousers"), "Lounge Shorts": (C.SHORTS, "lounge shorts"),
    "Stockings": (C.SOCKS, "stockings"), "Salwar": (C.PANTS, "salwar"), "Churidar": (C.LEGGINGS, "churidar"),
    "Tracksuits": (None, "tracksuit"), "Gloves": (C.OTHER, "gloves"), "Swimwear": (C.SWIMWEAR, "swimsuit"),
    "Jumpsuit": (C.JUMPSUIT, "jumpsuit"), "Travel Accessory": (C.OTHER, "travel pouch"),
    "Bath Robe": (C.UNDERWEAR, "bath robe"), "Waist Pouch": (C.BAG, "waist pouch"),
    "Baby Dolls": (C.UNDERWEAR, "baby doll"), "Rompers": (C.JUMPSUIT, "romper"), "Waistcoat": (None, "waistcoat"),
    "Water Bottle": (C.OTHER, "water bottle"), "Rucksacks": (C.BAG, "rucksack"), "Booties": (None, "baby booties"),
    "Shapewear": (C.UNDERWEAR, "shapewear"), "Clothing Set": (None, "clothing set"), "Blazers": (C.BLAZER, "blazer"),
    "Tights": (C.LEGGINGS, "tights"), "Rain Jacket": (C.JACKET, "rain jacket"), "Headband": (C.OTHER, "headband"),
    "Umbrellas": (C.OTHER, "umbrella"), "Nehru Jackets": (C.JACKET, "nehru jacket"), "Shrug": (C.CARDIGAN, "shrug"),
    "Hat": (C.HAT, "hat"), "Trolley Bag": (C.BAG, "trolley bag"), "Lounge Tshirts": (C.T_SHIRT, "lounge t-shirt"),
    "Robe": (C.UNDERWEAR, "robe"), "Wristbands": (C.OTHER, "wristband"),
}  # fmt: skip

# Types of stylist_outfits: our categories and the article type of product_thumbnails that means the same ("" = none).
STYLIST: dict[str, tuple[tuple[C, ...], str]] = {
    "Dress": ((C.DRESS,), "Dresses"), "T-Shirt": ((C.T_SHIRT,), "Tshirts"), "Sweater": ((C.SWEATER,), "Sweaters"),
    "Trousers": ((C.PANTS,), "Trousers"), "Top": ((C.BLOUSE, C.TANK_TOP, C.T_SHIRT), "Tops"),
    "Handbag": ((C.BAG,), "Handbags"), "Blouse": ((C.BLOUSE,), ""), "Skirt": ((C.SKIRT,), "Skirts"),
    "Earrings": ((C.JEWELLERY,), "Earrings"), "Shirt": ((C.SHIRT,), "Shirts"), "Jeans": ((C.JEANS,), "Jeans"),
    "Coat": ((C.COAT,), ""), "Jumpsuit": ((C.JUMPSUIT,), "Jumpsuit"), "Jacket": ((C.JACKET,), "Jackets"),
    "Belt": ((C.BELT,), "Belts"), "Cardigan": ((C.CARDIGAN,), ""), "Blazer": ((C.BLAZER,), "Blazers"),
    "Shorts": ((C.SHORTS,), "Shorts"), "Sandals": ((C.SANDALS, C.HEELS), ""),
    "Shoes": ((C.SHOES, C.HEELS), ""), "Necklace": ((C.JEWELLERY,), "Necklace and Chains"),
    "Puffer coat": ((C.COAT, C.JACKET), ""), "Ankle Boots": ((C.BOOTS,), ""),
    "Glasses": ((C.SUNGLASSES,), "Sunglasses"), "Sweatshirt": ((C.HOODIE,), "Sweatshirts"),
    "Boots": ((C.BOOTS,), ""), "Ring": ((C.JEWELLERY,), "Ring"), "Beanie": ((C.HAT,), ""),
    "Kerchief": ((C.SCARF,), "Scarves"), "Trenchcoat": ((C.COAT,), ""), "Leggings": ((C.LEGGINGS,), "Leggings"),
    "Bracelet": ((C.JEWELLERY,), "Bracelet"), "Cosmetic bag": ((C.OTHER,), ""), "Scarf": ((C.SCARF,), "Scarves"),
    "Leather Jacket": ((C.JACKET,), "Jackets"), "Purse": ((C.OTHER,), "Wallets"),
    "Trainers": ((C.SNEAKERS,), "Casual Shoes"), "Vest": ((), ""), "Card holder": ((C.OTHER,), "Wallets"),
    "Wallet": ((C.OTHER,), "Wallets"), "Bodysuit": ((C.UNDERWEAR, C.TANK_TOP), ""), "Foulard": ((C.SCARF,), "Scarves"),
    "Gloves": ((C.OTHER,), "Gloves"), "Parka": ((C.COAT, C.JACKET), ""), "Overshirt": ((C.SHIRT, C.JACKET), ""),
    "Bermudas": ((C.SHORTS,), "Shorts"), "Bikini top": ((C.SWIMWEAR,), "Swimwear"),
    "Swimsuit": ((C.SWIMWEAR,), "Swimwear"), "Bras": ((C.UNDERWEAR,), "Bra"), "Hat": ((C.HAT,), ""),
    "Bikini pantie": ((C.SWIMWEAR,), "Swimwear"), "Backpack": ((C.BAG,), "Backpacks"), "Cape": ((C.COAT,), ""),
    "Poncho": ((C.COAT, C.SWEATER), ""), "Poloshirt": ((C.POLO,), ""),
}  # fmt: skip

# Colours of stylist_outfits in the words of product_thumbnails; what has no clear counterpart is left out.
COLOUR_ES: dict[str, str] = {
    "NEGRO": "Black", "OFFWHITE": "Off White", "CRUDO": "Off White", "ORO": "Gold", "BLANCO": "White",
    "BEIGE": "Beige", "KHAKI": "Khaki", "ROJO": "Red", "VERDE": "Green", "MARRON": "Brown", "NAVY": "Navy Blue",
    "ARENA": "Beige", "GRIS": "Grey", "CAMEL": "Tan", "AZUL": "Blue", "MOSTAZA": "Mustard", "ROSA": "Pink",
    "PIEDRA": "Beige", "NARANJA": "Orange", "CHOCOLATE": "Brown", "CELESTE": "Blue", "TEJANO MEDIO": "Blue",
    "GRIS MEDIO VIGORE": "Grey Melange", "TERRACOTA": "Rust", "ROSA PASTEL": "Pink", "CALDERO": "Rust",
    "TEJANO OSCURO": "Navy Blue", "TEJANO NEGRO": "Black", "BOTELLA": "Green", "GRANATE": "Maroon",
    "GRIS CLARO VIGORE": "Grey Melange", "AMARILLO": "Yellow", "PLATA": "Silver", "ANTRACITA": "Charcoal",
    "CUERO": "Tan", "AMARILLO PASTEL": "Yellow", "CARAMELO": "Tan", "MARINO": "Navy Blue", "TEJANO CLARO": "Blue",
    "AGUA": "Blue", "NUDE": "Nude", "GRIS OSCURO VIGORE": "Charcoal", "FRESA": "Red", "TABACO": "Brown",
    "LIMA": "Lime Green", "CORAL": "Peach", "VINO": "Burgundy", "BURDEOS": "Burgundy", "AZUL NOCHE": "Navy Blue",
    "OCRE": "Mustard", "COGNAC": "Tan", "PEACH": "Peach", "TEJANO GRIS OSCURO": "Charcoal", "TOPO": "Taupe",
    "TEJANO GRIS": "Grey", "MALVA": "Mauve", "ROSA LIGHT": "Pink", "LILA": "Lavender", "TURQUESA": "Turquoise Blue",
    "MENTA": "Sea Green", "ROSA PALO": "Pink", "FUCSIA": "Magenta", "COBRE": "Copper", "OLIVA": "Olive",
    "MORADO": "Purple", "TAUPE": "Taupe",
}  # fmt: skip

# Words in titles that are weak labels, first match wins.
# Names of drawn colours that shops spell otherwise; the rest are the same word.
COLOUR_DRAWN: dict[str, str] = {
    "navy": "Navy Blue", "denim": "Blue", "light blue": "Blue", "camel": "Tan", "khaki": "Khaki", "mint": "Sea Green",
    "turquoise": "Turquoise Blue", "coral": "Peach", "fuchsia": "Magenta", "burgundy": "Burgundy",
}  # fmt: skip
PATTERN_WORDS: tuple[tuple[str, Pattern], ...] = (
    (r"stripe[ds]?|striped|pinstripe", Pattern.STRIPED),
    (r"check(s|ed|ered)?|plaid|tartan|gingham", Pattern.CHECKED),
    (r"floral|flower(s|y)?", Pattern.FLORAL),
    (r"polka|dot(s|ted)?", Pattern.DOTTED),
    (r"animal|leopard|zebra|snake|tiger|camouflage|camo", Pattern.ANIMAL),
    (r"graphic|logo|tee graphic", Pattern.GRAPHIC),
    (r"solid|plain", Pattern.SOLID),
    (r"print(s|ed)?|paisley|bagru|ikat|embroidered", Pattern.OTHER),
)
MATERIAL_WORDS: tuple[tuple[str, Material], ...] = (
    (r"denim|jeans", Material.DENIM),
    (r"leather(ette)?", Material.LEATHER),
    (r"wool(len)?|cashmere", Material.WOOL),
    (r"knit(ted)?|crochet", Material.KNIT),
    (r"linen", Material.LINEN),
    (r"silk|satin", Material.SILK),
    (r"fleece", Material.FLEECE),
    (r"polyester|nylon|lycra|mesh|dri-fit", Material.SYNTHETIC),
    (r"cotton|khadi", Material.COTTON),
)
FIT_WORDS: tuple[tuple[str, Fit], ...] = (
    (r"skinny|slim( fit)?|bodycon", Fit.SLIM),
    (r"regular( fit)?|straight", Fit.REGULAR),
    (r"relaxed|loose|comfort fit|baggy", Fit.RELAXED),
    (r"oversized", Fit.OVERSIZED),
)
FABRIC: dict[str, Material] = {
    "J-JEANS": Material.DENIM, "T-TRICOT": Material.KNIT, "O-POLIPIEL": Material.LEATHER, "L-PIEL": Material.LEATHER,
}  # fmt: skip


# Article types too broad for one category, or told apart by a word of the title; first match wins, "" always matches.
REFINED: dict[str, tuple[tuple[str, tuple[C, ...]], ...]] = {
    "Tshirts": ((r"polo (neck )?(t-?shirts?|tee)|polo shirt", (C.POLO,)), (r"sleeveless|tank", (C.TANK_TOP,))),
    "Tops": ((r"tank|cami(sole)?", (C.TANK_TOP,)), ("", (C.BLOUSE, C.TANK_TOP, C.T_SHIRT))),
    "Kurtas": (("", (C.BLOUSE, C.SHIRT)),),
    "Sweatshirts": ((r"hood(ed|ie|y)?", (C.HOODIE,)), ("", (C.HOODIE, C.SWEATER))),
    "Sweaters": ((r"cardigan", (C.CARDIGAN,)),),
    "Jackets": ((r"coat|parka", (C.COAT,)), (r"blazer", (C.BLAZER,))),
    "Casual Shoes": ((r"boots?", (C.BOOTS,)), (r"loafers?|moccasins?|boat|brogues?|derby|oxfords?", (C.SHOES,))),
    "Formal Shoes": ((r"boots?", (C.BOOTS,)),),
    "Flats": ((r"boots?", (C.BOOTS,)), (r"sandals?", (C.SANDALS,)), ("", (C.SHOES, C.SANDALS))),
    "Heels": ((r"boots?", (C.BOOTS,)),),
}

T = TypeVar("T")


def article_categories(article: str, title: str) -> tuple[C, ...]:
    """The categories a product may belong to, by its article type and title; empty when the wardrobe has no word."""
    for words, categories in REFINED.get(article, ()):
        if not words or re.search(rf"\b(?:{words})\b", title, re.IGNORECASE):
            return categories
    category = ARTICLE.get(article, (None, ""))[0]
    return (category,) if category else ()


def weak_label(title: str, table: tuple[tuple[str, T], ...]) -> T | None:
    """The first value of the table whose words stand in the title (whole words, ignoring case), or None."""
    for words, value in table:
        if re.search(rf"\b(?:{words})\b", title, re.IGNORECASE):
            return value
    return None
