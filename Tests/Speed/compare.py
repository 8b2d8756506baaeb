#!/usr/bin/env python3
"""Times the workloads of `nnlearn bench` against other libraries, in one run, and prints a table.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install jax torch scikit-learn
    apt-get install libfann-dev
    /tmp/peers/bin/python Tests/Speed/compare.py .build/release/nnlearn [WORKLOAD ...]

All times are in microseconds per step: for nnlearn the median of several calls of `bench`, which alternate with the peers, and
for a peer the median of five epochs after one that is not timed. The ratio is nnlearn's time to that of the fastest peer.
Nothing is shuffled: the peers' data are already in batches, and nnlearn copies its data in order. `peers.py` describes how
each of them trains; a peer that is not installed, or does not support a network, is left out.

  --runs N               measure N times and print the medians; the ratio is the median of the N runs' ratios
  --instructions NAME    base, avx2 or avx512, passed to `bench`; with avx2 the peers do without AVX-512, too
  --markdown             print a Markdown table with the name of the processor
"""
import argparse, json, os, platform, statistics, subprocess, sys, time

# Settings that disable AVX-512 in the peers: XLA, oneDNN, MKL, ATen, OpenBLAS, NumPy.
WITHOUT_AVX512 = {
    "XLA_FLAGS": "--xla_cpu_max_isa=AVX2", "ONEDNN_MAX_CPU_ISA": "AVX2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2", "ATEN_CPU_CAPABILITY": "avx2",
    "OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX",
}


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("workloads", nargs="*")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--instructions", choices=("base", "avx2", "avx512"))
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


def processor():
    """The processor's name and generation, and the number of processors."""
    try:
        with open("/proc/cpuinfo") as file:
            facts = dict((part.strip() for part in line.split(":", 1)) for line in file if ":" in line)
        name = f"{facts['model name']} (family {facts['cpu family']}, model {facts['model']})"
    except (OSError, KeyError):
        name = platform.processor()
        if sys.platform == "darwin":
            name = subprocess.check_output(["sysctl", "-n", "machdep.cpu.brand_string"], text=True).strip()
    return f"{name}, {len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} processors"


def bench(options, name):
    """The result of `nnlearn bench` for a workload."""
    words = [options.binary, "bench", name, "--format", "json"]
    if options.instructions:
        words += ["--instructions", options.instructions]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[0])


def alone(measure, *arguments):
    """The measurement, taken when the threads of the previous one have gone to sleep."""
    time.sleep(1)
    return measure(*arguments)


def run(options, name, peers):
    """Microseconds per step: nnlearn's, and each peer's."""
    own, times = [alone(bench, options, name)["us_per_step"]], []
    for peer in peers:
        times.append(alone(peer))
        own.append(alone(bench, options, name)["us_per_step"])
    return statistics.median(own), times


def digits(time):
    return "—" if time is None else f"{time:,.{2 if time < 10 else 1 if time < 100 else 0}f}"


def made(name, make, workload):
    """What times a peer, or None where it does not have the workload or fails on it, which is said on standard error."""
    try:
        return make(workload)
    except Exception as error:
        print(f"{name} fails on {workload}: {str(error).splitlines()[0] if str(error) else type(error).__name__}", file=sys.stderr)
        return None


def main():
    chosen = options()
    if chosen.instructions == "avx2":
        os.environ.update(WITHOUT_AVX512)
    import peers  # NumPy and the peers read the environment when they are imported.

    names = [name for name, _ in peers.ALL]
    instructions = bench(chosen, "xor")["instructions"]
    machine = f"{processor()}, nnlearn with {instructions}. Median of {chosen.runs} runs, microseconds per step."
    titles = ["workload", "nnlearn", *names, "ours ÷ best peer"]
    widths = [11, 9] + [max(9, len(name) + 2) for name in names] + [18]

    def row(cells):
        if chosen.markdown:
            print("| " + " | ".join(cells) + " |", flush=True)
        else:
            print(cells[0].ljust(widths[0]) + "".join(c.rjust(w) for c, w in zip(cells[1:], widths[1:])), flush=True)

    print(machine + ("\n" if chosen.markdown else ""))
    row(titles)
    if chosen.markdown:
        row(["---"] + ["---:"] * (len(titles) - 1))
    for workload in chosen.workloads or peers.WORKLOADS:
        found = {name: measure for name, make in peers.ALL if (measure := made(name, make, workload)) is not None}
        runs = [run(chosen, workload, found.values()) for _ in range(chosen.runs)]
        times = {name: statistics.median(run[1][i] for run in runs) for i, name in enumerate(found)}
        cells = [workload, digits(statistics.median(own for own, _ in runs)), *(digits(times.get(name)) for name in names)]
        row(cells + [f"{statistics.median(own / min(others) for own, others in runs):.2f}" if found else "—"])


if __name__ == "__main__":
    main()
