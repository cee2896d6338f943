"""What people may upload, what is refused and with which words, and what is left of a photo when stored."""

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
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin, TiffImagePlugin

from wardrobe.vision import photos
from wardrobe.vision.photos import (
    PhotoRefused,
    alpha_box,
    encode_cutout,
    encode_original,
    encode_thumbnail,
    read_photo,
)

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


# ------------------------------------------------------------------------------------------ accepted


@pytest.mark.parametrize("format_name", FORMATS)
def test_each_format_phones_write_is_read(format_name: str) -> None:
    photo = read_photo(encoded(picture(), format_name))
    assert (photo.format, photo.width, photo.height) == (KINDS[format_name], 96, 64)
    assert photo.rgb.shape == (64, 96, 3) and photo.rgb.dtype == np.uint8
    assert photo.alpha is None
    assert red_corner(photo.rgb) == (True, True)


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_of_the_metadata_survives_in_anything_stored(format_name: str) -> None:
    data = with_metadata(format_name)
    assert SECRET.encode() in data or format_name == "AVIF"
    photo = read_photo(data)
    alpha = np.full(photo.rgb.shape[:2], 255, np.uint8)
    outputs = [encode_original(photo)[0], encode_cutout(photo.rgb, alpha), encode_thumbnail(photo.rgb, alpha)]
    for output in outputs:
        for trace in (SECRET.encode(), b"Exif", b"EXIF", b"xmp", b"XMP", b"8BIM", b"ICC_PROFILE", b"ICCP"):
            assert trace not in output
        with Image.open(io.BytesIO(output)) as image:
            assert not dict(image.getexif())
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}


@pytest.mark.parametrize("format_name", ("JPEG", "PNG", "WEBP", "AVIF"))
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_orientation_is_applied(format_name: str, orientation: int) -> None:
    upright = picture()
    turned = {
        1: upright,
        2: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: upright.transpose(Image.Transpose.ROTATE_180),
        4: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: upright.transpose(Image.Transpose.TRANSPOSE),
        6: upright.transpose(Image.Transpose.ROTATE_90),
        7: upright.transpose(Image.Transpose.TRANSVERSE),
        8: upright.transpose(Image.Transpose.ROTATE_270),
    }[orientation]
    photo = read_photo(encoded(turned, format_name, exif=exif_with_location(orientation)))
    assert photo.rgb.shape == (64, 96, 3)
    assert red_corner(photo.rgb) == (True, True)


@pytest.mark.parametrize("own_property", (True, False), ids=("as phones write it", "EXIF alone"))
def test_a_turned_heic_is_turned_once(own_property: bool) -> None:
    turned = picture().transpose(Image.Transpose.ROTATE_90)
    exif = exif_with_location(6)
    data = encoded(turned, "HEIF", exif=exif.tobytes() if own_property else exif)
    assert (b"irot" in data) is own_property
    photo = read_photo(data)
    assert photo.rgb.shape == (64, 96, 3)
    assert red_corner(photo.rgb) == (True, True)


def test_unreadable_exif_does_not_cost_the_photo() -> None:
    data = encoded(picture(), "JPEG")
    broken = b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff" + b"\xff" * 20
    photo = read_photo(data[:2] + b"\xff\xe1" + struct.pack(">H", len(broken) + 2) + broken + data[2:])
    assert photo.width == 96


@pytest.mark.parametrize("mode", ("1", "L", "LA", "P", "RGBA", "CMYK", "I;16"))
def test_every_pixel_layout_becomes_rgb(mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.asarray(picture(mode="L")).astype(np.uint16) * 257)
    else:
        image = picture(mode=mode)
    photo = read_photo(encoded(image, "JPEG" if mode == "CMYK" else "PNG"))
    grey = np.asarray(picture(mode="L")).astype(int)
    assert photo.rgb.shape == (64, 96, 3)
    if mode in ("L", "LA", "I;16"):
        assert np.abs(photo.rgb[..., 0] - grey).max() <= 2
    else:
        assert abs(photo.rgb.mean() - np.asarray(picture(mode=mode).convert("RGB")).mean()) < 3


def display_p3() -> bytes:
    """An ICC v4 matrix profile with the D50-adapted primaries of Display P3 and the sRGB curve."""

    def s15(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + s15(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    name = "Display P3".encode("utf-16-be")
    text = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(name), 28) + name
    tags = {
        b"desc": text,
        b"wtpt": b"XYZ " + bytes(4) + s15(0.9642, 1.0, 0.8249),
        b"rXYZ": b"XYZ " + bytes(4) + s15(0.51512, 0.24120, -0.00105),
        b"gXYZ": b"XYZ " + bytes(4) + s15(0.29198, 0.69225, 0.04189),
        b"bXYZ": b"XYZ " + bytes(4) + s15(0.15710, 0.06657, 0.78407),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for kind, value in tags.items():
        value += bytes(-len(value) % 4)
        table += kind + struct.pack(">II", offset + len(body), len(value))
        body += value
    head = struct.pack(">I4sI4s4s4s", offset + len(body), b"lcms", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + s15(0.9642, 1.0, 0.8249) + bytes(48)
    return head + table + body


def test_colours_of_a_wide_gamut_photo_are_brought_to_srgb() -> None:
    """The sRGB values of a Display P3 orange follow from the matrices of CSS Color 4, section 10."""
    orange = Image.new("RGB", (64, 64), (230, 128, 77))
    photo = read_photo(encoded(orange, "PNG", icc_profile=display_p3()))
    assert np.abs(photo.rgb[32, 32].astype(int) - (246, 121, 62)).max() <= 1


def test_a_broken_colour_profile_does_not_cost_the_photo() -> None:
    broken = encoded(picture(), "PNG", icc_profile=b"not a profile at all" * 10)
    assert np.array_equal(read_photo(broken).rgb, np.asarray(picture()))


def test_transparency_is_laid_on_white_and_kept_when_it_cuts_something_out() -> None:
    image = picture(mode="RGBA")
    hole = np.zeros((64, 96), np.uint8)
    hole[8:56, 8:88] = 255
    image.putalpha(Image.fromarray(hole))
    photo = read_photo(encoded(image, "PNG"))
    assert photo.alpha is not None and np.array_equal(photo.alpha, hole)
    assert (photo.rgb[0, 0] == 255).all()
    data, media_type, extension = encode_original(photo)
    assert (media_type, extension) == ("image/webp", "webp")
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data)).getchannel("A")), hole)


def test_rounded_corners_are_no_cutout() -> None:
    image = picture(mode="RGBA")
    alpha = np.full((64, 96), 255, np.uint8)
    alpha[:3, :3] = 0
    image.putalpha(Image.fromarray(alpha))
    photo = read_photo(encoded(image, "PNG"))
    assert photo.alpha is None and encode_original(photo)[1] == "image/jpeg"


def video() -> bytes:
    return struct.pack(">I4s4sI", 16, b"ftyp", b"mp42", 0) + struct.pack(">I4s", 5008, b"mdat") + bytes(5000)


PHONE_EXTRAS: dict[str, bytes] = {
    "google motion photo": video(),
    "samsung motion photo": b"\x00\x00\x30\x0a\x10\x00\x00\x00MotionPhoto_Data" + video() + b"SEFH....SEFT",
    "samsung trailer": b"\x00\x00\x01\x0a\x0e\x00\x00\x00Image_UTC_Data1610000000000SEFHk\x00\x00\x00SEFT",
    "padding": bytes(512),
    "second picture": encoded(picture(48, 48), "JPEG"),
    "second picture, padded, and a video": bytes(7) + encoded(picture(48, 48), "JPEG") + video(),
}


@pytest.mark.parametrize("extra", PHONE_EXTRAS.values(), ids=PHONE_EXTRAS)
def test_what_phones_append_to_their_photos_is_accepted(extra: bytes) -> None:
    assert read_photo(encoded(picture(), "JPEG") + extra).width == 96


def test_a_multi_picture_photo_gives_its_first_picture() -> None:
    data = encoded(picture(), "MPO", save_all=True, append_images=[picture(48, 48)])
    assert read_photo(data).rgb.shape == (64, 96, 3)


# ------------------------------------------------------------------------------------------ refused


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


# ------------------------------------------------------------------------------------------ written


def test_a_cutout_is_trimmed_limited_and_keeps_its_edge_colour() -> None:
    rgb = np.full((900, 1800, 3), (0, 200, 0), np.uint8)
    alpha = np.zeros((900, 1800), np.uint8)
    rgb[200:700, 300:1700], alpha[200:700, 300:1700] = (200, 30, 30), 255
    assert alpha_box(alpha) == (300, 200, 1700, 700)
    image = Image.open(io.BytesIO(encode_cutout(rgb, alpha, max_side=700)))
    assert image.size == (700, 250)
    thumbnail = np.asarray(Image.open(io.BytesIO(encode_thumbnail(rgb, alpha))).convert("RGBA"))
    assert thumbnail.shape[1] == 480
    assert (thumbnail[:8, :, 3] == 0).all() and (thumbnail[:, :8, 3] == 0).all()
    visible = thumbnail[..., 3] > 128
    assert (thumbnail[visible][:, 0] > 150).all() and (thumbnail[visible][:, 1] < 90).all()


def test_a_small_cutout_is_not_enlarged() -> None:
    alpha = np.full((50, 40), 255, np.uint8)
    assert Image.open(io.BytesIO(encode_cutout(np.zeros((50, 40, 3), np.uint8), alpha))).size == (40, 50)


def test_what_lay_behind_the_garment_is_not_readable_under_the_transparency() -> None:
    rgb = np.full((200, 200, 3), (250, 0, 250), np.uint8)
    alpha = np.zeros((200, 200), np.uint8)
    rgb[60:140, 60:140], alpha[60:140, 60:140] = (40, 90, 40), 255
    stored = np.asarray(Image.open(io.BytesIO(encode_cutout(rgb, alpha, box=(0, 0, 200, 200)))).convert("RGBA"))
    assert not ((stored[..., 0] > 200) & (stored[..., 2] > 200)).any()


def test_a_thin_strap_keeps_its_colour() -> None:
    rgb = np.full((200, 200, 3), 255, np.uint8)
    alpha = np.zeros((200, 200), np.uint8)
    rgb[:, 99:101], alpha[:, 99:101] = (200, 20, 30), 255
    stored = np.asarray(Image.open(io.BytesIO(encode_cutout(rgb, alpha))).convert("RGBA"))
    assert np.abs(stored[stored[..., 3] > 200][:, :3].mean(axis=0) - (200, 20, 30)).max() < 25
