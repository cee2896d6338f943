from __future__ import annotations

from wardrobe.vision.train.command import main

main()
