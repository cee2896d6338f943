"""Reading what people upload, and writing what is stored: upright sRGB pixels without any metadata."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from wardrobe.vision import containers

logger = logging.getLogger(__name__)

Pixels = NDArray[np.uint8]

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
# The WebP limit, so that every stored picture can also be written with transparency.
MAX_SIDE = 16_383
MIN_SIDE = 32
# A cut-out is stored with its transparency; more of it than this would keep an encoder busy for seconds.
CUTOUT_SIDE = 4096
MAX_PROFILE_BYTES = 4 * 1024 * 1024

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
PngImagePlugin.MAX_TEXT_CHUNK = 1024 * 1024
PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024
pillow_heif.register_heif_opener(thumbnails=False)

PILLOW_NAMES = {
    containers.JPEG: "JPEG",
    containers.PNG: "PNG",
    containers.WEBP: "WEBP",
    containers.HEIC: "HEIF",
    containers.AVIF: "AVIF",
}
SUPPORTED = "JPEG, PNG, WebP, HEIC or AVIF"

# TIFF 6.0 / EXIF 3.0 orientation → what makes the picture upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

SENTENCES = {
    "empty": "This file is empty. Please choose the photo again.",
    "too_large_bytes": "This photo is larger than 20 MB. Please send a smaller version of it.",
    "too_many_pixels": "This picture has more than 50 megapixels or a side over 16,383 pixels. "
    "Please make it smaller and send it again.",
    "too_small": "This picture is smaller than 32 pixels on one side. Please send a larger photo.",
    "damaged": "This photo is damaged or was cut off on its way. Please export it again or take a new photo.",
    "animated": "This picture is animated or a burst of several. Please send one still photo.",
    "transparent": "This picture is completely transparent. Please send one that shows the garment.",
}


class PhotoRefused(Exception):
    """The upload cannot be used; `sentence` tells the person what to do, `code` tells programs why."""

    def __init__(self, code: str, sentence: str | None = None) -> None:
        self.code = code
        self.sentence = sentence or SENTENCES[code]
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Photo:
    """An accepted picture.

    rgb: uint8 (H, W, 3), upright, sRGB, transparency laid on white. alpha: uint8 (H, W) when the
    upload was itself a cut-out, else None. format: jpeg, png, webp, heic or avif, as uploaded.
    """

    rgb: Pixels
    format: str
    width: int
    height: int
    alpha: Pixels | None = None


def read_photo(data: bytes) -> Photo:
    """Decodes an upload completely. Raises PhotoRefused, and nothing else, for whatever cannot be used."""
    kind = _accepted_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=[PILLOW_NAMES[kind]]) as image:
            _check_header(image, kind)
            turn = UPRIGHT.get(_orientation(image, data))
            image.load()
            rgb, alpha = _pixels(image, turn)
    except PhotoRefused:
        raise
    except Exception as error:
        # Decoders of hostile bytes raise nearly every built-in exception; to the person all mean the same.
        if isinstance(error, Image.DecompressionBombError):
            raise PhotoRefused("too_many_pixels") from error
        raise PhotoRefused("damaged") from error
    height, width = rgb.shape[:2]
    return Photo(rgb=rgb, format=kind, width=width, height=height, alpha=alpha)


def _accepted_kind(data: bytes) -> str:
    """The format, after everything that can be known without decoding."""
    if not data:
        raise PhotoRefused("empty")
    if len(data) > MAX_BYTES:
        raise PhotoRefused("too_large_bytes")
    kind = containers.sniff(data)
    if kind is None:
        what = containers.name_other_type(data)
        start = f"This is {what}, which cannot be used here." if what else "This file is not a photo we can read."
        raise PhotoRefused("unsupported_type", f"{start} Please send a {SUPPORTED} photo.")
    try:
        container = containers.inspect(data, kind)
    except containers.BrokenContainer as error:
        raise PhotoRefused("damaged") from error
    _check_size(container.width, container.height)
    if container.animated:
        raise PhotoRefused("animated")
    payload = containers.find_payload(data, kind, container.end)
    if payload:
        advice = f"Please export it again as a plain {SUPPORTED} photo."
        raise PhotoRefused("polyglot", f"There is {payload} hidden inside this picture. {advice}")
    return kind


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise PhotoRefused("too_many_pixels")
    if min(width, height) < MIN_SIDE:
        raise PhotoRefused("too_small")


def _check_header(image: Image.Image, kind: str) -> None:
    _check_size(*image.size)
    # Multi-picture JPEGs hold a depth or gain map next to the photo; everywhere else frames mean motion.
    if kind != containers.JPEG and getattr(image, "n_frames", 1) > 1:
        raise PhotoRefused("animated")


def _pixels(image: Image.Image, turn: Image.Transpose | None) -> tuple[Pixels, Pixels | None]:
    profile = image.info.get("icc_profile")
    alpha: Pixels | None = None
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        alpha = _turned(image.getchannel("A"), turn)
        image = image.convert("RGB")
    rgb = _turned(_to_srgb(_eight_bit(image), profile), turn)
    if alpha is None:
        return rgb, None
    return over_white(rgb, alpha), _cutout_alpha(alpha)


def _turned(image: Image.Image, turn: Image.Transpose | None) -> Pixels:
    return np.asarray(image if turn is None else image.transpose(turn))


def _orientation(image: Image.Image, data: bytes) -> int:
    """What is left to turn. A HEIF decoder applies the file's own rotation, and EXIF only repeats it."""
    try:
        if image.format == "HEIF":
            return 1 if containers.heif_turns_itself(data) else int(image.info.get("original_orientation") or 1)
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (SyntaxError, OSError, ValueError, TypeError, LookupError, struct.error) as error:
        # Broken EXIF is common and must not cost the photo.
        logger.info("unreadable EXIF: %s", error)
        return 1


def _eight_bit(image: Image.Image) -> Image.Image:
    """16-bit grey scaled down, not clipped as Pillow's convert does; palettes and bitmaps spelt out."""
    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("1", "P", "PA", "LA", "La", "RGBa", "YCbCr", "LAB", "HSV", "F"):
        return image.convert("L" if image.mode == "1" else "RGB")
    return image


def _to_srgb(image: Image.Image, profile: Any) -> Image.Image:
    converted = None
    if isinstance(profile, bytes) and 0 < len(profile) <= MAX_PROFILE_BYTES:
        converted = _through_profile(image, profile)
    image = converted or image
    return image if image.mode == "RGB" else image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """None when the profile is sRGB anyway or cannot be used."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in (source.profile.profile_description or "").lower():
            return None
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        logger.info("unusable colour profile: %s", error)
        return None


def over_white(rgb: Pixels, alpha: Pixels) -> Pixels:
    """Lays straight-alpha pixels on white."""
    blended = np.empty_like(rgb)
    for rows in _strips(rgb):
        weight = alpha[rows, :, None].astype(np.int32)
        blended[rows] = (rgb[rows] * weight + 255 * (255 - weight) + 127) // 255
    return blended


def from_white(rgb: Pixels, alpha: Pixels) -> Pixels:
    """The inverse of over_white: straight colours of a cut-out, so that its edge shows no white fringe."""
    straight = np.empty_like(rgb)
    for rows in _strips(rgb):
        weight = np.maximum(alpha[rows, :, None], 1).astype(np.int32)
        lifted = (rgb[rows].astype(np.int32) * 255 - 255 * (255 - weight) + weight // 2) // weight
        straight[rows] = lifted.clip(0, 255)
    return straight


def _strips(pixels: Pixels, height: int = 256) -> Iterator[slice]:
    """Bands of rows, so that wide integers of a 50-megapixel picture never lie in memory all at once."""
    return (slice(top, top + height) for top in range(0, pixels.shape[0], height))


def _cutout_alpha(alpha: Pixels) -> Pixels | None:
    """The alpha when it cuts something out; None for opaque pictures and rounded corners."""
    if not (alpha > 8).any():
        raise PhotoRefused("transparent")
    clear = float((alpha < 16).mean())
    return alpha if clear > 0.02 and float((alpha > 128).mean()) > 0.005 else None


# ---------------------------------------------------------------------------------------------- writing


def encode_original(photo: Photo) -> tuple[bytes, str, str]:
    """The picture to keep: (bytes, media type, file extension), with no metadata whatsoever."""
    if photo.alpha is None:
        return _encode(Image.fromarray(photo.rgb), "JPEG", quality=92), "image/jpeg", "jpg"
    rgb, alpha = reduced(photo.rgb, CUTOUT_SIDE), reduced(photo.alpha, CUTOUT_SIDE)
    image = Image.fromarray(np.dstack([from_white(rgb, alpha), alpha]))
    return _encode(image, "WEBP", quality=92, method=2), "image/webp", "webp"


def encode_cutout(
    rgb: Pixels, alpha: Pixels, box: tuple[int, int, int, int] | None = None, max_side: int = 1280
) -> bytes:
    """WebP with alpha of the garment alone, trimmed to its box (left, top, right, bottom in pixels)."""
    return _encode(_cropped(rgb, alpha, box, max_side), "WEBP", quality=88, method=2)


def encode_thumbnail(
    rgb: Pixels, alpha: Pixels, box: tuple[int, int, int, int] | None = None, max_side: int = 480
) -> bytes:
    """WebP with alpha for the grid: trimmed, with a clear margin of 3 % so that no edge touches its card."""
    margin = round(max_side * 0.03)
    return _encode(_cropped(rgb, alpha, box, max_side - 2 * margin, margin), "WEBP", quality=82, method=2)


def _cropped(
    rgb: Pixels, alpha: Pixels, box: tuple[int, int, int, int] | None, max_side: int, margin: int = 0
) -> Image.Image:
    left, top, right, bottom = box or alpha_box(alpha)
    rgb, alpha = rgb[top:bottom, left:right], alpha[top:bottom, left:right]
    # The edge is cleaned at twice the size at most: it costs less, and resizing cannot bleed a clean edge.
    rgb, alpha = reduced(rgb, 2 * max_side), reduced(alpha, 2 * max_side)
    rgb, alpha = reduced(_clean_edge(rgb, alpha), max_side), reduced(alpha, max_side)
    rgb = np.pad(rgb, ((margin,), (margin,), (0,)), mode="edge")
    return Image.fromarray(np.dstack([rgb, np.pad(alpha, margin)]))


def _clean_edge(rgb: Pixels, alpha: Pixels) -> Pixels:
    """Colours of the edge, and of what is invisible, carried on from the solid inside: what lay behind the garment
    neither shimmers through its edge, nor reaches it by a lossy codec, nor can be read from under the transparency."""
    solid = np.asarray(cv2.erode((alpha > 250).astype(np.uint8) * 255, np.ones((5, 5), np.uint8), borderValue=0))
    inside = np.asarray(cv2.bitwise_and(rgb, rgb, mask=solid), np.uint8)
    size = max(1, rgb.shape[1] // 4), max(1, rgb.shape[0] // 4)
    small = np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_AREA), np.float32)
    weight = np.asarray(cv2.resize(solid, size, interpolation=cv2.INTER_AREA), np.float32) / 255
    near, total = _spread(small, weight, 2)
    far, far_total = _spread(small, weight, 8)
    fill = np.where(total[..., None] > 0.01, near, np.where(far_total[..., None] > 0.01, far, 128))
    fill = np.asarray(cv2.resize(fill.astype(np.uint8), rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR))
    reach = np.asarray(cv2.resize(total, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR))
    # A strap too thin to have a solid inside keeps its own colour.
    replaced = (alpha == 0) | ((alpha <= 250) & (reach > 0.02))
    return np.where(replaced[..., None], fill, rgb).astype(np.uint8)


def _spread(colour: NDArray[Any], weight: NDArray[Any], radius: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weighted mean of premultiplied colours in a square neighbourhood, and the mean weight there."""
    kernel = (2 * radius + 1, 2 * radius + 1)
    total = np.asarray(cv2.boxFilter(weight, -1, kernel, borderType=cv2.BORDER_CONSTANT))
    mean = np.asarray(cv2.boxFilter(colour, -1, kernel, borderType=cv2.BORDER_CONSTANT))
    return (mean / np.maximum(total, 1e-4)[..., None]).clip(0, 255), total


def reduced(pixels: Pixels, max_side: int) -> Pixels:
    """The picture or alpha with a longest side of at most max_side, itself when it is no larger."""
    height, width = pixels.shape[:2]
    scale = max_side / max(height, width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def alpha_box(alpha: Pixels, threshold: int = 8) -> tuple[int, int, int, int]:
    """Smallest (left, top, right, bottom) around the visible pixels; the whole picture when none are."""
    rows = np.flatnonzero((alpha > threshold).any(axis=1))
    columns = np.flatnonzero((alpha > threshold).any(axis=0))
    if not rows.size:
        return 0, 0, alpha.shape[1], alpha.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _encode(image: Image.Image, format_name: str, **options: Any) -> bytes:
    # A picture made from an array carries no info dictionary, so there is nothing for an encoder to copy.
    buffer = io.BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()
