"""Writes `deflate.json` beside this file: streams that Python's zlib wrote or a mutation made, and what zlib makes of them, for
Tests/LearningTests to compare with.

None of it comes from nnlearn. Running this again, with zlib 1.2.13, reproduces the same file byte for byte:

    python3 make_deflate.py
"""

import base64
import gzip
import json
import random
import zlib
from pathlib import Path

STRATEGIES = {"default": zlib.Z_DEFAULT_STRATEGY, "filtered": zlib.Z_FILTERED, "huffman": zlib.Z_HUFFMAN_ONLY, "rle": zlib.Z_RLE,
              "fixed": zlib.Z_FIXED}


def raw(data, level=6, strategy=zlib.Z_DEFAULT_STRATEGY, memory=8):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, memory, strategy)
    return packer.compress(data) + packer.flush()


def sums(data):
    return dict(count=len(data), crc32=zlib.crc32(data), adler32=zlib.adler32(data))


def text(stream):
    return base64.b64encode(stream).decode()


def contents():
    """Bytes of every kind: none, one, a table, noise, zeros, a copy from almost as far away as copies come from."""
    draw = random.Random(1)
    table = "".join(f"{draw.gauss(5, 2):.2f},{draw.gauss(0, 9):.1f},{draw.choice(['oak', 'elm', 'ash'])}\n" for _ in range(60))
    noise = draw.randbytes(120)
    skewed = bytes(draw.choices(range(256), [2.0 ** -(byte / 9) for byte in range(256)], k=900))
    return [b"", b"a", table.encode(), noise, bytes(70_000), noise + bytes(32_400 - len(noise)) + noise, skewed]


class Bits:
    """Bits as DEFLATE packs them, for streams that zlib reads and does not write."""

    def __init__(self):
        self.bits = []

    def number(self, value, count):
        self.bits += [value >> bit & 1 for bit in range(count)]
        return self

    def code(self, value, count):
        self.bits += [value >> bit & 1 for bit in reversed(range(count))]
        return self

    def done(self):
        padded = self.bits + [0] * (-len(self.bits) % 8)
        return bytes(sum(bit << place for place, bit in enumerate(padded[start:start + 8])) for start in range(0, len(padded), 8))


def handmade():
    """A copy over the whole window of 32,768 bytes, of 258 bytes by symbol 284 as well; two stored blocks; an empty block first."""
    far = Bits().number(1, 1).number(1, 2)
    far.code(0x30 + ord("x"), 8)
    for _ in range(127):  # 127 copies of 258 bytes, and one letter, are 32,767
        far.code(0b11000101, 8).code(0, 5)
    far.code(0x30 + ord("y"), 8)
    far.code(0b11000101, 8).code(29, 5).number(8191, 13)  # 258 by symbol 285, from 32,768 bytes before
    far.code(0b11000100, 8).number(31, 5).code(1, 5)  # 227 + 31 by symbol 284, from 2 bytes before
    far.code(0, 7)
    too_far = Bits().number(1, 1).number(1, 2).code(0x30 + ord("x"), 8).code(1, 7).code(1, 5).code(0, 7)
    stored = b"\x00\x02\x00\xfd\xffab" + b"\x01\x01\x00\xfe\xffc"
    empty = Bits().number(0, 1).number(1, 2).code(0, 7).number(1, 1).number(1, 2).code(0x30 + ord("z"), 8).code(0, 7)
    one_distance = raw(b"ab" * 320)
    return [far.done(), too_far.done(), stored, empty.done(), one_distance, b"", b"\x07", b"\x03"]


def verdict(stream):
    """What zlib makes of a raw stream that must end with its last byte: its sums, or None."""
    unpacker = zlib.decompressobj(-15)
    try:
        data = unpacker.decompress(stream, 1 << 20)
    except zlib.error:
        return None
    if not unpacker.eof:
        return None if not unpacker.unconsumed_tail else "long"
    return dict(sums(data), used=len(stream) - len(unpacker.unused_data))


def mutated(draw, stream):
    data = bytearray(stream)
    for _ in range(draw.randint(1, 3)):
        place = draw.randrange(len(data))
        match draw.randrange(4):
            case 0: data[place] ^= 1 << draw.randrange(8)
            case 1: data[place] = draw.randrange(256)
            case 2: del data[place:place + draw.randint(1, 3)]
            case 3: data[place:place] = draw.randbytes(draw.randint(1, 2))
        if not data:
            return b"\x00"
    return bytes(data)


def mutations(count=500):
    """Streams damaged at random, half of them in their first bytes, where codes are described; zlib still accepts some."""
    draw = random.Random(2)
    starts = [raw(data[:400], level, strategy, draw.choice([1, 8]))
              for data in contents() for level in (1, 9) for strategy in STRATEGIES.values()] + handmade()[2:5]
    cases = []
    while len(cases) < count:
        start = draw.choice(starts)
        stream = mutated(draw, start[:30]) + start[30:] if draw.random() < 0.5 else mutated(draw, start)
        found = verdict(stream)
        if found != "long":
            cases.append(dict(stream=text(stream), unpacked=found))
    return cases


def gzips():
    """Whole files, with each field of a header."""
    data = contents()[2][:200]
    packed, end = raw(data), zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")

    def file(flags, fields, sums=b""):
        header = bytes([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255]) + fields
        if flags & 2:
            header += (zlib.crc32(header) & 0xffff).to_bytes(2, "little")
        return header + packed + end

    files = [gzip.compress(data, level, mtime=0) for level in (0, 1, 9)]
    files += [file(1, b""), file(4, b"\x03\x00abc"), file(8, b"a name\0"), file(16, b"\0"), file(2, b""),
              file(31, b"\x00\x00name\0comment\0")]
    files += [files[0] + files[5] + gzip.compress(b"", mtime=0)]
    return [dict(file=text(file), **sums(gzip.decompress(file))) for file in files]


def main():
    streams = [dict(level=level, strategy=name, stream=text(raw(data, level, strategy)), **sums(data))
               for data in contents() for level in (0, 1, 6, 9) for name, strategy in STRATEGIES.items()
               if not (level == 0 and (name != "default" or len(data) > 2_000))]
    cases = dict(streams=streams, handmade=[dict(stream=text(stream), unpacked=verdict(stream)) for stream in handmade()],
                 mutations=mutations(), files=gzips())
    accepted = sum(case["unpacked"] is not None for case in cases["mutations"])
    print(f"{len(streams)} streams, {len(cases['mutations'])} mutations, {accepted} of them accepted")
    Path(__file__).with_name("deflate.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
