"""Portraits: whatever picture a person sends becomes a small square WebP without any metadata. Knows no Django."""

from __future__ import annotations

import io

import pillow_heif
from PIL import Image, ImageCms, ImageOps

SIDE = 512
SMALLEST = 32
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")

pillow_heif.register_heif_opener(thumbnails=False)


class PictureRefused(ValueError):
    """The picture cannot be used; the message is a sentence that says what to do."""


def square_portrait(data: bytes) -> bytes:
    """Return the centre square of a picture, upright, in sRGB, at most 512 × 512 pixels, as WebP.

    Raises PictureRefused for anything that is not a JPEG, PNG, WebP, HEIC or AVIF picture between 32 pixels on the
    shorter side and 50 megapixels, or is larger than 10 MB. The size is read from the header, before decoding.
    """
    if len(data) > MAX_BYTES:
        raise PictureRefused("This picture is larger than 10 MB. Please choose a smaller one.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise PictureRefused("This picture has more than 50 megapixels. Please choose a smaller one.")
            if min(width, height) < SMALLEST:
                raise PictureRefused(f"This picture is too small. It needs at least {SMALLEST} pixels on each side.")
            picture.draft("RGB", (SIDE, SIDE))
            return _encode(_to_srgb(ImageOps.exif_transpose(picture)))
    except PictureRefused:
        raise
    # Pillow's decoders raise almost anything on broken input.
    except Exception as error:
        sentence = "This file is not a picture that we can read. Please choose a JPEG, PNG, WebP, HEIC or AVIF picture."
        raise PictureRefused(sentence) from error


def _to_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode == "RGB":
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, source, target) or picture
        except (ImageCms.PyCMSError, OSError):
            return picture
    if picture.has_transparency_data:
        cut = picture.convert("RGBA")
        white = Image.new("RGBA", cut.size, "white")
        return Image.alpha_composite(white, cut).convert("RGB")
    return picture.convert("RGB")


def _encode(picture: Image.Image) -> bytes:
    side = min(SIDE, *picture.size)
    square = ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
    # A fresh image carries none of the metadata that Pillow would copy.
    clean = Image.frombytes("RGB", square.size, square.tobytes())
    file = io.BytesIO()
    clean.save(file, "WEBP", quality=86, method=4)
    return file.getvalue()
