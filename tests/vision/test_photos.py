"""What people may upload, and what is left of it when it is stored."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image

from tests.vision.pictures import (
    FORMATS,
    KINDS,
    SECRET,
    encoded,
    exif_with_location,
    picture,
    red_corner,
    video,
    with_metadata,
)
from wardrobe.vision.photos import alpha_box, encode_cutout, encode_original, encode_thumbnail, read_photo


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
