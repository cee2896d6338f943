"""Pictures that tests upload: small, recognisable after any codec, and full of secrets."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin, TiffImagePlugin

from wardrobe.vision.photos import PhotoRefused, read_photo

SECRET = "alice-lives-here"
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
KINDS = dict(zip(FORMATS, ("jpeg", "png", "webp", "heic", "avif"), strict=True))


def picture(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """Top-left quarter red, the rest a blue ramp: orientation and colour can be told after any codec."""
    array = np.zeros((height, width, 3), np.uint8)
    array[..., 2] = np.linspace(80, 220, width, dtype=np.uint8)
    array[: height // 2, : width // 2] = (220, 20, 20)
    return Image.fromarray(array).convert(mode)


def encoded(image: Image.Image, format_name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()


def exif_with_location(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    exif[0x9286] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (TiffImagePlugin.IFDRational(52), 31, 12), 29: SECRET})
    return exif


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><city>{SECRET}</city></rdf:RDF></x:xmpmeta>'.encode()


def with_metadata(format_name: str) -> bytes:
    options: dict[str, object] = {"exif": exif_with_location()}
    if format_name == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add_text("Raw", SECRET * 3, zip=True)
        return encoded(picture(), "PNG", pnginfo=text, **options)
    if format_name == "JPEG":
        data = encoded(picture(), "JPEG", xmp=XMP, comment=SECRET.encode(), **options)
        caption = b"\x1c\x02\x78" + struct.pack(">H", len(SECRET)) + SECRET.encode()
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(caption)) + caption
        return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]
    return encoded(picture(), format_name, xmp=XMP, **options)


def refused(data: bytes) -> PhotoRefused:
    with pytest.raises(PhotoRefused) as caught:
        read_photo(data)
    assert caught.value.sentence.endswith(".")
    return caught.value


def red_corner(rgb: NDArray[np.uint8]) -> tuple[bool, bool]:
    """(is the red at the top?, is it at the left?)"""
    red = (rgb[..., 0] > 150) & (rgb[..., 2] < 90)
    rows, columns = np.nonzero(red)
    return bool(rows.mean() < rgb.shape[0] / 2), bool(columns.mean() < rgb.shape[1] / 2)


def video() -> bytes:
    return struct.pack(">I4s4sI", 16, b"ftyp", b"mp42", 0) + struct.pack(">I4s", 5008, b"mdat") + bytes(5000)
