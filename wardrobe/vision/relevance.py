"""How near is near enough, and which words a model understands: what keeps a search from answering nonsense.

A cosine alone decides little: some texts lie near every picture. So a text's cosines with a fixed set of *reference*
pictures, shipped beside the weights, say what is usual for it, and a garment is found when its cosine is unusually
high: above mean + k standard deviations of the reference cosines. And a small text tower knows no word it never read,
so words outside its vocabulary are taken out of a question; a question of which nothing is left finds nothing.

Large CLIP models read everything; theirs is a plain cosine on the scale of Radford et al. 2021, where a matching
caption reaches about 0.25–0.35 and an unrelated one stays below 0.18.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CARD = "relevance.json"
REFERENCES = "references.safetensors"
LARGE_CLIP_TEXT = 0.20
LARGE_CLIP_PICTURE = 0.65


@dataclass(frozen=True)
class Relevance:
    """What `relevance.json` and `references.safetensors` of a model say.

    references: (n, 512) unit vectors of pictures; deviations: k; picture: least cosine between two garments that look
    alike; vocabulary: lower-case words.
    """

    vocabulary: frozenset[str] = frozenset()
    deviations: float = 0.0
    picture: float = LARGE_CLIP_PICTURE
    references: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 512), np.float32))

    def understood(self, words: list[str]) -> list[str]:
        """The words that the model can read, in their order."""
        return [word for word in words if word in self.vocabulary] if self.vocabulary else words

    def text_threshold(self, vector: NDArray[np.float32]) -> float:
        """Least cosine with which a garment answers the text of this unit vector (512,)."""
        if not len(self.references):
            return LARGE_CLIP_TEXT
        usual = self.references @ vector
        return float(usual.mean() + self.deviations * usual.std())


@lru_cache(maxsize=4)
def relevance_of(folder: Path | None) -> Relevance:
    """What is known of the model in `folder`; the scale of large CLIP models where nothing is."""
    if folder is None or not (folder / CARD).exists():
        return Relevance()
    from safetensors.numpy import load_file

    card = json.loads((folder / CARD).read_text())
    references = load_file(folder / REFERENCES)["references"].astype(np.float32)
    return Relevance(frozenset(card["vocabulary"]), card["deviations"], card["picture"], references)
