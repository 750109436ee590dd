"""Packs, cards and hints for pages with no kernel: what is in them, and what must not be."""

import base64
import json
import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from pictures import lasso_explorer, opened

import regviz as rv
from regviz.page import embed
from regviz.page.sweep import SAMPLES, Sweep


def simple(stops=(), top=9, **controls):
    fig, ax = rv.canvas()
    return rv.Explorer(fig, [rv.BarsView(ax, ["a"], 30.0)],
                       lambda a, **_: rv.Fit(lam=1.0, coef=np.array([a]), df=a), stops=stops,
                       a=rv.slider(0, top), **controls)


def held(folder, packed):
    text = (folder / "pictures" / packed.pack).read_text("ascii")
    name, data = re.fullmatch(r'regvizPack\("(.*)","(.*)"\);\n', text).groups()
    assert packed.pack == f"{name}.js"
    return opened(base64.b64decode(data))


def test_a_long_first_slider_keeps_all_its_positions_and_a_choice_all_its_options():
    sweep = Sweep(simple(top=SAMPLES + 20, b=rv.choice(list("abcdefghij"))))
    sweep.add_second(1.0)
    values = {name: control.values for name, control in sweep.controls.items()}
    assert len(values["a"]) == SAMPLES + 21 and len(values["b"]) == 10
    assert {raw["a"] for raw in sweep.states} == set(range(SAMPLES + 21))


def test_a_pack_holds_all_of_the_first_control_some_of_a_second_and_the_stops(tmp_path):
    stops = [rv.Stop("Twice.", a=3, b=1.95), rv.Stop("Yes.", a=1, c=True)]
    explorer = simple(stops, b=rv.slider(0.0, 3.0, 0.1, 0.7), c=rv.toggle("c"))
    told = held(tmp_path, embed.publish(explorer, tmp_path))
    keys = {tuple(page[0].split("|")) for page in told["pages"]}
    assert told["along"] == ["a", "b"]
    values = told["plan"]["controls"][1]["values"]
    assert 0.7 in values and {0.0, 3.0} < set(values) and len(values) <= 8
    assert {(str(a), str(b), "0") for a in range(10) for b in range(len(values))} <= keys
    assert ("3", "v1.95", "0") in keys and ("1", str(values.index(0.7)), "1") in keys
    assert told["start"] == explorer.controls.raw


def test_a_second_control_is_taken_where_there_is_room():
    many = Sweep(simple(b=rv.slider(0, 99), kind=rv.choice(["x", "y", "z"])))
    many.add_second(1.0)
    assert many.names == ["a", "b"] and len(many.controls["b"].values) < 9
    heavy = Sweep(simple(b=rv.slider(0, 99), kind=rv.choice(["x", "y", "z"])))
    heavy.add_second(1000.0)  # bytes for each state: three buttons still have room
    assert heavy.names == ["a", "kind"]
    draws = Sweep(simple(draw=rv.sample()))
    draws.add_second(1.0)
    assert draws.controls["draw"].values[:2] == range(2)
    assert simple(draw=rv.sample()).controls["draw"].values[-1] == 9999  # its own is as it was


def test_a_draft_has_few_states_and_all_stops():
    explorer = lasso_explorer(stops=[rv.Stop("All ten are in.", lam=0.0517, snap=True)])
    draft = Sweep(explorer, draft=True)
    draft.add_second(1.0)
    assert draft.names == ["lam"] and len(draft.keys()) < 20
    assert set(explorer.stop_keys) | {explorer.key} <= set(draft.keys().values())


def test_pages_repeat_nothing_and_equal_pictures_are_one_file(tmp_path):
    first, again = embed.publish(simple(), tmp_path), embed.publish(simple(), tmp_path)
    assert first == again and len(list((tmp_path / "pictures").iterdir())) == 2
    known = embed.publish(simple().set(a=4), tmp_path, known=first)
    assert known.pack == first.pack and known.still != first.still


def test_a_locked_picture_tells_nothing_before(tmp_path):
    explorer, bare = simple(), simple()
    card = rv.predict("Which?", ["a", "b"], answer="a", why="It is.")
    card.unlocks(explorer)
    packed, plain = embed.publish(explorer, tmp_path), embed.publish(bare, tmp_path)
    page = embed.picture_html(packed, "_static", explorer.card)
    assert explorer.locked and packed.words == explorer.locked and packed.pack == plain.pack
    assert packed.still != plain.still and bare.words[0] not in page
    assert f'data-card="{card.name}"' in page
    assert bare.words[0] in embed.picture_html(plain, "_static")


@pytest.mark.parametrize("make", [
    lambda: rv.predict("Which?", ["a", "b"], answer="a", why="It is."),
    lambda: rv.exit_question("Who?", ["a", "b"], "a", ["Yes.", "No."]),
])
def test_a_card_alone_says_what_the_card_says(make):
    told = make().alone()
    for choice in ("a", "b"):
        card = make()
        card.commit(choice)
        assert told["replies"][choice] == card.reply


@pytest.mark.parametrize("said", [4.0, 4.4, 7.0])
def test_a_number_alone_is_judged_as_the_card_judges(said):
    card = rv.predict("How many?", answer=4, tolerance=0.5, unit="cm", why="So.")
    number = card.alone()["number"]
    card.commit(said)
    near = abs(said - number["answer"]) <= number["tolerance"]
    reply = number["right" if near else "wrong"]
    written = {4.0: "4", 4.4: "4.4", 7.0: "7"}[said]
    assert reply | {"text": reply["text"].replace("{}", written)} == card.reply


def test_a_card_in_a_page_cannot_end_its_script():
    card = rv.predict("</script><b>", ["<i>", "b"], answer="b", why="</script>")
    page = embed.question_html(card)
    assert page.count("</script>") == 1
    state = re.search(r"<script[^>]*>(.*)</script>", page)[1]
    assert json.loads(state)["spec"]["question"] == "</script><b>"


def test_hints_are_folded_one_in_the_other():
    page = embed.hints_html(["first", "<second>"])
    assert page.index("Hint 1 of 2") < page.index("first") < page.index("Hint 2 of 2")
    assert page.count("<details") == 2 and page.endswith("</details></details>")
    assert "&lt;second&gt;" in page


def test_the_player_is_written_beside_the_pictures(tmp_path):
    embed.write_player(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"regviz-player.js", "regviz-player.css"}
    script, style = embed.player()
    assert (tmp_path / "regviz-player.js").read_text("utf-8") == script
    assert (tmp_path / "regviz-player.css").read_text("utf-8") == style
    assert "export default" not in script and script.rstrip().endswith("})();")


def test_a_page_of_one_picture_names_it_and_escapes_its_words(tmp_path):
    fig, ax = rv.canvas()
    explorer = rv.Explorer(fig, [rv.BarsView(ax, ['a "b" <c>'], 30.0)],
                           lambda a: rv.Fit(lam=1.0, coef=np.array([0.0 * a]), df=0),
                           title="Is a < b?", a=rv.slider(0, 3))
    packed = embed.publish(explorer, tmp_path, draft=True)
    page = embed.page_html(packed, "_static")
    assert "Is a &lt; b?" in page and "Is a < b?" not in page
    assert f'src="_static/pictures/{packed.still}"' in page and "&quot;b&quot; &lt;c&gt;" in page
    assert packed.pack in page and "data-address" in page
    assert (packed.states, packed.along, packed.moved) == (4, ["a"], False)
    with pytest.raises(FrozenInstanceError):
        packed.states = 5


def test_the_live_picture_has_the_script_of_its_host_and_the_player_has_not():
    from regviz.page.widget import HERE, SCRIPT, script

    host = (HERE / "host.js").read_text("utf-8")
    assert host in SCRIPT and SCRIPT.startswith((HERE / "dom.js").read_text("utf-8"))
    assert host not in embed.player()[0] and host not in script("cards")
