"""Tests of what a reader takes in hand: points of plots, pads and fields of networks, and the button that stops training."""
from reader import drop

DIGITS = """data d = load "digits" seed 1
model net = dense 32 relu, dense 10 softmax
optimizer adam(rate = 0.01)
train net on d for 4 epochs seed 1
"""
# The strokes of a seven, in shares of the pad.
SEVEN = [(.25, .15), (.7, .15), (.45, .85)]
POINT = "#step-{} [data-point][role=slider]"


def value(page, step):
    return float(page.tab.get_attribute(POINT.format(step), "aria-valuenow"))


def plot_step(page):
    """The step with the first plot that has a point."""
    return page.tab.locator("section:has([data-point][role=slider])").first.get_attribute("data-step")


def test_a_point_of_a_plot_moves_with_the_pointer(open_page, binary):
    """A drag is the change that `set` makes before the step, and what follows is computed again."""
    page = open_page("#gradient-descent/12")
    step = plot_step(page)
    before = value(page, step)
    page.tab.locator(POINT.format(step)).scroll_into_view_if_needed()
    box = page.tab.locator(POINT.format(step)).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.tab.mouse.move(x, y)
    page.tab.mouse.down()
    for move in range(1, 6):
        page.tab.mouse.move(x + 20 * move, y)
    page.tab.mouse.up()
    page.tab.wait_for_timeout(300)
    page.settle()
    after = value(page, step)
    assert after > before + 0.05, (before, after)
    moved = page.tab.locator(POINT.format(step)).bounding_box()
    assert abs(moved["x"] + moved["width"] / 2 - (x + 100)) < 4, (x + 100, moved)
    assert f"w = {after:g}" in page.text("#fork"), page.text("#fork")
    assert page.tab.locator(f"#step-{step} .original [data-point][role]").count() == 0
    page.tab.click("#fork [data-say=':drop']")
    page.settle()
    assert value(page, step) == before
    page.close()


def test_a_point_of_a_plot_moves_with_the_keyboard(open_page, binary):
    page = open_page("#gradient-descent/12")
    step = plot_step(page)
    before = value(page, step)
    page.tab.focus(POINT.format(step))
    page.press("ArrowRight", 3)
    assert value(page, step) > before
    assert page.position.startswith("12"), page.position
    page.press("Home")
    low = float(page.tab.get_attribute(POINT.format(step), "aria-valuemin"))
    assert value(page, step) == low
    assert page.tab.evaluate("document.activeElement.getAttribute('role')") == "slider"
    page.close()


def predicted(page):
    page.tab.wait_for_selector("#networks .said")
    page.tab.wait_for_timeout(200)
    return page.text("#networks .said").split(",")[0]


def trained(open_page):
    page = open_page()
    drop(page, "digits.nn", DIGITS)
    page.tab.click("#read-mode")
    page.settle()
    return page


def test_a_drawn_digit_is_predicted(open_page, binary):
    page = trained(open_page)
    pad = page.tab.locator("canvas[data-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in SEVEN]
    page.tab.mouse.move(*points[0])
    page.tab.mouse.down()
    for point in points[1:]:
        page.tab.mouse.move(*point, steps=8)
    page.tab.mouse.up()
    assert predicted(page) == "7", page.text("#networks")
    assert page.tab.locator("#networks tr").count() == 10
    page.tab.click("#networks [data-clear]")
    page.tab.wait_for_selector("#networks .said", state="detached")
    page.close()


def test_a_digit_is_drawn_with_the_keyboard(open_page, binary):
    """A one: a vertical line of squares."""
    page = trained(open_page)
    place = page.position
    page.tab.focus("canvas[data-pad]")
    page.press("ArrowRight", 3)
    for _ in range(8):
        page.press(" ")
        page.press("ArrowDown")
    assert predicted(page) == "1", page.text("#networks")
    assert page.position == place
    page.press("Delete")
    page.tab.wait_for_selector("#networks .said", state="detached")
    page.close()


def test_typed_values_are_predicted(open_page, binary):
    page = open_page()
    drop(page, "iris.nn", """data d = load "iris" seed 1
model net = dense 8 tanh, dense 3 softmax
optimizer adam(rate = 0.05)
train net on d for 30 epochs seed 1
""")
    page.tab.click("#read-mode")
    page.settle()
    assert page.tab.locator("#networks input").count() == 4
    for field, text in enumerate(["5.9", "3", "4.8", "1.2"]):
        page.tab.locator("#networks input").nth(field).fill(text)
    assert predicted(page) == "versicolor", page.text("#networks")
    page.tab.locator("#networks input").nth(3).fill("1.9")
    assert predicted(page) == "virginica", page.text("#networks")
    page.close()


LONG = """data d = load "digits" seed 1
model net = dense 64 relu, dense 10 softmax
train net on d for 1000 epochs seed 1
"""


def test_stopped_training_keeps_its_weights(open_page, binary):
    page = open_page()
    drop(page, "long.nn", LONG)
    page.press("End", 2)
    page.tab.keyboard.press("End")
    page.tab.wait_for_selector("#progress")
    page.tab.click("#stop")
    page.settle()
    step, _, part = page.position.split(" ")[0].partition(".")
    assert step == "3" and int(part) > 50, page.position
    assert "Stopped at step 3." in page.text(), page.text()
    assert page.tab.locator("#networks canvas").count() == 1
    page.press("ArrowRight")
    assert page.position.startswith(f"3.{int(part) + 1} "), page.position
    page.close()


def test_a_statement_can_be_stopped(open_page, binary):
    """What is not a move has no place to stop at, and changes nothing."""
    page = open_page()
    drop(page, "long.nn", LONG)
    page.press("End", 2)
    place = page.position
    page.press("/")
    page.tab.keyboard.type("train net on d for 1000 epochs seed 2")
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_selector("#stop:visible")
    page.tab.click("#stop")
    page.settle()
    assert page.position == place, page.position
    assert "nothing has changed" in page.text()
    page.close()
