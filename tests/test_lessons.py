"""A lesson shows its picture in the first minute, fits fifty minutes and speaks plain English."""

import ast
import re
from functools import cache

import nbformat
import pytest
from guide import GUIDE, current
from measures import explored, fifty_minutes, in_view, measure, tagged
from prose import FORMULA, calls, card_texts, plain, prose, sentences, tree, words
from test_notebooks import BOOKS, LESSONS, ROOT

import regviz as rv
from regviz.explorers.catalogue import CALLS

CLAIMS = {"01": "o", "02": "b", "03": "cl", "04": "i", "05": "k", "06": "go", "08": "fl",
          "09": "defhijk", "10": "mng", "11": "a", "12": "n", "13": "jp"}
MOST_WORDS = 25


def markdown(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def first(cells, *names):
    """The index of the first cell that calls one of the names."""
    return next((k for k, cell in enumerate(cells) if cell.cell_type == "code"
                 and any(name in names for name, _ in calls(cell))), len(cells))


# The anatomy of a lesson


@LESSONS
def test_the_picture_comes_in_the_first_minute(name):
    found = measure(BOOKS[name]).first
    assert found is not None, "no explorer"
    assert found.cell <= 6 and found.words <= 120 and found.lines <= 6, found


@LESSONS
def test_fifty_minutes(name):
    found = measure(BOOKS[name])
    assert found.cells <= 45, found
    assert found.lines <= 70, found
    assert found.wiring <= 0.2, found
    assert found.minutes <= 50, f"{found.minutes} minutes: {found}"


@LESSONS
def test_an_assert_in_view_goes_with_a_printed_line(name):
    for cell in in_view(BOOKS[name].cells):
        asserts = any(isinstance(node, ast.Assert) for node in ast.walk(tree(cell)))
        prints = any(called == "print" for called, _ in calls(cell))
        assert prints or not asserts, f"a silent assert:\n{cell.source}"


@LESSONS
def test_story_and_card_stand_before_the_first_explorer(name):
    cells = BOOKS[name].cells
    assert re.match(r"# \d\d · .+\n\n\*\*.+\?\*\*\n\n\*About 50 minutes\.", cells[0].source)
    assert cells[1].source == "import numpy as np\n\nimport regviz as rv"
    story = cells[2]
    assert story.cell_type == "markdown" and story.source.startswith("## ")
    assert len(sentences(plain(story.source))) <= 5, "the story has at most five sentences"
    explorer = next(k for k, cell in enumerate(cells) if explored(cell))
    assert first(cells, "rv.predict") < explorer, "no prediction card before the first explorer"
    assert ".unlocks(" in cells[explorer].source, "the card unlocks the explorer"


@LESSONS
def test_what_should_have_been_noticed_is_folded(name):
    cells = BOOKS[name].cells
    explorer = next(k for k, cell in enumerate(cells) if explored(cell))
    below = cells[explorer + 1]
    assert below.source.startswith(
        "<details><summary>What you should have noticed</summary>\n\n"), below.source[:80]
    assert below.source.rstrip().endswith("</details>")
    for cell in cells:
        told = "should have noticed" in cell.source
        assert not told or "<details>" in cell.source, "folded, please"


@LESSONS
def test_exercises_are_checked_and_have_hints(name):
    cells = fifty_minutes(BOOKS[name])
    part = markdown(cells)
    assert re.search(r"^## Exercises?\b", part, re.M)
    checked = [call.args[0].value for cell in in_view(cells)
               for called, call in calls(cell) if called == "rv.check"]
    hinted = [call.args[0].value for cell in in_view(cells)
              for called, call in calls(cell) if called == "rv.hint"]
    assert checked, "no rv.check before Going further"
    assert set(checked) <= set(hinted), f"hints only for {hinted}"
    assert any(tagged(cell, "solution") for cell in BOOKS[name].cells)


@LESSONS
def test_the_claims_of_the_lesson_are_there(name):
    source = "\n".join(cell.source for cell in BOOKS[name].cells if cell.cell_type == "code")
    shown = set(re.findall(r"""rv\.LEDGER\[["'](\w)["']\]""", source))
    wanted = set(CLAIMS.get(name[:2], ""))
    assert wanted <= shown, f"missing claims: {sorted(wanted - shown)}"
    if wanted:
        assert "You may have read that" in markdown(BOOKS[name].cells)


def test_every_claim_has_its_lesson():
    assert set("".join(CLAIMS.values())) == set(rv.LEDGER)


@LESSONS
def test_the_end_of_a_lesson(name):
    cells = BOOKS[name].cells
    headings = re.findall(r"^#+ (.*)$", markdown(cells), re.M)
    for wanted in ("In three sentences", "Sources", "Going further"):
        assert any(heading.startswith(wanted) for heading in headings), f"no heading {wanted!r}"
    early = fifty_minutes(BOOKS[name])
    assert first(early, "rv.exit_question") < len(early), "no exit question before Going further"
    ending = re.search(r"^#+ In three sentences(.*?)(?=^#|\*\*Next|\Z)", markdown(cells),
                       re.S | re.M)
    assert len(sentences(plain(ending[1]))) == 3


# English

PEOPLE = ("patients?|persons?|people|students?|learners?|readers?|teachers?|doctors?|nurses?|"
          "colleagues?|authors?|somebody|someone|nobody|everybody|child|children|statisticians?|"
          "friends?|pupils?|man|woman|men|women|clinics?|hospitals?|houses?")
SUBJECT = "(?:it|he|she|they|we|there|nobody|everybody)"
VERB = ("(?:is|are|was|were|has|have|does|do|did|can|could|will|would|must|may|needs?|holds?|"
        "stays?|knows?|makes?|takes?|gives?)")
ARTICLE = "(?:the|a|an|its|their|our|your|his|her|no|every|each)"
NOUN = "(?!that|which|who|where|when|whose|it|we|you|they|he|she|and|or)[\\w-]+ "
# What is not written (small and capital letters alike), and what to write instead.
FORBIDDEN = {
    rf"(?:[,;:(—–] |^)for {SUBJECT} (?!and|or|too|alone|as well|instead|to )\w+": "because",
    rf"(?:[,;:(—–] |^)for (?:this|that|these|those) {VERB}\b": "because",
    rf"[,;:(—–] for {ARTICLE} (?:{NOUN}){{1,3}}{VERB}\b": "because",
    r"\banew\b|\bafresh\b": "again",
    r"\bsave (?:for|that|by|in|where)\b": "except",
    r"\bdear(?:er|est|ly)?\b": "expensive, costs more",
    r"\bshall\b": "will",
    r"\bto and fro\b": "back and forth",
    r"\bat last\b(?! (?:week|year|month|night|time))": "finally, in the end",
    r"\bless (?:its|their|his|her) (?!own)\w+": "minus, or without",
    rf"\b(?!(?:{PEOPLE})\b)[\w'’]+,? whose\b": "with, or a second sentence: whose is for people",
    r"\bit (?:is|was) (?:not )?(?:this|these|those|here|there|only|just|exactly) "
    r"(?:\w+ ){0,2}(?:that|which|who)\b": "the subject first: X does ...",
    r"\bby quite\b": "clearly, by a lot",
    r"\bof above\b": "from before, or its name",
    r"\ba hair\b|\bhair[’']s breadth\b": "a little",
    r"\bsimply\b|\bobviously\b": "(nothing)",
    r"\b(?:is|are|was|were) to be (?:seen|noticed)\b": "you see, what you should have noticed",
    r"\bcommit first\b": "make your prediction first",
    r"\bfor want of\b": "because there is no",
    r"\bamong (?:the|all) [\w\s]{1,30} (?:none|no one|nobody) ": "the ... never ...",
    r"\bthe one (?:[\w'’]+ ){0,4}(?:and|but),?(?: then)? the other\b": "the nouns again",
}
BAD = [
    "The code is folded, for the answer is in it.", "Wait, for it will come back.",
    "It is drawn anew.", "All save for one are zero.", "The dearer it is, the less is bought.",
    "You shall see.", "It goes to and fro.", "Now, at last, it is zero.",
    "We use y less its mean.", "A ball whose corners are blunt.",
    "It is only here that they part.", "It is better by quite a bit.", "Take the X of above.",
    "They differ by a hair.", "It is simply zero.", "Obviously it is zero.",
    "What was to be seen.", "Commit first.", "Zero, for want of a reason.",
    "Among the training errors none rises.", "Move the one and then the other.",
]
GOOD = [
    "Draw it again, for the same lambda.", "We fit the model once more, for every lambda we have.",
    "For this lesson you need numpy.", "It costs less than before.",
    "Save the figure as a PNG.", "Look at last year's patients.",
    "The more you pay, the less it is.",
    "The patients whose blood sugar rises leave.", "Here it is zero, for example.",
    "The one-standard-error rule keeps four.", "For those who are in a hurry, there is a script.",
    "It is clear that ridge keeps all ten.", "For it to work, you need one more row.",
]


def complaints_about(sentence):
    """What ENGLISH's list says of a sentence."""
    found = [f"{match[0]!r}: write {instead}" for pattern, instead in FORBIDDEN.items()
             if (match := re.search(pattern, sentence, re.I))]
    if len(words(sentence)) > MOST_WORDS:
        found.append(f"{len(words(sentence))} words: make it two sentences")
    if sentence.count(";") > 1:
        found.append("facts joined by semicolons: make them sentences")
    return found


def wrong_english(texts):
    """The complaints about texts, each with its sentence."""
    return [f"{complaint}\n    {sentence}" for text in texts for sentence in sentences(text)
            for complaint in complaints_about(sentence)]


def without_sources(cell):
    """Names and titles of books are not our sentences."""
    kept = dict(cell)
    kept["source"] = re.sub(r"^#+ Sources.*?(?=^#|\Z)", "", cell.source, flags=re.S | re.M)
    return nbformat.from_dict(kept)


@pytest.mark.parametrize("sentence", BAD)
def test_the_list_finds(sentence):
    assert complaints_about(sentence)


@pytest.mark.parametrize("sentence", GOOD)
def test_the_list_lets_pass(sentence):
    assert complaints_about(sentence) == []


@LESSONS
def test_plain_english(name):
    texts = [text for cell in BOOKS[name].cells for text in prose(without_sources(cell))]
    found = wrong_english(texts)
    assert not found, f"{len(found)} sentences\n" + "\n".join(found)


@pytest.mark.parametrize("name", CALLS)
def test_explorers_speak_plain_english(name):
    call = getattr(rv.explore, name)
    said = [text for stop in call().stops for text in (stop.say, stop.ask)]
    summary = " ".join(call.__doc__.split("\n\n")[0].split())
    found = wrong_english(FORMULA.sub("x", text) for text in (call.question, summary, *said))
    assert not found, "\n".join(found)


# The glossary

GLOSSARY = ROOT / "notebooks" / "glossary.md"
ENTRY = re.compile(r"^\*\*(.+?)\*\*: (.+) \(\[(\d\d)\]\((\d\d_\w+\.ipynb)\)\)$", re.M)
# Words that a lesson may use in their everyday sense before the trade's sense is defined.
EVERYDAY = {
    "accuracy": "how right something is",
    "bias": "the direction of an opinion",
    "budget": "money",
    "contour": "an outline",
    "correlation": "known from any course in statistics",
    "direction": "where something goes",
    "feature": "a column of the table; every lesson has some",
    "fold": "the code of a card is folded",
    "kernel": "what runs the cells",
    "leak": "water",
    "margin": "the edge of a page",
    "median": "known from school",
    "noise": "known from everyday life",
    "pass": "to go by",
    "recall": "to remember",
    "refit": "to fit again",
    "robust": "sturdy",
    "score": "a mark, as R² is one",
    "violation": "of a limit",
}


@cache
def entries():
    """(word, other names, definition, number, file) of each entry."""
    found = []
    for name, definition, number, file in ENTRY.findall(GLOSSARY.read_text("utf-8")):
        word, _, other = name.partition(" (")
        others = [part.strip() for part in other.rstrip(")").split(",") if part]
        found.append((word, others, definition, number, file))
    return found


def whole(word):
    """A pattern for a word or its plural."""
    stem = re.escape(word).replace(r"\ ", r"[\s-]+")
    return re.compile(rf"(?<![\w-]){stem}(?:s|es)?(?![\w-])", re.I)


def said(name):
    """The sentences of a lesson: Markdown, cards. The map of lesson 00 may name what comes."""
    for cell in BOOKS[name].cells:
        if cell.cell_type == "markdown" and not cell.source.startswith("## The map"):
            yield from sentences(plain(without_sources(cell).source))
        elif cell.cell_type == "code":
            yield from card_texts(cell)


def test_glossary_is_in_order_and_every_line_is_an_entry():
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("**")]
    assert len(lines) == len(entries()) > 40, [line for line in lines if not ENTRY.match(line)]
    names = [word.lower() for word, *_ in entries()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry[0])
def test_glossary_entry(entry):
    word, others, definition, number, file = entry
    assert file in BOOKS and file.startswith(f"{number}_"), f"{word}: no lesson {file}"
    assert len(sentences(plain(definition))) <= 2
    assert wrong_english([plain(definition)]) == []
    text = markdown(BOOKS[file].cells) + "\n".join(said(file))
    assert any(whole(form).search(text) for form in (word, *others)), f"{file} never says {word}"


def used_early(name, forms, number):
    """The sentences that use a word and do not point, nor the next one, to the lesson it is from.
    """
    here = list(said(name))
    pairs = zip(here, [*here[1:], ""], strict=True)
    return [sentence for sentence, after in pairs if any(form.search(sentence) for form in forms)
            and not re.search(rf"\b{number}\b", f"{sentence} {after}")]


@LESSONS
def test_no_word_of_the_trade_comes_before_its_lesson(name):
    early = []
    for word, others, _, number, _ in entries():
        if number <= name[:2] or word in EVERYDAY:
            continue
        forms = [whole(form) for form in (word, *others)]
        early += [f"{word} ({number}): {text}" for text in used_early(name, forms, number)]
    assert not early, "\n".join(early)


# The guide


def test_the_guide_has_a_section_for_each_lesson():
    text = GUIDE.read_text("utf-8")
    titles = [re.match(r"# (.*)", book.cells[0].source)[1].replace(" · ", " ")
              for book in BOOKS.values()]
    assert re.findall(r"^## (\d\d .*)$", text, re.M) == titles
    marked = re.findall(r"^<!-- stops: (\w+) -->$", text, re.M)
    assert [f"{stem}.ipynb" for stem in marked] == list(BOOKS)


def test_the_guide_is_current():
    text = GUIDE.read_text("utf-8")
    assert current(text) == text, "run python tools/guide.py"


def test_the_guide_speaks_plain_english():
    own = re.sub(r"<!-- stops.*?<!-- end -->", "", GUIDE.read_text("utf-8"), flags=re.S)
    found = wrong_english([plain(own)])
    assert not found, "\n".join(found)
