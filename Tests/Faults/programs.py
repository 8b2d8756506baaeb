"""Programs: valid, nearly valid and hostile ones, through `run`, `check` and `repl`, as text and as JSON.

No crash, no hang, an error with its place, the same bytes twice; text, JSON and `check` agree on how the program ended.
"""

import re

import grammar
import hostile
from case import Case
from answer import PLACE, Complaint

SLOW = 3
LONGEST = 1 << 20  # bytes of a text; a longer one is refused as a whole


def case(random):
    kind = random.choice(["valid"] * 5 + list(hostile.KINDS))
    parts = hostile.KINDS[kind](random) if kind != "valid" else grammar.program(random)[0]
    way = random.choice(["run", "run", "run", "repl", "check"])
    ending = random.choice(["\n", "\n", "\n", "\n", "\r\n", ""])
    return Case(f"{kind}, {way}", parts, lambda trial, lines: WAYS[way](trial, encoded(lines, ending)))


def encoded(lines, ending):
    return ("\n".join(lines) + ("\n" if ending else "")).replace("\n", ending or "\n").encode("utf-8", "surrogatepass")


def check_error(answer):
    """An error has its place; every other answer has no error."""
    first = next(iter(answer.message.splitlines()), "")
    if answer.status == 65 and not PLACE.match(first):
        raise Complaint("an error without its place", answer.message)
    if answer.status in (0, 1) and "error:" in answer.message:
        raise Complaint(f"an error and exit status {answer.status}", answer.message)


def check_objects(objects, status):
    """The steps are numbered from 1, and an error is the last of them."""
    numbers = [thing.get("step") for thing in objects]
    if numbers != list(range(1, len(numbers) + 1)):
        raise Complaint("the steps are not numbered from 1", numbers[:30])
    if any(thing.get("schema") != 1 for thing in objects):
        raise Complaint("an object without its schema")
    errors = [place for place, thing in enumerate(objects) if thing.get("kind") == "error"]
    if errors != ([len(objects) - 1] if status == 65 else []):
        raise Complaint(f"error objects at {errors} of {len(objects)} with exit status {status}")
    failed = any(not check["holds"] for thing in objects for check in thing.get("checks", []))
    if status != 65 and failed != (status == 1):
        raise Complaint(f"checks {'fail' if failed else 'hold'} and the exit status is {status}")


def check_run(trial, text):
    shown = trial.run("run", "-", feed=text).expect({0, 1, 65})
    if len(text) <= LONGEST:
        check_error(shown)
    data = trial.run("run", "-", "--format", "json", feed=text).expect({0, 1, 65})
    if len(text) > LONGEST and shown.status == data.status == 65:
        return
    check_objects(data.objects(), data.status)
    if (shown.status, shown.err) != (data.status, data.err):
        raise Complaint("text and JSON end differently", f"{shown.status} {data.status}\n{shown.message}\n{data.message}")
    if shown.seconds < SLOW:
        again = trial.run("run", "-", feed=text).expect({0, 1, 65})
        if (again.status, again.out, again.err) != (shown.status, shown.out, shown.err):
            raise Complaint("two runs differ", first_difference(shown.text + shown.message, again.text + again.message))
        trial.write("a.nn", text)
        checked = trial.run("check", "a.nn").expect({0, 1, 65})
        if checked.status != shown.status:
            raise Complaint("`check` and `run` end differently",
                            f"{checked.status} {shown.status}\n{checked.message or checked.text}\n{shown.message}")


def first_difference(a, b):
    return next((f"{x!r}\n{y!r}" for x, y in zip(a.splitlines(), b.splitlines()) if x != y), "one is longer")


def check_repl(trial, text):
    """Errors end nothing here; the whole is read to its end, in both formats."""
    shown = trial.run("repl", feed=text).expect({0, 1, 65})
    data = trial.run("repl", "--format", "json", feed=text).expect({0, 1, 65})
    if shown.status != data.status:
        raise Complaint("text and JSON of the repl end differently", f"{shown.status} {data.status}\n{shown.message}")
    data.objects()


def check_check(trial, text):
    """`check --accept` changes only the text after the marks, and nothing the second time."""
    trial.write("a.nn", text)
    trial.run("check", "a.nn").expect({0, 1, 65})
    accepted = trial.run("check", "--accept", "a.nn").expect({0, 1, 65})
    written = (trial.folder / "a.nn").read_bytes()
    if unmarked(written) != unmarked(text):
        raise Complaint("`check --accept` changes more than the marks", first_difference(repr(text), repr(written)))
    again = trial.run("check", "--accept", "a.nn").expect({accepted.status})
    if (trial.folder / "a.nn").read_bytes() != written:
        raise Complaint("`check --accept` changes what it accepted before", again.text)


def unmarked(text):
    """The text without what follows a mark on its line."""
    return re.sub(rb"[ \t]*#=>[^\r\n]*", b"", text)


WAYS = {"run": check_run, "repl": check_repl, "check": check_check}
