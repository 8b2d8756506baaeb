"""Writes the acceptance programs (`*.nn`) beside this file.

Every number in them is computed by PyTorch in float64, or stands on a published page that the program names; none comes from
nnlearn. Running this again reproduces the same files byte for byte:

    python3 -m venv v && v/bin/pip install torch numpy && v/bin/python make_programs.py

`operations.py` holds the functions and losses, `optimizers.py` and `networks.py` what learns, `fits.py` the fits of
the lessons, `language.py` words and statements; `program.py` writes one program.
"""

from pathlib import Path

import fits
import language
import networks
import operations
import optimizers

if __name__ == "__main__":
    for make in operations.ALL + optimizers.ALL + networks.ALL + fits.ALL + language.ALL:
        program = make()
        (Path(__file__).parent / f"{program.name}.nn").write_text(program.text(), encoding="utf-8", newline="\n")
        print(f"{program.name}.nn: {len(program.lines)} lines")
