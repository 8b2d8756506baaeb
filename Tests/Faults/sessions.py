"""Sessions of the stepper: a generated lesson and commands that go through it, from a pipe and at a terminal.

Stepping to the end shows the steps of a straight run; wherever a walk or a fork led, the same step has the same values; a
session ends when its input does, and never with a signal.
"""

import os
import pty
import select
import signal
import time

import grammar
import hostile
from answer import Complaint
from case import Case

KEYS = ["\r", " ", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[A", "\x1b[B", "\x03", "\x0c", "\t",
        "\x7f", "\x1b", "\x01", "\x15", "\x1b[200~w\x1b[201~",
        "\x1b[999999999;5H", "é", "\U0001f9e0", "\x00", "\x1b[M"]
WALL = 60
# A straight session answers at most this many questions.
MOST_QUESTIONS = 300


def case(random):
    statements, writer = grammar.program(random)
    statements = [text for text in statements if not text.startswith("ask")] or ["w = 1"]
    names = sorted(writer.shapes)
    kind = random.choice(["straight", "walk", "fork", "text", "repl"] * 3 + ["terminal", "plain terminal"])
    commands = [command(random, writer, kind) for _ in range(random.randint(3, 25))]
    if kind == "text" and random.random() < 0.5:
        statements = hostile.nearly(random)
    if random.random() < 0.4 and kind != "terminal":
        statements.insert(random.randrange(len(statements)), 'ask "What is it?" 1 + 1\nhint "One more than one."')
    parts = [("lesson", text) for text in statements] + [("command", text) for text in commands]
    goal = random.random()
    return Case(kind, parts, lambda trial, parts: CHECKS[kind](
        trial, [text for where, text in parts if where == "lesson"], [text for where, text in parts if where == "command"],
        names, goal))


def command(random, writer, kind):
    """One command of a kind of session; those of a walk change nothing."""
    place = random.choice(["1", "2", "5", "7.1", "3.999", "end", "start", "0", "-1", "Two", "99999999999999999999",
                           "1.99999999999999999999"])
    walk = ["next", f"next {random.randint(1, 9)}", "back", f"back {random.randint(1, 9)}", f"goto {place}", "list", "finish",
            "set", "help", ":next", "hint", "compare"]
    if kind in ("straight", "walk"):
        return random.choice(walk)
    name = random.choice(sorted(writer.shapes) or ["w"])
    typed = [f"set {name} = {writer.number()}", f"set {name} = {writer.expression(())}", f"set {name}[0] = 2", "drop",
             "answer", "2", "1 + 1", "0.3855", "compare",
             f"show {name}", f"why {name}", f"set {name} = " + random.choice(hostile.COUNTS)]
    if kind in ("text", "repl", "terminal", "plain terminal"):
        typed += [writer.statement(), "save notes.md", "save", "quit now", "goto " + random.choice(hostile.ODD),
                  random.choice(hostile.ODD) * 3,
                  random.choice(hostile.WORDS), "next " + random.choice(hostile.COUNTS),
                  "back " + random.choice(hostile.COUNTS)]
    return random.choice(walk + typed * 2)


def lesson(statements):
    """A lesson with two sections, its title and words between them."""
    half = (len(statements) + 1) // 2
    fences = ["```nn\n" + "\n".join(part) + "\n```\n" for part in (statements[:half], statements[half:]) if part]
    return "# T\n\nA lesson.\n\n" + "\n".join(f"## {title}\n\nSome *words*.\n\n{fence}" for title,
                                              fence in zip(("One", "Two"), fences))


def step_through(trial, commands, *options):
    answer = trial.run("lesson", "l.md", "--step", *options, feed="\n".join(commands) + "\n")
    return answer.expect({0, 1, 65})


def steps(objects):
    """What was shown of each step, the first time; a question shows less while it waits."""
    result = {}
    for thing in objects:
        if "step" in thing and thing.get("kind") not in ("question", "error"):
            result.setdefault(thing["step"], thing)
    return result


def questions(shown):
    """How often steps ask; every round of a loop asks as often as those that are shown."""
    return sum(1 if step.get("kind") == "question"
               else step["count"] * max((questions(one["steps"]) for one in step["rounds"]), default=0)
               if step.get("kind") == "loop" else 0 for step in shown)


def check_straight(trial, statements, commands, names, goal):
    trial.write("l.md", lesson(statements))
    run = trial.run("run", "l.md", "--format", "json").expect({0, 1, 65})
    whole = steps(run.objects())
    asked = questions(whole.values())
    if asked > MOST_QUESTIONS:
        return
    commands = ["next", "answer"] * (len(whole) + asked + 3)
    shown = steps(step_through(trial, commands, "--format", "json").objects())
    if shown != whole:
        number = next(number for number in sorted({*shown, *whole}) if shown.get(number) != whole.get(number))
        raise Complaint("stepping shows another step than a run", f"{number}:\n{shown.get(number)}\n{whole.get(number)}")


def check_walk(trial, statements, commands, names, goal):
    """The same step has the same values, whatever was done before."""
    trial.write("l.md", lesson(statements))
    if trial.run("run", "l.md").expect({0, 1, 65}).status == 65:
        return
    listed = next((thing["steps"] for thing in step_through(trial, ["list"], "--format", "json").objects()
                   if thing["kind"] == "list"), [])
    places = [step["number"] for step in listed if not step["text"].startswith("ask")]
    if not places:
        return
    place = places[int(goal * len(places))]
    probes = [f"show {name}" for name in names]
    fresh = values(step_through(trial, ["goto start", f"goto {place}", *probes], "--format", "json"), len(probes))
    led = values(step_through(trial, [*commands, ":drop", "goto start", f"goto {place}", *probes], "--format", "json"),
                 len(probes))
    if fresh != led:
        raise Complaint("a step has other values after a walk",
                        "\n".join(f"{name}: {a} {b}" for name, a, b in zip(names, fresh, led) if a != b))
    there = [f"next {place}", f"back {place}"] * 2
    again = values(step_through(trial, ["goto start", f"goto {place}", *there, f"goto {place}", *probes], "--format", "json"),
                   len(probes))
    if fresh != again:
        raise Complaint("a step has other values after there and back", f"{fresh}\n{again}")


def values(answer, count):
    objects = answer.objects()
    return [(thing.get("value"), thing.get("message")) for thing in objects[len(objects) - count:]]


def check_text(trial, statements, commands, names, goal):
    trial.write("l.md", lesson(statements))
    first = step_through(trial, commands)
    if not (trial.folder / "notes.md").exists():
        again = step_through(trial, commands)
        if (first.status, first.out, first.err) != (again.status, again.out, again.err):
            raise Complaint("two sessions differ", f"{first.text[-300:]}\n{again.text[-300:]}")
    step_through(trial, commands, "--format", "json").objects()


def check_repl(trial, statements, commands, names, goal):
    lines = [line for pair in zip(statements, commands + [""] * len(statements)) for line in pair]
    trial.run("repl", feed="\n".join(lines) + "\n").expect({0, 1, 65})
    trial.run("repl", "--format", "json", feed="\n".join(lines) + "\n").expect({0, 1, 65}).objects()


def at_terminal(trial, statements, commands, goal, name):
    """Keys and lines at a terminal; then Ctrl-D until the program has ended."""
    trial.write("l.md", lesson(statements))
    words = [trial.binary, "lesson", "l.md", "--step"]
    trial.commands.append(([f"TERM={name}"], words[1:], b"", None, None, None))
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(trial.folder)
        os.execve(trial.binary, words, trial.environment({"TERM": name}))
    typed = [line + "\r" for line in commands] + [KEYS[int(goal * 997 * number) % len(KEYS)] for number in range(1, 25)]
    typed.sort(key=lambda line: hash_of(line, goal))
    trial.write("typed.txt", "\n".join(map(repr, typed)))
    seen, end, idle, status = b"", time.monotonic() + WALL, 0, None
    try:
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 0.06)[0]:
                os.write(terminal, (typed.pop(0) if typed else "\x03" if idle % 3 == 2 else "\x04").encode())
                idle += not typed
                continue
            seen += os.read(terminal, 65536)
    except OSError:  # the terminal's other end is closed
        end = time.monotonic() + 10
        while status is None and time.monotonic() < end:
            ended, code = os.waitpid(process, os.WNOHANG)
            status = code if ended else None
            time.sleep(0.02)
    finally:
        os.close(terminal)
        if status is None:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    if status is None:
        raise Complaint(f"lesson --step at TERM={name} does not end", seen[-500:].decode("utf-8", "replace"), slow=True)
    if os.WIFSIGNALED(status):
        raise Complaint(f"lesson --step at TERM={name} is ended by signal {os.WTERMSIG(status)}",
                        seen[-500:].decode("utf-8", "replace"))


def hash_of(text, goal):
    return (sum(map(ord, text)) * (goal + 0.01) * 7919) % 1


CHECKS = {
    "straight": check_straight, "walk": check_walk, "fork": check_walk, "text": check_text, "repl": check_repl,
    "terminal": lambda trial, statements, commands, names, goal: at_terminal(trial, statements, commands, goal, "xterm"),
    "plain terminal": lambda trial, statements, commands, names, goal: at_terminal(trial, statements, commands, goal, "dumb"),
}
