"""Portraits."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from accounts import pictures
from accounts.pictures import PictureRefused, square_portrait


def encoded(image, format="PNG", **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def decoded(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_every_format_of_a_phone_is_read(format):
    portrait = decoded(square_portrait(encoded(Image.new("RGB", (600, 300), "teal"), format)))
    assert (portrait.format, portrait.size) == ("WEBP", (300, 300))


def test_the_centre_is_kept_and_the_picture_stands_upright():
    image = Image.new("RGB", (300, 100), "red")
    image.paste("blue", (100, 0, 150, 100))
    image.paste("green", (150, 0, 200, 100))
    exif = Image.Exif()
    exif[0x0112] = 3
    portrait = decoded(square_portrait(encoded(image, "JPEG", exif=exif, quality=95))).convert("RGB")
    left, right = portrait.getpixel((20, 50)), portrait.getpixel((80, 50))
    assert left[1] > 90 and left[2] < 60
    assert right[2] > 200 and right[1] < 60


def test_what_is_transparent_becomes_white():
    portrait = decoded(square_portrait(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)))))
    assert portrait.convert("RGB").getpixel((30, 30)) == (255, 255, 255)


def test_a_colour_profile_is_applied_and_a_broken_one_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"broken"):
        portrait = decoded(square_portrait(encoded(Image.new("RGB", (64, 64), (200, 100, 50)), "PNG", icc_profile=icc)))
        assert "icc_profile" not in portrait.info
        assert portrait.convert("RGB").getpixel((30, 30)) == pytest.approx((200, 100, 50), abs=6)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", encoded(Image.new("RGB", (99, 99)))[:60]])
def test_rubbish_is_refused(data):
    with pytest.raises(PictureRefused, match="not a picture"):
        square_portrait(data)


def test_too_small_too_large_and_too_heavy_are_told_apart(monkeypatch):
    with pytest.raises(PictureRefused, match="too small"):
        square_portrait(encoded(Image.new("RGB", (31, 400))))
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    with pytest.raises(PictureRefused, match="megapixels"):
        square_portrait(encoded(Image.new("RGB", (100, 100))))
    with pytest.raises(PictureRefused, match="10 MB"):
        square_portrait(b"x" * (pictures.MAX_BYTES + 1))
