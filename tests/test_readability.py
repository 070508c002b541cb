"""The reading grade of a text: syllables as people count them, and the published formula."""

import pytest

from handbook.readability import grade, syllables

# Counted by ear.
COUNTED = """
    the 1 people 2 person 2 learning 2 curriculum 4 outcome 2 outcomes 2 evidence 3 activity 4
    activities 4 resource 2 resources 3 health 1 healthcare 2 population 4 community 4 inequality 5
    social 2 justice 2 digital 3 leadership 3 wellbeing 3 reflection 3 system 2 worked 1 wanted 2
    needed 2 changed 1 changes 2 state 1 states 1 lately 2 improvement 3 quality 3 people's 2
    patients 2 area 3 idea 3 create 2 creating 3 creation 3 being 2 individual 5 situation 4
    evaluate 4 evaluation 5 value 2 experience 4 professional 4 practice 2 practices 3 service 2
    services 3 complexity 4 decision 3 understanding 4 able 2 possible 3 little 2 example 3
    variation 4 appropriate 4 associated 5 knowledge 2 courses 2 language 2 languages 3
    organisation 5 organised 3 feedback 2 times 1 measures 2 measured 2 use 1 uses 2 useful 2
    carefully 3 teams 1 journey 2 they 1 their 1 our 1 science 2 society 4 variety 4 various 3
    serious 3 medicine 3 nurses 2 pharmacist 3 influence 3 mechanism 4 racism 3 guideline 2
    something 2 someone 2 everyone 3 therefore 2 sometimes 2 rhythm 2 through 1 agreed 2 recipe 3
    trial 2 material 4 special 2 actual 3 usually 4 cooperate 4 react 2 video 3 radio 3 period 3
    million 2 opinion 3 region 2 question 2 stages 2 boxes 2 houses 2 shared 1 based 1 listed 2
    noted 2 included 3 tables 2 handled 2 called 1 enabled 3
""".split()  # noqa: SIM905 (a table)
WORDS = dict(zip(COUNTED[::2], map(int, COUNTED[1::2]), strict=True))

# One syllable a word; and words of many that are all in the table above or made like them.
EASY = "The cat sat on the mat and had a nap. The dog sat on the rug and slept."
HARD = (
    "Population evaluation organisation creation population situation evaluation creation society "
    "variety. Evaluation organisation population situation creation evaluation variety population "
    "society situation."
)


def test_syllables_are_counted_as_people_do():
    wrong = [word for word, count in WORDS.items() if syllables(word) != count]

    assert len(wrong) <= len(WORDS) / 20, wrong
    assert sum(map(syllables, WORDS)) == pytest.approx(sum(WORDS.values()), rel=0.02)


def test_the_formula_is_the_published_one():
    easy = f"{EASY} It did so."  # 21 words of one syllable each, in three sentences
    spoken = sum(WORDS[word.strip(".").lower()] for word in HARD.split())

    assert grade(easy) == round(0.39 * 21 / 3 + 11.8 * 1 - 15.59, 1)
    assert grade(HARD) == round(0.39 * 20 / 2 + 11.8 * spoken / 20 - 15.59, 1)


def test_too_few_words_have_no_grade():
    assert grade("Organisational interdependence.") is None


@pytest.mark.parametrize(
    "marked",
    [
        "# A heading of its own\n\n" + EASY + " It did so.",
        EASY + " It did so.\n\n```\nimport incomprehensibilities\n```\n",
        EASY + " It did so.\n\n| a table | is no prose |\n|---|---|\n| an | interdependence |\n",
        EASY.replace("cat", "[cat](https://example.org/incomprehensibilities)") + " It did so.",
        EASY.replace("cat", '{{ resource("incomprehensibilities") }}') + " It did so.",
    ],
)
def test_marks_and_tables_are_no_words(marked):
    assert grade(marked) == grade(f"{EASY} It did so.")


def test_each_item_of_a_list_is_a_sentence():
    listed = "You do this:\n\n- " + "\n- ".join(["go to the shop and buy some milk"] * 5)

    assert grade(listed) < grade(listed.replace("\n- ", " "))
