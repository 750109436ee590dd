"""Cards: one gesture for a hand and for code, words of right and wrong, stable still forms."""

import pytest

from regviz import style
from regviz.page import cards as lesson

WHY = "Each correlation has to fall below lam first."
VIEW = "application/vnd.jupyter.widget-view+json"


class Recorder:
    """Stands for an explorer: remembers what it was told."""

    def __init__(self):
        self.told = []

    def lock(self, reason):
        self.told.append(reason)

    def unlock(self):
        self.told.append("unlocked")


def card(**changes):
    return lesson.predict(**{"question": "Who leaves first?", "choices": ["age", "bmi", "s5"],
                             "answer": "age", "why": WHY} | changes)


def number(**changes):
    return card(choices=(), **{"answer": -2.5, "unit": "points", "tolerance": 0.5} | changes)


def quiz(**changes):
    return lesson.exit_question(**{"question": "Which one?", "choices": ["L1", "L2"],
                                   "answer": "L1", "feedback": ["A corner.", "No corner."]}
                                | changes)


def send(widget, **content):
    """A message as the page sends it."""
    data = {"method": "custom", "content": content}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


@pytest.fixture
def teaching():
    yield lesson.teacher
    lesson.teacher(False)


@pytest.mark.parametrize("gesture", [lambda c: c.commit("bmi"), lambda c: send(c, commit="bmi")])
def test_commit_answers_and_unlocks_for_hand_and_code(gesture):
    explorer, prediction = Recorder(), card()
    assert prediction.unlocks(explorer) is explorer
    assert explorer.told == [lesson.LOCKED]
    gesture(prediction)
    assert explorer.told == [lesson.LOCKED, "unlocked"]
    assert prediction.choice == "bmi"
    assert prediction.reply["right"] is False and prediction.reply["settled"]
    assert "“bmi”" in prediction.reply["text"] and "“age”" in prediction.reply["text"]
    assert WHY in prediction.reply["text"]


def test_a_right_prediction_is_told_why_as_well():
    prediction = card()
    prediction.commit("age")
    assert prediction.reply["right"] is True and WHY in prediction.reply["text"]


def test_the_first_prediction_stands():
    prediction = card()
    prediction.commit("bmi")
    first = prediction.reply
    prediction.commit("age")
    assert prediction.choice == "bmi" and prediction.reply == first


def test_an_explorer_made_after_the_commitment_is_never_locked():
    explorer, prediction = Recorder(), card()
    prediction.commit("age")
    prediction.unlocks(explorer)
    assert explorer.told == []


def test_every_explorer_of_a_card_is_unlocked_once():
    explorers, prediction = [Recorder(), Recorder()], card()
    for explorer in explorers:
        prediction.unlocks(explorer)
    send(prediction, unlock=True)
    prediction.commit("age")
    assert [explorer.told for explorer in explorers] == [[lesson.LOCKED, "unlocked"]] * 2


def test_the_teachers_button_unlocks_and_leaves_the_prediction_open():
    prediction = card()
    send(prediction, unlock=True)
    assert prediction.unlocked and prediction.choice is None and not prediction.reply["settled"]
    send(prediction, commit="age")
    assert prediction.reply["right"] is True


def test_teacher_unlocks_the_cards_made_after_it(teaching):
    before, told = card(), teaching()
    after, explorer = card(), Recorder()
    after.unlocks(explorer)
    assert explorer.told == [] and after.unlocked and not before.unlocked
    assert "unlocked" in repr(told)
    teaching(False)
    assert not card().unlocked


@pytest.mark.parametrize("choice, right", [
    (-2.5, True), ("-2", True), ("−3.0", True), (" -2.9 ", True), (-1.99, False), ("2.5", False),
])
def test_a_number_is_right_within_its_tolerance(choice, right):
    prediction = number()
    prediction.commit(choice)
    assert prediction.reply["right"] is right
    assert "−2.5 points" in prediction.reply["text"]


@pytest.mark.parametrize("choice", ["", "seven", "1,5", "nan", "inf"])
def test_no_number_is_a_sentence_for_a_hand_and_an_error_for_code(choice):
    prediction = number()
    send(prediction, commit=choice)
    assert prediction.choice is None and not prediction.unlocked
    assert choice in prediction.reply["text"] and prediction.reply["right"] is None
    with pytest.raises(ValueError, match="one number"):
        prediction.commit(choice)


def test_no_choice_is_a_sentence_for_a_hand_and_an_error_for_code():
    prediction = card()
    send(prediction, commit="")
    assert prediction.reply["text"] == "Choose one of: age; bmi; s5." and not prediction.unlocked
    with pytest.raises(ValueError, match="age; bmi; s5"):
        prediction.commit("s6")


def test_the_page_is_not_told_the_answer_before_the_reader_commits():
    prediction = card(answer="bmi", choices=["age", "bmi"])
    state = prediction.get_state()
    assert WHY not in str(state) and str(state["spec"]).count("bmi") == 1


def test_exit_question_replies_to_each_choice_until_right():
    question = quiz()
    send(question, commit="L2")
    assert question.reply["text"].startswith("No corner.") and question.reply["right"] is False
    assert not question.reply["settled"]
    question.commit("L1")
    assert question.reply == {"text": "A corner.", "right": True, "settled": True}


def test_a_prediction_stands_and_an_exit_question_is_asked_again():
    told = {kind: make().alone() for kind, make in (("card", card), ("quiz", quiz))}
    assert told["card"]["once"] is True and not told["quiz"].get("once")
    assert told["card"]["spec"]["button"] == "Commit" != told["quiz"]["spec"]["button"] == "Answer"


def test_exit_feedback_may_be_a_mapping_in_any_order():
    question = quiz(feedback={"L2": "No corner.", "L1": "A corner."})
    question.commit("L1")
    assert question.reply["text"] == "A corner."


@pytest.mark.parametrize("make", [card, number, quiz])
def test_stored_forms_are_stable_and_the_live_view_is_there(make):
    (one, _), (two, _) = make()._repr_mimebundle_(), make()._repr_mimebundle_()
    assert one[VIEW]["model_id"] != two[VIEW]["model_id"]
    del one[VIEW], two[VIEW]
    assert one == two and set(one) == {"text/plain", "text/html"}
    assert "\n" not in one["text/plain"] and " at 0x" not in one["text/plain"]


def test_stored_forms_do_not_change_with_the_answer():
    prediction = card()
    before, _ = prediction._repr_mimebundle_()
    prediction.commit("bmi")
    assert prediction._repr_mimebundle_()[0] == before


def test_still_html_is_escaped_and_folds_the_answer():
    bundle, _ = card(question="Is |w| < 1?", choices=["<b>", "&"], answer="&")._repr_mimebundle_()
    assert bundle["text/plain"] == "Prediction: Is |w| < 1?"
    shown, _, folded = bundle["text/html"].partition("<details>")
    assert "Is |w| &lt; 1?" in shown and "<li>&lt;b&gt;</li>" in shown and WHY not in shown
    assert "&amp;" in folded and WHY in folded


def test_cards_follow_the_presenter_theme():
    style.presenter()
    try:
        assert card().spec["presenter"] and "24px" in lesson.Verdict("so")._repr_html_()
    finally:
        style.presenter(False)
    assert not card().spec["presenter"] and "px" not in lesson.Verdict("so")._repr_html_()


@pytest.mark.parametrize("passed, mark", [(True, "✓ "), (False, "✗ "), (None, "")])
def test_a_verdict_says_right_or_wrong_without_colour(passed, mark):
    verdict = lesson.Verdict("a < b", passed)
    assert repr(verdict) == mark + "a < b"
    assert verdict._repr_html_() == f'<div role="status"><b>{mark}</b>a &lt; b</div>'


@pytest.mark.parametrize("make, word", [
    (lambda: card(choices=["age"]), "two or more"),
    (lambda: card(choices=["age", "age"]), "different"),
    (lambda: card(choices="age"), "two or more"),
    (lambda: card(answer="s6"), "s6"),
    (lambda: card(choices=()), "finite number"),
    (lambda: number(answer=float("nan")), "finite number"),
    (lambda: quiz(answer="L3"), "L3"),
    (lambda: quiz(feedback=["A corner."]), "one sentence for each"),
    (lambda: quiz(feedback=["A corner.", "No corner.", "What?"]), "one sentence for each"),
    (lambda: quiz(feedback={"L1": "A corner.", "L3": "What?"}), "one sentence for each"),
])
def test_bad_cards_are_refused_by_name(make, word):
    with pytest.raises(ValueError, match=word):
        make()


def test_a_cell_that_runs_again_keeps_its_own_card(monkeypatch):
    """Lessons call every card `card`: an earlier explorer is not locked by a later question."""
    running = ["first"]
    monkeypatch.setattr(lesson, "_cell", lambda: running[0])
    monkeypatch.setattr(lesson.Prediction, "of_cells", {})
    early, late = card(), card(question="And which one last?")
    early.unlocks(Recorder())
    early.commit("bmi")
    running[0] = "second"
    assert late.unlocks(Recorder()).told == [lesson.LOCKED]
    running[0] = "first"
    assert late.unlocks(Recorder()).told == []  # its own card, answered before
    again = card()  # the card's own cell was run again: the same question, open once more
    assert again.unlocks(Recorder()).told == [lesson.LOCKED]


@pytest.mark.parametrize("make", [card, number, quiz])
def test_before_an_answer_nothing_is_settled(make):
    asked = make()
    assert asked.reply == {"text": "", "right": None, "settled": False} and asked.choice is None
    asked._say("So.")
    assert asked.reply == {"text": "So.", "right": None, "settled": False}
