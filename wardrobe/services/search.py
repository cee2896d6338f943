"""Finding garments: by words, by meaning, by likeness."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass

from django.core.cache import cache

from accounts.models import User
from wardrobe import encoders
from wardrobe.models import AIModel, Garment, GarmentEmbedding
from wardrobe.querysets import GarmentEmbeddingQuerySet
from wardrobe.vision.encoder import EncoderUnavailable
from wardrobe.vision.photos import read_photo
from wardrobe.vision.relevance import relevance_of
from wardrobe.words import query_terms

log = logging.getLogger(__name__)
QUERY_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Hit:
    """A garment found, how near it is (0–1), and whether its words or its looks said so."""

    garment: Garment
    similarity: float
    because: str


def search(*, owner: User, text: str, limit: int = 60) -> list[Hit]:
    """Garments for a question. Those whose words match come first, then those that look like what was asked for.

    What is below the model's relevance threshold is left out, so an empty answer is a legitimate one.
    """
    if not query_terms(text):
        return []
    by_words = _by_words(owner, text, limit)
    by_meaning = _by_meaning(owner, text, limit)
    garments = Garment.objects.owned_by(owner).with_facts().in_bulk([*by_words, *by_meaning])
    hits = []
    for pk, garment in garments.items():
        said, looks = pk in by_words, pk in by_meaning
        similarity = max(by_words.get(pk, 0.0), by_meaning.get(pk, 0.0))
        hits.append(
            (said, similarity, Hit(garment, similarity, "both" if said and looks else "words" if said else "meaning"))
        )
    hits.sort(key=lambda hit: (not hit[0], -hit[1], str(hit[2].garment.pk)))
    return [hit for _, _, hit in hits[:limit]]


def similar(*, garment: Garment, limit: int = 12) -> list[Hit]:
    """The owner's other garments that look like this one."""
    model = encoders.active_model()
    vector = GarmentEmbedding.objects.filter(garment=garment, model=model).values_list("vector", flat=True).first()
    if vector is None:
        return []
    others = GarmentEmbedding.objects.of_wardrobe(garment.owner).exclude(garment=garment)
    return _likenesses(others, vector, model, _alike(model), limit)


def search_by_photo(*, owner: User, photo: bytes, limit: int = 24) -> list[Hit]:
    """What in the wardrobe looks like the garment in a photo. The photo is not kept. Raises `PhotoRefused`."""
    from wardrobe.vision.analysis import encode_photo

    encoder, model = encoders.active_encoder()
    vector = encode_photo(read_photo(photo).rgb, encoder=encoder)
    wardrobe = GarmentEmbedding.objects.of_wardrobe(owner)
    return _likenesses(wardrobe, vector.tolist(), model, _alike(model), limit)


def _by_words(owner: User, text: str, limit: int) -> dict[object, float]:
    """Rank of the garments that carry every word of the question, by key, scaled to 0–1."""
    rows = Garment.objects.owned_by(owner).in_use().by_word_rank(text)[:limit]
    return dict(rows.values_list("pk", "rank"))


def _by_meaning(owner: User, text: str, limit: int) -> dict[object, float]:
    """Cosine of the garments that look unusually much like the question."""
    model = encoders.active_model()
    try:
        place = query_place(text, model)
    except (encoders.ModelChanged, EncoderUnavailable) as reason:
        log.warning("Search by words only: %s", reason)
        return {}
    if place is None:
        return {}
    vector, threshold = place
    rows = GarmentEmbedding.objects.of_wardrobe(owner).nearest(vector, model)[:limit]
    found = rows.values_list("garment_id", "similarity")  # type: ignore[misc]  # annotated by `nearest`
    return {pk: similarity for pk, similarity in found if similarity >= threshold}


def query_place(text: str, model: AIModel) -> tuple[list[float], float] | None:
    """The vector of a question and the least cosine of an answer, remembered for a week.

    None when the model understands no word of it.
    """
    words = relevance_of(encoders.folder_of(model)).understood(query_terms(text))
    if not words:
        return None
    asked = " ".join(words)
    key = f"query:{model.checksum[:16]}:{hashlib.sha256(asked.encode()).hexdigest()[:32]}"
    place = cache.get(key)
    if place is None:
        encoder = encoders.text_encoder_of(model)
        vector = encoder.encode_texts([asked])[0]
        place = (vector.tolist(), relevance_of(encoder.folder).text_threshold(vector))
        cache.set(key, place, QUERY_SECONDS)
    return place[0], place[1]


def _alike(model: AIModel) -> float:
    """Least cosine of two garments that look alike to the model."""
    return relevance_of(encoders.folder_of(model)).picture


def _likenesses(
    rows: GarmentEmbeddingQuerySet, vector: list[float], model: AIModel, threshold: float, limit: int
) -> list[Hit]:
    near = rows.nearest(vector, model).select_related("garment__prediction", "garment__label").defer("vector")[:limit]
    return [Hit(row.garment, row.similarity, "meaning") for row in near if row.similarity >= threshold]
