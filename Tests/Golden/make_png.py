"""Writes `png.json` beside this file: PNG files of every kind and their pixels as pypng reads them, for Tests/LearningTests to
compare with. Pillow has to agree with pypng, to the bits that it keeps.

None of it comes from nnlearn. Running this again, with zlib 1.2.13, reproduces the same file byte for byte:

    python3 -m venv v && v/bin/pip install pypng==0.20220715.0 pillow==13.0.0 numpy==2.4.6 && v/bin/python make_png.py
"""

import base64
import io
import json
import random
import struct
import zlib
from pathlib import Path

import numpy as np
import png
from PIL import Image

SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
KINDS = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)]
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def paeth(left, above, corner):
    distances = [abs(left + above - corner - value) for value in (left, above, corner)]
    return (left, above, corner)[distances.index(min(distances))]


def filtered(kind, row, before, size):
    """A row as its differences from what the filter predicts."""
    out = bytearray([kind])
    for place, value in enumerate(row):
        left = row[place - size] if place >= size else 0
        corner = before[place - size] if place >= size else 0
        above = before[place]
        out.append(value - (0, left, above, (left + above) // 2, paeth(left, above, corner))[kind] & 255)
    return bytes(out)


def encoded(pixels, colour, depth, interlaced, transparency=None, palette=None, pieces=1, more=()):
    """A file of pixels[y][x], each a list of samples; the filters follow one another."""
    height, width = len(pixels), len(pixels[0])
    data, kind = b"", 0
    size = max(SAMPLES[colour] * depth // 8, 1)
    for left, top, step, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        columns = range(left, width, step)
        before = bytes((len(columns) * SAMPLES[colour] * depth + 7) // 8)
        for y in range(top, height, down) if columns else ():
            bits = "".join(f"{sample:0{depth}b}" for x in columns for sample in pixels[y][x])
            bits += "0" * (-len(bits) % 8)
            row = bytes(int(bits[start:start + 8], 2) for start in range(0, len(bits), 8))
            data += filtered(kind % 5, row, before, size)
            before, kind = row, kind + 1
    packed = zlib.compress(data, 9)
    parts = [packed[len(packed) * part // pieces:len(packed) * (part + 1) // pieces] for part in range(pieces)]
    chunks = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)), *more]
    chunks += [chunk(b"PLTE", bytes(palette))] if palette else []
    chunks += [chunk(b"tRNS", transparency)] if transparency else []
    chunks += [chunk(b"IDAT", part) for part in parts] + [chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def decoded(file, is_grey):
    """Planes of numbers from 0 to 1 on white, and whether a pixel is not opaque, by pypng; checked with Pillow."""
    width, height, rows, info = png.Reader(bytes=file).asDirect()
    greatest = 2 ** info["bitdepth"] - 1
    samples = np.array([list(row) for row in rows]).reshape(height, width, info["planes"])
    alpha = samples[:, :, -1] / greatest if info["alpha"] else np.ones((height, width))
    planes = samples[:, :, :1 if info["greyscale"] or is_grey else 3]
    check(file, planes, alpha, greatest)
    values = [alpha * plane + (1 - alpha) for plane in np.moveaxis(planes, 2, 0) / greatest]
    return dict(shape=[len(values), height, width], values=[round(value, 14) for value in np.ravel(values).tolist()],
                transparent=bool((alpha < 1).any()))


def check(file, planes, alpha, greatest):
    with Image.open(io.BytesIO(file)) as image:
        if image.mode.startswith("I"):
            assert (np.array(image).astype(int) == planes[:, :, 0]).all()
            return
        seen = np.array(image.convert("RGBA")).astype(int)
    eight = planes >> 8 if greatest == 65_535 else planes * 255 // greatest
    assert (seen[:, :, :planes.shape[2]] == eight).all()
    # A transparent colour is compared with scaled grey values by Pillow, and with the upper half of 16 bits.
    if planes.shape[2] == 3 and greatest == 255 or "transparency" not in image.info:
        assert (np.abs(seen[:, :, 3] - alpha * 255) < 1).all()


def cases():
    draw = random.Random(3)
    for colour, depth in KINDS:
        for interlaced in (0, 1):
            for width, height in [(1, 1), (5, 6), (9, 9)] if interlaced else [(7, 6)]:
                for transparent in (False, True) if colour in (0, 2, 3) else (False,):
                    colours = min(2 ** depth, 11)
                    top = colours if colour == 3 else 2 ** depth
                    pixels = [[[draw.randrange(top) for _ in range(SAMPLES[colour])] for _ in range(width)] for _ in range(height)]
                    palette = [draw.randrange(256) for _ in range(3 * colours)] if colour == 3 else None
                    transparency = None
                    if transparent and colour == 3:
                        transparency = bytes(draw.randrange(256) for _ in range(colours // 2))
                    elif transparent:
                        transparency = struct.pack(f">{SAMPLES[colour]}H", *pixels[0][0])
                    file = encoded(pixels, colour, depth, interlaced, transparency, palette)
                    yield dict(kind=[colour, depth, interlaced], file=file, **decoded(file, False))
    pixels = [[[(x + y) % 3] for x in range(6)] for y in range(5)]
    grey = encoded(pixels, 3, 2, 0, palette=[0, 0, 0, 90, 90, 90, 255, 255, 255], pieces=3)
    yield dict(kind="a grey palette in pieces", file=grey, **decoded(grey, True))
    more = [chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"tEXt", b"Title\0mine"), chunk(b"prIv", b"?")]
    other = encoded([[[x * y] for x in range(6)] for y in range(5)], 0, 8, 0, pieces=20, more=more) + b"after the end"
    yield dict(kind="other chunks, and bytes after the end", file=other, **decoded(other, False))


def sizes():
    """Planes fitted to other sizes: means by repeating each pixel, and Pillow's bilinear filter."""
    draw = np.random.default_rng(4)
    for old, new in [((6, 4), (3, 2)), ((7, 5), (3, 2)), ((5, 9), (4, 1)), ((3, 2), (7, 5)), ((2, 2), (4, 4)), ((1, 1), (3, 3)),
                     ((8, 3), (5, 7)), ((4, 6), (4, 3)), ((28, 28), (9, 13))]:
        (width, height), (columns, rows) = old, new
        plane = draw.random((height, width)).astype(np.float32)
        fitted = plane.astype(float)
        for axis, (n, m) in enumerate([(height, rows), (width, columns)]):
            if m < n:
                fitted = np.moveaxis(np.repeat(fitted, m, axis), axis, 0)
                fitted = np.moveaxis(fitted.reshape(m, n, -1).mean(1), 0, axis)
            else:
                size = (fitted.shape[1], m) if axis == 0 else (m, fitted.shape[0])
                fitted = np.array(Image.fromarray(fitted.astype(np.float32), "F").resize(size, Image.Resampling.BILINEAR)).astype(float)
        yield dict(old=old, new=new, values=plane.astype(float).ravel().tolist(),
                   fitted=[round(value, 7) for value in fitted.ravel().tolist()])


def main():
    found = [dict(case, file=base64.b64encode(case["file"]).decode()) for case in cases()]
    print(f"{len(found)} files")
    text = json.dumps(dict(files=found, sizes=list(sizes())), separators=(",", ":"))
    Path(__file__).with_name("png.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
