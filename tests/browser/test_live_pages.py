"""A lesson and a picture alone on the web: no kernel, no other host, from a disk and a server."""

import base64
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

import regviz as rv
from regviz.page import embed, packing
from regviz.page.widget import script

# No script but the page's own files, and nothing that makes a script of a text.
POLICY = "default-src 'self' {}; style-src 'self' {} 'unsafe-inline'; img-src 'self' {} blob: data:"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A lesson</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="../_static/regviz-player.css">
<style>body[data-theme=dark] {{ background: #131416; color: #cfd0d0; }}</style>
<body data-theme="light">{pictures}<p style="height: 3000px">far</p>{far}
<script src="../_static/regviz-player.js"></script></body></html>
"""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """What was asked for is not printed."""


def small(**options):
    """A picture of two controls and stops off their places."""
    fig, (left, right) = rv.canvas(2)
    views = [rv.BarsView(ax, ["a", "b"], 12.0) for ax in (left, right)]
    return rv.Explorer(
        fig, views, lambda a, b, c: rv.Fit(lam=1.0 + c, coef=np.array([a, b]), df=a),
        title="How high?",
        stops=[rv.Stop("Three and a half.", a=3.5, ask="How much?"),
               rv.Stop("All of them.", a=9, b=2.5, c=True)],
        a=rv.slider(0.0, 10.0, 1.0), b=rv.slider(0.0, 3.0, 0.5, 2.0), c=rv.toggle("more"),
        **options)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A folder with a lesson's page and a picture's page."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "_static").mkdir()
    (folder / "lessons").mkdir()
    embed.write_player(folder / "_static")
    open_one, kept = small(), small()
    card = rv.predict("Which?", ["a", "b"], answer="b", why="It is wider.")
    card.unlocks(kept)
    number = rv.predict("How many?", answer=4, tolerance=0.5, unit="cm", why="Six have left.")
    question = rv.exit_question("Who?", ["L1", "L2"], "L1", ["A corner.", "No corner."])
    packed = embed.publish(open_one, folder / "_static")
    locked = embed.publish(kept, folder / "_static")
    pictures = [embed.picture_html(packed, "../_static"),
                *map(embed.question_html, (card, number, question)),
                embed.picture_html(locked, "../_static", kept.card)]
    far = embed.picture_html(packed, "../_static", more='data-state="a=4&b=1"')
    for name, here in (("file", "file:"), ("http", "")):
        (folder / "lessons" / f"{name}.html").write_text(PAGE.format(
            policy=POLICY.format(here, here, here), pictures="".join(pictures), far=far), "utf-8")
    (folder / "embed").mkdir()
    (folder / "embed" / "small.html").write_text(embed.page_html(packed, "../_static"), "utf-8")
    (folder / "course.html").write_text(
        '<iframe src="embed/small.html#a=4&theme=dark" title="How high?" width="700"></iframe>'
        "<script>addEventListener('message', e => { window.heard = e.data; });</script>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def served(pages):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=pages)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def opened(chromium):
    """opened(address) -> a page that reaches no other host; what went wrong in it fails the
    test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800},
                                   reduced_motion="reduce")
    wrong = []

    def opened(address):
        page = context.new_page()
        own = address.split("/", 3)[:3]
        context.route(lambda url: url.split("/", 3)[:3] != own and not url.startswith("blob:"),
                      lambda route: (wrong.append(route.request.url), route.abort()))
        page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        return page

    yield opened
    context.close()
    assert wrong == []


def key(picture):
    return picture.locator(".regviz-stage").get_attribute("data-key")


def turned(picture, wanted):
    picture.locator(f".regviz-stage[data-key='{wanted}']").wait_for()
    return picture.locator(".regviz-words").inner_text()


@pytest.mark.parametrize("by", ["file", "http"])
def test_a_lesson_lives_without_a_kernel(by, pages, served, opened):
    root = pages.as_uri() if by == "file" else served
    page = opened(f"{root}/lessons/{by}.html")
    picture, kept, far = (page.locator(".regviz-live").nth(i) for i in range(3))
    picture.locator(".regviz-explorer").wait_for()
    assert far.get_attribute("data-alive") is None and far.locator("img").count() == 1

    slider, second = (picture.locator("input[type=range]").nth(i) for i in (0, 1))
    slider.focus()
    page.keyboard.press("ArrowRight")
    words = turned(picture, "1|4|0")
    page.keyboard.press("End")
    assert turned(picture, "10|4|0") != words
    second.focus()
    page.keyboard.press("Home")
    assert key(picture).split("|")[1] == "0"

    page.keyboard.press("n")
    said = picture.locator(".regviz-said")
    assert said.inner_text().strip() == "How much?"
    page.keyboard.press("n")
    assert "Three and a half." in said.inner_text()
    turned(picture, "v3.5|4|0")
    page.keyboard.press("n")
    turned(picture, "9|5|1")
    second.focus()
    page.keyboard.press("ArrowLeft")
    turned(picture, "9|4|0")  # off the stop, what is held is back where it stood

    page.evaluate("document.body.dataset.theme = 'dark'")
    picture.locator(".regviz-dark").wait_for()
    page.evaluate("document.body.dataset.theme = 'light'")
    picture.locator(".regviz-explorer:not(.regviz-dark)").wait_for()

    assert kept.get_by_text("Make your prediction first").is_visible()
    card = page.locator(".regviz-question").first
    card.get_by_label("a", exact=True).check()
    card.get_by_role("button", name="Commit").click()
    assert "✗ Not so. You predicted “a”; it is “b”. It is wider." in card.inner_text()
    kept.locator(".regviz-explorer").wait_for()

    number, question = (page.locator(".regviz-question").nth(i) for i in (1, 2))
    number.get_by_role("textbox").fill("four")
    page.keyboard.press("Enter")
    assert "Write one number" in number.inner_text()
    number.get_by_role("textbox").fill("4,2")
    page.keyboard.press("Enter")
    assert "✓ Right. It is 4 cm. Six have left." in number.inner_text()
    question.get_by_label("L2").check()
    question.get_by_role("button").click()
    assert "No corner. Try another." in question.inner_text()

    far.scroll_into_view_if_needed()
    turned(far, "4|2|0")


def test_a_picture_alone_keeps_its_state_in_the_address(served, opened):
    page = opened(f"{served}/embed/small.html#stop=2&theme=dark")
    picture = page.locator(".regviz-live")
    turned(picture, "9|5|1")
    assert picture.locator(".regviz-dark").count() == 1
    assert "All of them." in picture.inner_text()
    picture.locator("input[type=range]").first.focus()
    page.keyboard.press("Home")
    turned(picture, "0|5|1")
    assert "a=0&b=2.5&c=true" in page.evaluate("location.hash")


def test_a_picture_in_a_frame_tells_its_height(served, opened):
    page = opened(f"{served}/course.html")
    inner = page.frame_locator("iframe")
    inner.locator(".regviz-stage[data-key='4|4|0']").wait_for()
    page.wait_for_function("window.heard?.regviz === 'height' && window.heard.height > 250")
    assert inner.locator(".regviz-dark").count() == 1


def test_pages_come_back_to_a_tenth_of_a_pixel(chromium):
    """Curves that turn, of one length and of another, and one that stays where it was."""
    rng = np.random.default_rng(0)
    pages = []
    for i in range(8):
        points = rng.normal(size=(20 + (i > 5), 2)) + [[3 * i, i**2]]
        curve = " L ".join(f"{x:.2f} {y:.2f}" for x, y in 99 * points)
        parts = f'<g id="a"><path d="M {curve}"/></g>', f'<g id="b"><use x="{i // 3}.1" y="7"/></g>'
        pages.append([f"{i}|0", ["".join(parts), parts[1]], [f"At {i}."]])
    read = ("async (packed) => { " + script("unpack") + "const { pages } = await unpack(packed);"
            "return [...pages.coded.keys()].map((key) => pages.get(key)); }")
    page = chromium.new_page()
    found = page.evaluate(read, base64.b64encode(packing.pack(pages)).decode())
    page.close()
    number = re.compile(r"-?\d+(?:\.\d+)?")
    for (key, layers, words), wanted in zip(found, pages, strict=True):
        assert (key, words) == (wanted[0], wanted[2])
        for layer, meant in zip(layers, wanted[1], strict=True):
            assert number.sub("", layer) == number.sub("", meant)
            gaps = np.subtract([float(n) for n in number.findall(layer)],
                               [float(n) for n in number.findall(meant)])
            assert np.abs(gaps).max() < 0.0501


def test_a_saved_page_opens_from_the_disk(tmp_path, opened):
    page = opened(small().save(tmp_path / "small.html").as_uri() + "#a=2")
    picture = page.locator("#regviz")
    turned(picture, "2|4|0")
    picture.locator("input[type=range]").first.focus()
    page.keyboard.press("End")
    turned(picture, "10|4|0")
