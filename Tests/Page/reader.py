"""A reader of the page, for its tests."""
import os
import pathlib
import shutil
import subprocess
import tempfile


class Page:
    """The page in a tab, with the actions of a reader."""

    def __init__(self, browser, path, hash="", size=(1280, 900), **options):
        self.problems = []
        self.file = pathlib.Path(path)
        self.tab = browser.new_page(viewport={"width": size[0], "height": size[1]}, **options)
        self.tab.on("console", lambda message: message.type == "error" and self.problems.append(message.text))
        self.tab.on("pageerror", lambda error: self.problems.append(str(error)))
        self.tab.on("request", lambda request: request.url.split(":")[0] in ("file", "blob", "data")
                    or self.problems.append(f"a request left the page: {request.url}"))
        self.tab.goto(f"file://{path}{hash}")
        self.settle()

    def settle(self):
        """Waits until the module has answered everything."""
        self.tab.wait_for_selector("body[data-busy='0']", timeout=120_000)

    def press(self, key, times=1):
        for _ in range(times):
            self.tab.keyboard.press(key)
            self.settle()

    def type(self, text):
        """Types a line into the input field, and goes back to the lesson."""
        self.press("/")
        self.tab.keyboard.type(text)
        self.press("Enter")
        self.press("Escape")

    @property
    def position(self):
        return self.tab.inner_text("#position")

    def text(self, selector="#lesson"):
        return self.tab.inner_text(selector)

    def close(self):
        self.tab.close()
        assert not self.problems, self.problems


def terminal(binary, *arguments, stdin=None):
    run = subprocess.run([binary, *arguments], input=stdin, capture_output=True, text=True,
                         env={**os.environ, "LC_ALL": "C.UTF-8"})
    return run.stdout


def drop(page, name, content):
    folder = tempfile.mkdtemp()
    path = pathlib.Path(folder, name)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    page.tab.set_input_files("#open", str(path))
    page.tab.wait_for_timeout(200)
    page.settle()
    shutil.rmtree(folder)
