"""Training of the compact encoder: `python -m wardrobe.vision.train --help`."""
