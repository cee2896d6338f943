"""What is refused, with which words, and that nothing else can happen to hostile bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.vision.pictures import FORMATS, encoded, picture, refused, video, with_metadata
from wardrobe.vision import photos
from wardrobe.vision.photos import PhotoRefused, read_photo


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").code == "empty"


def test_too_many_bytes_are_refused_before_anything_is_parsed() -> None:
    assert refused(encoded(picture(), "JPEG") + bytes(photos.MAX_BYTES)).code == "too_large_bytes"


def png_declaring(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def declaring(format_name: str, width: int, height: int) -> bytes:
    """A small file whose header claims another size."""
    if format_name == "PNG":
        return png_declaring(width, height)
    data = bytearray(encoded(picture(), format_name))
    if format_name == "JPEG":
        at = data.index(b"\xff\xc0")
        data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    elif format_name == "WEBP":
        at = data.index(b"VP8 ") + 14
        data[at : at + 4] = struct.pack("<HH", width, height)
    else:
        at = data.index(b"ispe") + 8
        data[at : at + 8] = struct.pack(">II", width, height)
    return bytes(data)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_small_file_that_unfolds_into_too_many_pixels_is_refused_from_its_header(
    format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("a decoder was asked"))
    assert refused(declaring(format_name, 16000, 16000)).code == "too_many_pixels"


def test_compressed_text_chunks_cannot_fill_the_memory() -> None:
    data = encoded(picture(), "PNG")
    body = b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    assert refused(data[:33] + chunk + data[33:]).code == "damaged"


def test_a_tiny_picture_is_refused() -> None:
    assert refused(encoded(picture(64, 31), "PNG")).code == "too_small"


OTHER_FILES: dict[str, tuple[bytes, str]] = {
    "svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>', "an SVG drawing"),
    "gif": (encoded(picture(), "GIF"), "a GIF"),
    "bmp": (encoded(picture(), "BMP"), "a BMP"),
    "tiff": (encoded(picture(), "TIFF"), "a TIFF"),
    "pdf": (encoded(picture(), "PDF"), "a PDF document"),
    "zip": (b"PK\x03\x04\x14\x00" + bytes(40), "a ZIP archive"),
    "video": (video(), "a video"),
    "html": (b"<!DOCTYPE html><html></html>", "a web page"),
    "text": (b"hello", "not a photo"),
}


@pytest.mark.parametrize(("data", "words"), OTHER_FILES.values(), ids=OTHER_FILES)
def test_other_types_are_refused_by_name(data: bytes, words: str) -> None:
    refusal = refused(data)
    assert refusal.code == "unsupported_type"
    assert words in refusal.sentence and "JPEG" in refusal.sentence


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("kept", (0.05, 0.3, 0.5, 0.9, 0.99))
def test_a_truncated_photo_is_refused(format_name: str, kept: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (128, 128, 3)).astype(np.uint8)
    data = encoded(Image.fromarray(noise), format_name)
    assert refused(data[: int(len(data) * kept)]).code in ("damaged", "unsupported_type")


def test_a_truncated_photo_is_not_saved_by_its_embedded_preview() -> None:
    data = encoded(picture(256, 256), "JPEG")
    preview = b"Exif\x00\x00" + encoded(picture(), "JPEG")
    whole = data[:2] + b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview + data[2:]
    assert refused(whole[: len(whole) // 2]).code == "damaged"


@pytest.mark.parametrize("format_name", ("PNG", "WEBP", "AVIF", "HEIF"))
def test_several_frames_are_refused(format_name: str) -> None:
    frames = [picture(), picture().transpose(Image.Transpose.ROTATE_180)]
    assert refused(encoded(frames[0], format_name, save_all=True, append_images=frames[1:])).code == "animated"


def zip_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.html", "hello")
    return buffer.getvalue()


PAYLOADS: dict[str, bytes] = {
    "zip": zip_archive(),
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "html": b"<HTML><body>hello</body>",
    "script": b"\n<script>alert(1)</script>",
    "php": b"<?php system($_GET['c']); ?>",
    "elf": b"\x7fELF\x02\x01\x01" + bytes(60),
    "exe": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00",
    "shell": b"#!/bin/sh\nrm -r /\n",
    "svg": b'<svg onload="alert(1)"></svg>',
    "after a video": video() + zip_archive(),
}


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_second_file_behind_the_picture_is_refused(format_name: str, payload: bytes) -> None:
    assert refused(encoded(picture(), format_name) + payload).code == "polyglot"


@pytest.mark.parametrize("payload", [PAYLOADS[name] for name in ("zip", "pdf", "script", "php")])
def test_a_second_file_in_a_comment_is_refused(payload: bytes) -> None:
    assert refused(encoded(picture(), "JPEG", comment=payload)).code == "polyglot"
    text = PngImagePlugin.PngInfo()
    text.add(b"tEXt", b"Comment\x00" + payload)
    assert refused(encoded(picture(), "PNG", pnginfo=text)).code == "polyglot"


def test_a_photo_that_is_also_javascript_is_refused() -> None:
    data = encoded(picture(), "JPEG")
    body = data[6:20] + b"*/=alert(1)/*".ljust(0x2F2A - 16, b"\x00")
    assert refused(data[:4] + b"\x2f\x2a" + body + data[20:]).code == "polyglot"


def test_a_completely_transparent_picture_is_refused() -> None:
    assert refused(encoded(Image.new("RGBA", (64, 64)), "PNG")).code == "transparent"


SEEDS: dict[str, Callable[[], bytes]] = {name: lambda name=name: with_metadata(name) for name in FORMATS}


@pytest.mark.parametrize("format_name", FORMATS)
@given(
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.floats(0, 1),
)
@settings(max_examples=60, deadline=None)
def test_mutated_bytes_are_read_or_refused_and_nothing_else(
    format_name: str, edits: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(SEEDS[format_name]())
    for place, value in edits:
        data[int(place * len(data))] = value
    if cut > 0.5:
        del data[int(cut * len(data)) :]
    try:
        photo = read_photo(bytes(data))
    except PhotoRefused as refusal:
        assert refusal.sentence
    else:
        assert photo.rgb.shape == (photo.height, photo.width, 3)


@given(data=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    heic = b"\x00\x00\x00\x10ftypheic"
    for start in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\x00\x00\x00WEBP", heic):
        with pytest.raises(PhotoRefused):
            read_photo(start + data)
