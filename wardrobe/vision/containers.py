"""What a picture file is made of, read from its bytes before any decoder sees them.

Sources of the layouts: JPEG ITU-T T.81 annex B, PNG 3rd edition (W3C 2025), RFC 9649 (WebP),
ISO/IEC 14496-12 (boxes), ISO/IEC 23008-12 (HEIF and, through it, AVIF). Nothing
here looks at file names or declared types.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

JPEG, PNG, WEBP, HEIC, AVIF = "jpeg", "png", "webp", "heic", "avif"

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})

# A progressive JPEG may ask the decoder to walk all pixels once per scan; encoders write about ten.
MAX_JPEG_SCANS = 100


class BrokenContainer(Exception):
    """The bytes stop early or contradict themselves."""


@dataclass(frozen=True)
class Container:
    """Size in pixels as the header declares it, whether there is more than one frame, and where the image ends."""

    width: int
    height: int
    animated: bool
    end: int


@dataclass(frozen=True)
class Box:
    kind: bytes
    start: int
    body: int
    end: int


def sniff(data: bytes) -> str | None:
    """One of jpeg, png, webp, heic, avif, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    brands = _brands(data)
    if not brands:
        return None
    for brand in brands[:1] + sorted(brands[1:]):
        if brand in AVIF_BRANDS:
            return AVIF
        if brand in HEIC_BRANDS:
            return HEIC
    return None


OTHER_TYPES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name)
    for pattern, name in (
        (rb"GIF8[79]a", "a GIF"),
        (rb"%PDF-", "a PDF document"),
        (rb"II\*\x00|MM\x00\*|IIU\x00|FUJIFILM|II\x1a\x00\x00\x00HEAPCCDR", "a TIFF or camera RAW file"),
        (rb"BM.{4}\x00\x00\x00\x00", "a BMP"),
        (rb"8BPS", "a Photoshop document"),
        (rb"\x00\x00[\x01\x02]\x00", "an icon"),
        (rb"PK[\x03\x05]", "a ZIP archive"),
        (rb"\xff\x0a|\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
        (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "a JPEG 2000 picture"),
        (rb"RIFF.{4}AVI |\x1aE\xdf\xa3", "a video"),
        (rb"....ftyp", "a video"),
        (rb"\x7fELF|MZ", "a program"),
    )
)


def name_other_type(data: bytes) -> str | None:
    """'a GIF', 'an SVG drawing', …: what an unsupported file is, for the sentence that refuses it."""
    for pattern, name in OTHER_TYPES:
        if pattern.match(data):
            return name
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith(b"<"):
        return None
    if b"<svg" in data[:65536].lower():
        return "an SVG drawing"
    return "a web page" if b"<html" in head or b"<!doctype html" in head else "a text file"


def inspect(data: bytes, kind: str) -> Container:
    """Walks the whole container of a sniffed kind.

    Raises BrokenContainer when the file is truncated or its structure is wrong.
    """
    walk = {JPEG: _inspect_jpeg, PNG: _inspect_png, WEBP: _inspect_webp, HEIC: _inspect_heif, AVIF: _inspect_heif}
    try:
        return walk[kind](data)
    except (struct.error, IndexError) as error:
        raise BrokenContainer("the file ends inside a header") from error


# ---------------------------------------------------------------------------------------------- JPEG

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _inspect_jpeg(data: bytes, start: int = 0) -> Container:
    width = height = scans = 0
    position = start + 2
    while True:
        found = _NEXT_MARKER.search(data, position)
        if found is None:
            raise BrokenContainer("no end of image")
        marker, position = data[found.end() - 1], found.end()
        if marker == 0xD9:
            break
        if marker in (0x01, 0xD8):
            continue
        (length,) = struct.unpack_from(">H", data, position)
        if length < 2 or position + length > len(data):
            raise BrokenContainer("segment runs past the end")
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, position + 3)
        scans += marker == 0xDA
        position += length
    if not scans or not width or not height:
        raise BrokenContainer("no picture in the file")
    if scans > MAX_JPEG_SCANS:
        raise BrokenContainer("more scans than any encoder writes")
    return Container(width, height, animated=False, end=position)


# ---------------------------------------------------------------------------------------------- PNG


def _inspect_png(data: bytes) -> Container:
    position, frames, pixels = 8, 1, False
    width, height = struct.unpack_from(">II", data, 16)
    if data[12:16] != b"IHDR":
        raise BrokenContainer("no header chunk")
    while True:
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data):
            raise BrokenContainer("chunk runs past the end")
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if kind[0] & 0x20 == 0 and zlib.crc32(memoryview(data)[position + 4 : end - 4]) != checksum:
            raise BrokenContainer("checksum of a chunk is wrong")
        if kind == b"acTL":
            (frames,) = struct.unpack_from(">I", data, position + 8)
        pixels = pixels or kind == b"IDAT"
        position = end
        if kind == b"IEND":
            break
    if not pixels:
        raise BrokenContainer("no picture in the file")
    return Container(width, height, animated=frames > 1, end=position)


# ---------------------------------------------------------------------------------------------- WebP


def _inspect_webp(data: bytes) -> Container:
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size
    if end > len(data):
        raise BrokenContainer("shorter than its header says")
    sizes: list[tuple[int, int]] = []
    frames, position = 0, 12
    while position + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, position)
        body = position + 8
        if body + length > end:
            raise BrokenContainer("chunk runs past the end")
        frames += kind == b"ANMF"
        sizes += _webp_size(data, kind, body)
        position = body + length + (length & 1)
    if not sizes:
        raise BrokenContainer("no picture in the file")
    width, height = max(sizes, key=lambda pair: pair[0] * pair[1])
    return Container(width, height, animated=frames > 1, end=end)


def _webp_size(data: bytes, kind: bytes, body: int) -> list[tuple[int, int]]:
    if kind == b"VP8X":
        wide, high = data[body + 4 : body + 7], data[body + 7 : body + 10]
        return [(int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1)]
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, body + 1)
        return [((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, body + 6)
        return [(width & 0x3FFF, height & 0x3FFF)]
    return []


# ---------------------------------------------------------------------------------------------- HEIF


def _brands(data: bytes) -> list[bytes]:
    if data[4:8] != b"ftyp":
        return []
    size = min(int.from_bytes(data[:4], "big"), len(data), 4096)
    return [data[8:12], *(data[at : at + 4] for at in range(16, size - 3, 4))]


def boxes(data: bytes, start: int = 0) -> Iterator[Box]:
    """Top-level boxes; stops silently where the bytes are no box any more.

    Raises BrokenContainer when a box is longer than the file.
    """
    position = start
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        if not kind.isalnum() or not kind.isascii():
            return
        body = position + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        end = len(data) if size == 0 else position + size
        if end > len(data) or end < body:
            raise BrokenContainer("box runs past the end")
        yield Box(kind, position, body, end)
        position = end


def _inspect_heif(data: bytes) -> Container:
    sizes: list[tuple[int, int]] = []
    kinds: set[bytes] = set()
    end = 0
    try:
        for box in boxes(data):
            kinds.add(box.kind)
            end = box.end
            if box.kind == b"meta":
                sizes += _spatial_extents(data, box)
    except BrokenContainer:
        # Behind the pixels it is something appended, for find_payload to judge.
        if b"mdat" not in kinds:
            raise
    if not sizes or (b"mdat" not in kinds and b"idat" not in data):
        raise BrokenContainer("no picture in the file")
    width, height = max(sizes, key=lambda pair: pair[0] * pair[1])
    return Container(width, height, animated=b"moov" in kinds, end=end)


def heif_turns_itself(data: bytes) -> bool:
    """Whether the file carries a rotation or mirror property (ISO/IEC 23008-12, 6.5.10 and 6.5.12)."""
    metas = [box for box in boxes(data) if box.kind == b"meta"]
    return any(data.find(word, box.body, box.end) != -1 for box in metas for word in (b"irot", b"imir"))


def _spatial_extents(data: bytes, box: Box) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = data.find(b"ispe", box.body, box.end)
    while at != -1:
        found.append(struct.unpack_from(">II", data, at + 8))
        at = data.find(b"ispe", at + 4, box.end)
    return found


# ---------------------------------------------------------------------------------------------- payloads

# Lower-case search words with the pattern that confirms a hit; together long enough (6 bytes and more)
# that compressed pixels do not match by chance.
_PAYLOADS: tuple[tuple[bytes, re.Pattern[bytes], str], ...] = (
    (b"pk\x03\x04", re.compile(rb"PK\x03\x04[\x0a-\x3f]\x00"), "a ZIP archive"),
    (b"pk\x05\x06", re.compile(rb"PK\x05\x06\x00\x00\x00\x00"), "a ZIP archive"),
    (b"rar!\x1a\x07", re.compile(rb"Rar!\x1a\x07"), "a RAR archive"),
    (b"7z\xbc\xaf'\x1c", re.compile(rb"7z\xbc\xaf'\x1c"), "a 7z archive"),
    (b"%pdf-", re.compile(rb"%PDF-\d\."), "a PDF document"),
    (b"\x7felf", re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01"), "a program"),
    (b"this program cannot be run in dos", re.compile(rb"This program"), "a program"),
    (b"<?php", re.compile(rb"<\?php\s", re.IGNORECASE), "a PHP script"),
    (b"<script", re.compile(rb"<script[\s>]", re.IGNORECASE), "a script"),
    (b"<html", re.compile(rb"<html[\s>]", re.IGNORECASE), "a web page"),
    (b"<!doctype html", re.compile(rb"<!doctype html", re.IGNORECASE), "a web page"),
    (b"<svg", re.compile(rb"<svg\s+(xmlns|width|viewbox|onload)", re.IGNORECASE), "an SVG drawing"),
    (b"<iframe", re.compile(rb"<iframe[\s>]", re.IGNORECASE), "a web page"),
    (b"#!/", re.compile(rb"#!/(usr/)?bin/"), "a script"),
)
_TRAILING = re.compile(rb"\s*(MZ|#!|<\?|<[a-zA-Z!]|PK\x03\x04|\x7fELF|%PDF|GIF8|\x1f\x8b\x08|\xca\xfe\xba\xbe)")


def find_payload(data: bytes, kind: str, end: int) -> str | None:
    """A second file riding on the picture ('a ZIP archive', 'a script', …), or None.

    The whole file is searched, since a payload hides in comments as well as behind the end. Second
    JPEGs (multi-picture files) and videos (motion photos) behind the end are what phones write.
    """
    lowered = data.lower()
    for word, confirm, name in _PAYLOADS:
        at = lowered.find(word)
        while at != -1:
            if confirm.match(data, at):
                return name
            at = lowered.find(word, at + 1)
    if kind == JPEG and _jfif_hides_text(data):
        return "a script"
    trailing = data[_end_of_phone_extras(data, end) :].lstrip(b"\x00")
    return "another file" if _TRAILING.match(trailing) else None


def _end_of_phone_extras(data: bytes, end: int) -> int:
    while True:
        while data[end : end + 1] == b"\x00" and data[end + 4 : end + 8] != b"ftyp":
            end += 1
        try:
            if data[end : end + 3] == b"\xff\xd8\xff":
                end = _inspect_jpeg(data, end).end
            elif data[end + 4 : end + 8] == b"ftyp":
                end = max(box.end for box in boxes(data, end))
            else:
                return end
        except (BrokenContainer, struct.error, IndexError):
            return end


def _jfif_hides_text(data: bytes) -> bool:
    """The JPEG/JavaScript polyglot stretches the JFIF segment, whose length the format fixes."""
    if data[2:4] != b"\xff\xe0" or data[6:11] != b"JFIF\x00" or len(data) < 20:
        return False
    length, across, down = int.from_bytes(data[4:6], "big"), data[18], data[19]
    return length > 16 + 3 * across * down and b"/*" in data[4 : 4 + length]
