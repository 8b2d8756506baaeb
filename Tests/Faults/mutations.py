"""Damages to the bytes of a file: blind ones, ones that know text, and ones that know a safetensors header."""

import json
import re
import struct
import zlib

NUMBERS = [b"-1", b"0", b"1e300", b"-1e308", b"1e-320", b"99999999999999999999", b"9223372036854775807",
           b"9223372036854775808", b"4294967296", b"nan", b"inf", b"-inf",
           b"", b"0x10", b"1_000", b"1,5", b"1.5", b"-0.0", b"1e99999", b"NA", b"?", b"$4,420.01", b" 40 ", b"1e", b"--1",
           b"65536", b"16777216"]
TEXTS = [b'"', b"'", b"\\", b"\x00", b"\xff", b"\xe9", b"\x1b[31m", "\u202e".encode(), "\u0301".encode() * 50, b"\r", b"\r\n",
         b"\n\n", b"\t", b",", b";", b"\xef\xbb\xbf",
         b"\xff\xfe", b"{", b"}", b"[" * 3000, b"(" * 3000, b"a" * 70_000, b",,,,,", b'""', b'"a\nb"', b"```", b"#", b"|",
         b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]


def bits(random, data):
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1:]


def truncation(random, data):
    return data[:random.randrange(len(data))]


def splice(random, data):
    a, b, at = random.randrange(len(data)), random.randrange(len(data)), random.randrange(len(data))
    return data[:at] + data[min(a, b):max(a, b)] + data[at:]


def loss(random, data):
    a, length = random.randrange(len(data)), random.choice([1, 2, 8, 64, 500])
    return data[:a] + data[a + length:]


def insertion(random, data):
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(TEXTS) + data[at:]


def number(random, data):
    """A number as it is written becomes another one."""
    found = list(re.finditer(rb"-?\d+(\.\d+)?(e-?\d+)?", data[:200_000]))
    if not found:
        return insertion(random, data)
    place = random.choice(found)
    return data[:place.start()] + random.choice(NUMBERS) + data[place.end():]


def size(random, data):
    """Four or eight bytes near the start become another number, as sizes are kept there."""
    at, width = random.randrange(min(len(data), 40)), random.choice([">I", "<I", "<Q"])
    value = random.choice([0, 1, 2, 0xFFFF, 1 << 24, (1 << 31) - 1, 1 << 31, (1 << 32) - 1] + [1 << 40, 1 << 62, (1 << 63) - 1,
        (1 << 64) - 1] * (width == "<Q"))
    return data[:at] + struct.pack(width, value) + data[at + struct.calcsize(width):]


def line(random, data):
    """A line twice, lost, or exchanged with another."""
    lines = data.split(b"\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(3):
        case 0: lines.insert(a, lines[b])
        case 1: del lines[a]
        case 2: lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def cell(random, data):
    """Another text between two separators."""
    parts = re.split(rb"([,;\t \n])", data)
    parts[random.randrange(len(parts)) // 2 * 2] = random.choice(NUMBERS + TEXTS)
    return b"".join(parts)


def header(random, data):
    """A damage to a safetensors file that leaves its header readable: other values, keys lost, doubled or exchanged."""
    length = struct.unpack("<Q", data[:8])[0] if len(data) > 8 else 1 << 60
    try:
        content = json.loads(data[8:8 + length])
        texts = content["__metadata__"]
        keys = [key for key in content if key != "__metadata__"]
        name, tensor = random.choice(sorted(texts)), random.choice(sorted(keys))
        match random.randrange(9):
            case 0 | 1 | 2: texts[name] = changed(random, texts[name])
            case 3: del texts[name]
            case 4: texts[name] = texts[random.choice(sorted(texts))]
            case 5: content[tensor]["shape"] = random.choice([[], [0], [-1], [1 << 40, 1 << 40], [1.5], ["3"], [3, 3], None,
                                                              [1 << 62, 4]])
            case 6: content[tensor]["data_offsets"] = random.choice([[0, 0], [4, 0], [-4, 8], [0, 1 << 62], [0, (1 << 63) - 1],
                                                                     [0], [0, 4.5], None])
            case 7: content[tensor]["dtype"] = random.choice(["F64", "F16", "I64", "BF16", "", None, 3])
            case 8: del content[tensor]
        text = json.dumps(content, separators=(",", ":"))
        if random.random() < 0.1:
            key, value = next(iter(content.items()))
            text = "{" + json.dumps(key) + ":" + json.dumps(value) + "," + text[1:]
        text = text.encode()
        return struct.pack("<Q", len(text)) + text + data[8 + length:]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error):
        return bits(random, data)


def changed(random, text):
    """A number or a word of a text becomes another one."""
    if random.random() < 0.7:
        return number(random, text.encode()).decode("utf-8", "replace")
    return random.choice(["", text * 2, text[:-1], "[" * 5000, text.replace("a", "\x1b[31m"), text.upper(),
                          text.replace(" ", "\u202e"), "null", "{}", "[]"])


def stream(random, data):
    """A gzip file whose packed data are damaged, with the right check if they can be unpacked all the same."""
    packed = random.choice(BLIND)(random, data[10:-8]) if len(data) > 19 else data
    unpacker = zlib.decompressobj(-15)
    try:
        unpacked = unpacker.decompress(packed)
    except zlib.error:
        return data[:10] + packed + data[-8:]
    return data[:10] + packed + struct.pack("<II", zlib.crc32(unpacked), len(unpacked)) + unpacker.unused_data


def checked(random, data):
    """A damaged PNG file whose chunks have the right check."""
    data = random.choice(BINARY)(random, data)
    start = 8
    while start + 12 <= len(data):
        end = start + 8 + struct.unpack(">I", data[start:start + 4])[0]
        if end + 4 > len(data):
            break
        data = data[:end] + struct.pack(">I", zlib.crc32(data[start + 4:end])) + data[end + 4:]
        start = end + 4
    return data


BLIND = [bits, truncation, splice, loss, insertion]
TEXT = [*BLIND, number, number, line, cell, cell]
BINARY = [*BLIND, size, size]
TENSORS = [bits, truncation, insertion, size] + [header] * 8
