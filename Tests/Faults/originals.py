"""Small sound files of every format, made from a seed, and one model and one checkpoint that a program has written."""

import random as randomness
import signal
import struct
import time
import zlib

from trial import send

ROWS = 36


def table(random, separator=",", comma=False, numbers=False, rows=ROWS):
    """Two clusters with four columns and a target."""
    lines = [separator.join(["length", "width", "depth", "weight", "price" if numbers else "kind"])]
    for row in range(rows):
        cells = [f"{random.gauss(row % 2 * 2, 1):.2f}" for _ in range(4)]
        cells.append(f"{sum(map(float, cells)):.3f}" if numbers else ["oak", "elm"][row % 2])
        lines.append(separator.join(cell.replace(".", ",") if comma else cell for cell in cells))
    return ("\n".join(lines) + "\n").encode()


def idx(random, images):
    if images:
        return struct.pack(">4BIII", 0, 0, 8, 3, ROWS, 4, 4) + bytes(random.randrange(256) for _ in range(ROWS * 16))
    return struct.pack(">4BI", 0, 0, 8, 1, ROWS) + bytes(row % 3 for row in range(ROWS))


def picture(random, magic):
    """A picture of 4 by 4, grey or in colour, its numbers as bytes or as text."""
    values = [random.randrange(256) for _ in range(16 * (3 if magic in (b"P3", b"P6") else 1))]
    body = bytes(values) if magic in (b"P5", b"P6") else b" ".join(b"%d" % value for value in values) + b"\n"
    return magic + b"\n# made for a test\n4 4\n255\n" + body


def png(random):
    """A PNG file of 4 by 4, its filters at random."""
    colour, samples = random.choice([(0, 1), (2, 3), (4, 2), (6, 4), (3, 1)])

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(bytes([random.randrange(5)]) + random.randbytes(4 * samples) for _ in range(4))
    palette = chunk(b"PLTE", random.randbytes(768)) + chunk(b"tRNS", random.randbytes(9)) if colour == 3 else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, colour, 0, 0, 0)) + palette
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def gzip(random, data):
    """A gzip file of one member or two, packed at any level and with any strategy, in blocks of any kind."""
    cut = random.choice([0, random.randrange(len(data))])
    file = b""
    for part in (data[:cut], data[cut:]) if cut else (data,):
        packer = zlib.compressobj(random.randrange(10), zlib.DEFLATED, 31, random.randint(1, 9), random.randrange(5))
        for start in range(0, len(part), step := random.choice([300, 5_000, 1 << 20])):
            file += packer.compress(part[start:start + step])
            file += packer.flush(random.choice([zlib.Z_NO_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH]))
        file += packer.flush()
    return file


LESSON = b"""# A lesson

One step downhill.

## The step

The weight moves from 0.380 to 0.3855, against the **slope**.

- an item with `code` and [a link](x.md)

```nn
param w = 0.380
rate = 0.01
L = (w - 0.655)^2   #=> 0.0756
backprop L
step sgd(rate = rate)
w   #=> 0.3855
ask "How much?" w
hint "Look above."
data d = load "table.csv" seed 1
model net = dense 2 tanh, dense 2 softmax
train net on d for 2 epochs
```

```text
shown as it stands
```
"""


def files(kind, random):
    """The files of a format by name; the first is the one that is damaged."""
    match kind:
        case "comma": return {"table.csv": table(random)}
        case "numbers": return {"table.csv": table(random, numbers=True)}
        case "semicolon": return {"table.csv": table(random, ";", comma=True)}
        case "tab": return {"table.tsv": table(random, "\t")}
        case "idx images": return {"a-images-idx3-ubyte": idx(random, True), "a-labels-idx1-ubyte": idx(random, False)}
        case "idx labels": return {"a-labels-idx1-ubyte": idx(random, False), "a-images-idx3-ubyte": idx(random, True)}
        case "classes": return {"names.csv": b"0,zero\n1,one\n2,two\n", "a-images-idx3-ubyte": idx(random, True),
                                "a-labels-idx1-ubyte": idx(random, False)}
        case "lesson": return {"a.md": LESSON, "table.csv": table(random)}
        case "list of lessons": return {"README.md": b"# Lessons\n\n1. [A lesson](a.md): one step\n", "a.md": LESSON,
                                        "table.csv": table(random)}
        case "gzip": return {"table.csv.gz": gzip(random, table(random, rows=random.choice([ROWS, ROWS, 4_000])))}
        case "png": return {f"set/{'oak' if number % 2 else 'elm'}/{number}.png": png(random) for number in range(12)}
        case "picture":
            magic = random.choice([b"P2", b"P3", b"P5", b"P6"])
            suffix = "pgm" if magic in (b"P2", b"P5") else "ppm"
            return {f"set/{'oak' if number % 2 else 'elm'}/{number}.{suffix}": picture(random, magic) for number in range(12)}


TRAINED = {}  # one binary's model and checkpoint, made once


def trained(trial):
    """A model, a checkpoint with its history, and the table that both come from, by name."""
    if TRAINED:
        return TRAINED
    trial.write("table.csv", table(randomness.Random(1)))
    words = ["train", "table.csv", "--model", "dense 3 tanh, dropout 0.1, dense 2 softmax", "--optimizer", "adamw(rate = 0.01)",
             "--schedule", "step(every = 5, factor = 0.9)", "--seed", "3", "--threads", "1", "--batch", "8", "--save",
             "m.safetensors",
             "--history", "h.csv"]
    trial.run(*words, "--epochs", "4").expect({0})
    model = (trial.folder / "m.safetensors").read_bytes()
    checkpoint = trial.folder / "m.checkpoint.safetensors"

    def interrupt(process):
        end = time.monotonic() + 60
        while not checkpoint.exists() and time.monotonic() < end:
            time.sleep(0.01)
        send(process, signal.SIGINT)

    trial.run(*words, "--epochs", "10000", "--checkpoint-every", "5", moment=interrupt).expect({130})
    history = trial.folder / "h.csv"
    TRAINED.update({
        "table.csv": (trial.folder / "table.csv").read_bytes(), "m.safetensors": model,
        checkpoint.name: checkpoint.read_bytes(),
        "h.csv": history.read_bytes() if history.exists() else b"epoch,steps\n",
    })
    trial.commands.clear()
    trial.files.clear()
    return TRAINED
