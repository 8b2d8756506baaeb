#!/usr/bin/env python3
"""Opens the page from disk in Chromium, as a class would, and compares it with the command in a terminal.

    python3 Tests/Page/test_page.py nnlearn.html .build/release/nnlearn [TEST …]

Needs playwright and axe-playwright-python (PyPI), and Chromium, from CHROMIUM or PATH. Each test opens a new page. It fails if
the page sends a request, violates the policy, or reports an error in the console.
"""
import gzip
import os
import pathlib
import re
import shutil
import sys
import tempfile
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import test_handles
from reader import Page, drop, terminal

LESSONS = pathlib.Path("lessons")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−")
# The text of the lesson, with a space in place of each tag, without pictures, whose axes have other divisions, and without the
# labels of folded workings.
SPOKEN = r"""(() => {
  const copy = document.getElementById('lesson').cloneNode(true);
  for (const other of copy.querySelectorAll('svg, figcaption, form, .slider, .fold > summary')) other.remove();
  // A browser writes the numbers of choices.
  for (const list of copy.querySelectorAll('.choices')) [...list.children].forEach((item, index) => item.prepend(`${index + 1} `));
  return copy.innerHTML.replace(/<[/]?(em|strong|code|a)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ');
})()"""


def numbers(text):
    """The numbers of a text, with exponents as separate numbers."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda raised: f" {raised[0].translate(SUPERSCRIPTS)} ", text)
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def without_plots(text):
    """The lines of a terminal without the pictures of plots and what is said under them."""
    lines, is_below_axis = [], False
    for line in text.splitlines():
        is_below_axis = line != "" and (is_below_axis or "└" in line)
        is_picture = "┤" in line or re.match(r"\s*│", line)
        if not is_picture and not is_below_axis:
            lines.append(line)
    return "\n".join(lines)


def numbers_with_answers(page):
    """The numbers of a lesson that is read as a whole, with the answers to its questions."""
    while page.tab.locator("#lesson form.answer").count():
        page.tab.click("#lesson form.answer [data-ask=':answer'] >> nth=0")
        page.settle()
    return numbers(page.tab.evaluate(SPOKEN))


def assert_same(shown, printed, name):
    for position, (a, b) in enumerate(zip(shown, printed)):
        assert a == b, f"{name}: the page has {shown[max(0, position - 5):position + 5]}, not {printed[max(0, position - 5):position + 5]}"
    assert len(shown) == len(printed), f"{name}: {len(shown)} numbers on the page, {len(printed)} in the terminal"


def test_numbers_of_all_lessons(open_page, binary):
    """Every number of a lesson's whole working is on the page, in the same order, and so is every number of the terminal."""
    for lesson in sorted(LESSONS.glob("*.md")):
        if lesson.name == "README.md":
            continue
        page = open_page(f"#{lesson.stem}/read")
        shown = numbers_with_answers(page)
        command = ["lesson", str(lesson), "--width", "240", "--color", "never"]
        printed = numbers(without_plots(terminal(binary, *command, "--detail", "full")))
        assert_same(shown, printed, lesson.stem)
        folded = re.sub(r"(?m)^ *… .*; --detail full.*$", "", without_plots(terminal(binary, *command)))
        rest = iter(shown)
        missing = next((number for number in numbers(folded) if number not in rest), None)
        assert missing is None, f"{lesson.stem}: the terminal has {missing}, which the page lacks there"
        page.close()


def test_keyboard_alone(open_page, binary):
    """Reveal, answer, fork, compare, drop and back, without a pointer."""
    page = open_page("#gradient-descent")
    page.press("ArrowRight", 5)
    page.press("ArrowLeft")
    assert page.position.startswith("4"), page.position
    page.type("goto 24")
    assert "0.01" in page.text("#step-24")
    page.press("ArrowRight")
    assert page.tab.locator("#step-25 form.answer").count() == 1
    page.press("ArrowRight")  # a question waits: the key leads to its field
    page.tab.keyboard.type("w + rate")
    page.press("Enter")
    assert "0.39" in page.text("#step-25"), page.text("#step-25")
    page.tab.keyboard.press("Escape")
    page.press("ArrowRight")
    page.tab.keyboard.press("ControlOrMeta+a")
    page.tab.keyboard.type("0.386")
    page.press("Enter")
    assert "0.3855" in page.text("#step-25")
    page.press("Escape")
    page.type("set rate = 0.5")
    assert "rate = 0.5" in page.text("#fork")
    page.type("compare")
    page.type("drop")
    assert page.tab.locator("#fork").is_hidden()
    assert "0.3855" in page.text("#step-25")
    page.close()


def test_the_address_reproduces_the_state(open_page, binary):
    page = open_page("#gradient-descent/30?rate = 0.9")
    page.settle()
    assert page.position.startswith("30"), page.position
    assert "rate = 0.9" in page.text("#fork")
    page.close()
    page = open_page("#gradient-descent/9999")
    assert page.position.startswith("0"), page.position
    page.close()
    page = open_page("#no-such-lesson")
    assert "no lesson" in page.text("body"), page.text("body")
    page.close()


def test_a_student_has_the_numbers_of_the_sheet(open_page, binary):
    """The address of a student gives the lesson the numbers that the command gives it, and saves answers that `collect` marks."""
    name = "Zoë O'Neil"
    page = open_page("?student=" + urllib.parse.quote(name) + "&seed=7#one-neuron/read")
    page.tab.locator("#lesson form.answer input").last.fill("12345")
    page.tab.keyboard.press("Enter")
    page.settle()
    shown = numbers_with_answers(page)
    student = ["--student", name, "--seed", "7"]
    command = ["lesson", "lessons/one-neuron.md", "--width", "240", "--color", "never", "--detail", "full"]
    printed = numbers(without_plots(terminal(binary, *command, *student)))
    # After them, the page says which questions were answered.
    assert_same([number for number in shown if number != "12345"][:len(printed)], printed, name)
    assert printed != numbers(without_plots(terminal(binary, *command)))
    with tempfile.TemporaryDirectory() as folder:
        page.tab.evaluate("window.saved = []")
        with page.tab.expect_download(predicate=lambda file: file.suggested_filename.endswith(".jsonl")) as download:
            page.tab.evaluate("document.getElementById('save').click()")
        download.value.save_as(pathlib.Path(folder, "answers.jsonl"))
        marks = terminal(binary, "collect", folder, "--format", "json")
    assert f'"student":"{name}"' in marks and '"given":"12345"' in marks, marks
    page.close()


HOSTILE = """# <script>alert(1)</script>

<img src=x onerror="alert(2)"> [link](javascript:alert(3)) `<b>` **bold** [data](data:text/html,x)
\u2028 \u202e \x1b[31m

```nn
x = 1
ask "<script>alert(4)</script>" 1 hint "<img src=x onerror=alert(5)>"
```

""" + "[" * 100_000 + "\n"


def test_a_hostile_lesson_is_inert(open_page, binary):
    page = open_page()
    page.tab.on("dialog", lambda dialog: page.problems.append(f"a script ran: {dialog.message}"))
    drop(page, "hostile.md", HOSTILE)
    page.tab.click("#read-mode")
    page.settle()
    foreign = page.tab.evaluate(
        "[...document.querySelectorAll('#lesson script, #lesson img, #lesson iframe, #lesson [href]')].map((e) => e.outerHTML)"
        ".filter((html) => !/href=.(https?:|#)/.test(html))")
    assert not foreign, foreign
    assert "alert(1)" in page.text() and "\u202e" not in page.text() and "\x1b" not in page.text()
    page.close()


def test_files_from_disk(open_page, binary):
    """The reader's lesson runs and steps; a table trains, compressed too; an unreadable file gets advice."""
    page = open_page()
    drop(page, "mine.md", "# Mine\n\nA line.\n\n```nn\nw = 2\ny = w * 21 #=> 42\n```\n")
    page.press("End", 3)
    assert "42" in page.text(), page.text()
    table = pathlib.Path("Sources/nnlearn/BuiltInData/iris.csv").read_bytes()
    drop(page, "flowers.csv", table)
    page.tab.click("#read-mode")
    page.settle()
    assert "accuracy" in page.text().lower(), page.text()[-800:]
    drop(page, "packed.csv.gz", gzip.compress(table))
    page.tab.click("#read-mode")
    page.settle()
    assert "accuracy" in page.text().lower() and "packed.csv.gz" in page.text(), page.text()[-800:]
    for name, content, said in [
        ("cut.csv.gz", gzip.compress(table)[:600], "ends after 600 bytes"),
        ("utf16.md", "# Hé".encode("utf-16"), "UTF-8"),
        ("empty.csv", b"", "empty.csv: the file is empty"),
        ("large.md", b"# x\n" + b"word " * 300_000, "limit"),
        ("huge.md", b"x" * 65_000_000, "64"),
    ]:
        drop(page, name, content)
        assert said in page.text("body"), (name, page.text("body")[-500:])
    page.close()


def test_the_file_is_small(open_page, binary):
    page = open_page()
    assert page.file.stat().st_size <= 1_000_000, page.file.stat().st_size
    page.close()


def test_a_server_claims_another_encoding(open_page, binary):
    """The mark at the start of the file counts for more than the header of a web server."""
    page = open_page()
    for encoding in ["utf-8", "iso-8859-1"]:
        header = f"text/html; charset={encoding}"
        page.tab.route("http://school/", lambda route: route.fulfill(body=page.file.read_bytes(), content_type=header))
        page.tab.goto("http://school/")
        page.settle()
        page.problems.remove("a request left the page: http://school/")
        page.press("End")
        assert page.text().startswith("Gradient descent"), page.text()[:100]
    page.close()


def test_nothing_is_cut_off(open_page, binary):
    """At three widths nothing extends beyond the window, except inside scrolling elements."""
    for width in (320, 1280, 2560):
        for lesson in ("gradient-descent", "tiny-network", "xor", "optimizers", "convolution", "four-ingredients"):
            page = open_page(f"#{lesson}/read", size=(width, 900))
            assert len(page.text()) > 2000, f"{lesson} shows nothing"
            wide = page.tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{lesson} at {width}: {wide} px too wide"
            page.close()


def test_accessibility(open_page, binary):
    for hash in ("#gradient-descent/25.1", "#tiny-network/read", "#four-ingredients/read", "#starting-values/read"):
        page = open_page(hash)
        # MathML is no text for axe.
        results = Axe().run(page.tab, options={"rules": {"empty-table-header": {"enabled": False}}}).response
        violations = [(v["id"], v["nodes"][0]["html"][:120]) for v in results["violations"]]
        assert not violations, violations
        page.close()


def main():
    path, binary, *wanted = sys.argv[1:]
    path = pathlib.Path(path).resolve()
    tests = {name[5:]: test for name, test in {**globals(), **vars(test_handles)}.items()
             if name.startswith("test_") and callable(test)}
    failures = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"])
        for name in wanted or tests:
            try:
                tests[name](lambda *arguments, **options: Page(browser, path, *arguments, **options), binary)
                print(f"ok      {name}", flush=True)
            except Exception as error:
                failures += 1
                print(f"FAILED  {name}: {str(error)[:2000]}", flush=True)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
