#!/usr/bin/env python3
"""Looks for faults with random input, damaged files, failing disks and kills.

    python3 Tests/Faults/faults.py .build/release/nnlearn                     every tool, a minute each
    python3 Tests/Faults/faults.py .build/release/nnlearn kills --seconds 3600    one of them, for an hour
    python3 Tests/Faults/faults.py .build/release/nnlearn kills --seed 7 --only 42    one case again

The tools: `programs` writes programs with the grammar of the lesson language, `sessions` steps through them, `formats` damages
every kind of file, `disk` lets writes, syncs and renames fail, and `kills` ends training runs at random moments and resumes
them. A case follows from the seed, the tool and its number. The seed is printed, and so is the number of cases of each class.

What is found is tried again before it is reported, made smaller where that is possible, and saved in a folder with a script
that runs it. Exit status 1 tells of a finding.
"""

import argparse
import collections
import importlib
import pathlib
import random
import re
import shutil
import sys
import time

from answer import Complaint
from trial import Trial

TOOLS = ("programs", "sessions", "formats", "disk", "kills")
ROOT = pathlib.Path(__file__).resolve().parents[2]


def attempt(binary, case, parts, into=None):
    """The complaint about a case made of these parts, or None; saved with its script in `into`."""
    trial = Trial(binary)
    try:
        case.check(trial, parts)
        return None
    except Complaint as complaint:
        if into:
            shutil.rmtree(into, ignore_errors=True)
            trial.save(into, complaint)
        return complaint
    finally:
        trial.close()


def is_repeated(binary, case, kind, times=3):
    """Whether the case has the same complaint again."""
    return any((found := attempt(binary, case, case.parts)) and found.kind == kind for _ in range(times))


def smaller(binary, case, kind, seconds=40):
    """The parts that are needed for a complaint of this kind: ever smaller runs of parts are left out where it stays."""
    parts, size, end = list(case.parts), max(1, len(case.parts) // 2), time.monotonic() + seconds
    while parts and time.monotonic() < end:
        start, before = 0, len(parts)
        while start < len(parts) and time.monotonic() < end:
            fewer = parts[:start] + parts[start + size:]
            found = attempt(binary, case, fewer)
            if found and found.kind == kind:
                parts = fewer
            else:
                start += size
        if size == 1 and len(parts) == before:
            break
        size = max(1, size // 2)
    return parts


def search(binary, tool, seed, seconds, only, folder):
    """Runs cases of one tool until the time is over; returns how many findings there were."""
    module = importlib.import_module(tool)
    for message in getattr(module, "limited", list)():
        print(f"{tool}: {message}", flush=True)
    counts, found, end, number = collections.Counter(), {}, time.monotonic() + seconds, 0
    while time.monotonic() < end if only is None else number == 0:
        index = number if only is None else only
        number += 1
        case = module.case(random.Random(f"{seed}/{tool}/{index}"))
        counts[case.kind] += 1
        into = folder / f"{tool}-{seed}-{index}"
        complaint = attempt(binary, case, case.parts, into)
        if complaint is None:
            continue
        key = re.sub(r"[\d.]+", "#", complaint.kind)
        if key in found:
            found[key] += 1
            shutil.rmtree(into)
            continue
        if not complaint.certain and not is_repeated(binary, case, complaint.kind):
            counts[f"seen once and not again: {complaint.kind}"] += 1
            shutil.rmtree(into)
            continue
        found[key] = 1
        if not complaint.certain and not complaint.slow:
            complaint = attempt(binary, case, smaller(binary, case, complaint.kind), into) or complaint
        print(f"{tool}: FOUND ({case.kind}) {complaint.kind}\n{complaint.seen.strip()[:600]}".replace("\n", "\n    "))
        print(
            f"    again: bash {into}/reproduce.sh\n    or: python3 Tests/Faults/faults.py {binary} {tool}"
            f" --seed {seed} --only {index}",
            flush=True)
    classes = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    times = "".join(f"\n    {count} × {key}" for key, count in found.items())
    print(f"{tool}: {number} cases ({classes}); {len(found)} kinds of findings{times}", flush=True)
    return len(found)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("binary")
    arguments.add_argument("tools", nargs="*", metavar="tool", help=", ".join(TOOLS))
    arguments.add_argument("--seconds", type=float, default=60, help="for each tool")
    arguments.add_argument("--seed", type=int, default=int(time.time()) // 86400, help="the day, unless set")
    arguments.add_argument("--only", type=int, help="the number of the one case to run")
    arguments.add_argument("--found", type=pathlib.Path, default=ROOT / ".build" / "faults", help="the folder for findings")
    chosen = arguments.parse_args()
    if unknown := set(chosen.tools) - set(TOOLS):
        arguments.error(f"no tool {', '.join(sorted(unknown))}; there are {', '.join(TOOLS)}")
    print(f"seed {chosen.seed}", flush=True)
    findings = [
        search(chosen.binary, tool, chosen.seed, chosen.seconds, chosen.only, chosen.found) for tool in chosen.tools or TOOLS]
    sys.exit(1 if any(findings) else 0)


if __name__ == "__main__":
    main()
