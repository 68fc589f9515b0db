#!/usr/bin/env python3
"""Check the default content of Idétorg. Needs only the standard library and PyYAML.

A *text* is a mapping with exactly the keys nb, nn, en (strings, or lists of equal length).
Checks: all languages present; placeholders equal and listed; length limits; forbidden words;
bokmål words in nynorsk and the other way round; LIX; counts the product relies on.
Prints a table, then what is wrong. Exit 0 = fine, 1 = something to mend.
    python3 check_content.py [--all]     --all also lists the ten hardest texts
"""

import re
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent.parent / "src/idetorg/core/texts"
LANGS = ("nb", "nn", "en")
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
LIX_MAX, LIX_FROM_WORDS, SENTENCE_MAX = 40, 50, 24
PARAGRAPH_LIX_MAX, PARAGRAPH_FROM_WORDS = (
    50,
    15,
)  # one heavy paragraph must not hide in a light letter
# Longest text in words, by file and key name. "body" and the like are one text each.
LIMITS = {
    "change_task.yaml": {
        "help": 20,
        "question": 16,
        "softer": 18,
        "meaning": 16,
        "label": 6,
        "line": 20,
    },
    "obstacles.yaml": {"name": 5, "meaning": 16},
    "method_cards.yaml": {
        "title": 8,
        "use_when": 26,
        "steps": 22,
        "questions": 18,
        "kept": 24,
        "remote": 32,
        "paper": 32,
    },
    "evaluation.yaml": {"text": 22, "help": 20},
    "mails.yaml": {"subject": 11, "body": 120},
    "letters.yaml": {"body": 330, "subject": 14},
    "templates.yaml": {"title": 12, "aim": 22},
}
MIXED = {  # words that betray the wrong written form
    "nn": "jeg ikke hva hvem hvor hvordan hvorfor hvis hver hvert hvilken hvilke hvilket noe noen mye fra gjøre gjør være ble "
    "fikk kommer uke uker uka dere deres hun mer flere bare bedre hjem hjemme selv skriver en vet se sammen uten sier "
    "egen eget egne forrige spørre leser hører dager ganger måned måneder deltaker deltakere arrangørene oppgave "
    "oppgaven oppgavene endringsoppgave endringsoppgaven velger tilskudd virksomhet veien steder gir ga holder "
    "forteller spørsmålene svarene ordene mens hvile åpen åpent åpne åpner enda ukes egenandel bilder bildene kveldene snakker".split(),
    "nb": "eg ikkje kva kven korleis kvifor kvar kvart noko nokon mykje frå gjere gjer vere vart fekk kjem veke veker dykk "
    "dykkar ho meir fleire berre betre heim heime sjølv eit ein dei veit sjå saman utan seier seie eigen eige eigne "
    "førre spørje dagar gonger månad månader deltakar deltakarar oppgåve oppgåva endringsoppgåve tilskot verksemd vegen".split(),
    "en": [],
}
# In nynorsk "de" is plural you, "et" is eats and "nå" is reach: only some uses are bokmål.
MIXED["nn"] += [r"et (?=\w)\w+", r"de (?:som|andre|fleste|unge)", r"nå"]


def words(text):
    return re.findall(r"[^\W_]+(?:[-–'’][^\W_]+)*", PLACEHOLDER.sub("Anna", text))


def sentences(text):
    parts = re.split(r"(?<=[.!?:;])\s+|\n+", PLACEHOLDER.sub("Anna", text))
    return [p for p in parts if words(p)]


def lix(text):
    found = words(text)
    long_words = sum(1 for w in found if len(w) > 6)
    return len(found) / max(1, len(sentences(text))) + 100 * long_words / max(1, len(found))


def texts(node, path=()):
    """Yield (path, mapping) for every text in the tree."""
    if isinstance(node, dict):
        if set(node) & set(LANGS):
            yield path, node
        else:
            for key, value in node.items():
                yield from texts(value, path + (str(key),))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            name = (
                value.get("id") or value.get("code") or value.get("key")
                if isinstance(value, dict)
                else None
            )
            yield from texts(value, path + (str(name or number),))


def variants(mapping):
    """Yield {lang: string} – one per string, so that lists are compared item by item."""
    if all(isinstance(mapping[lang], list) for lang in LANGS):
        for row in zip(*(mapping[lang] for lang in LANGS)):
            yield dict(zip(LANGS, row))
    else:
        yield mapping


def forbidden_patterns(sentences_file):
    found = {lang: [] for lang in LANGS}
    for entry in sentences_file["forbidden_words"]:
        for lang in LANGS:
            for form in entry["forms"][lang]:
                found[lang].append(
                    (form, re.compile(r"(?<!\w)" + form.replace("*", r"\w*") + r"(?!\w)", re.I))
                )
    return found


def structure(docs, wrong):
    def expect(name, have, want):
        if not (have == want if isinstance(want, int) else want[0] <= have <= want[1]):
            wrong.append(f"{name}: {have}, expected {want}")

    task = docs["change_task.yaml"]
    expect("coaching questions", len(task["coaching_questions"]), 10)
    for field in task["fields"]:
        expect(f"softer questions for {field['id']}", len(field["softer"]["nb"]), 2)
    expect("obstacles", len(docs["obstacles.yaml"]["obstacles"]), 18)
    cards = docs["method_cards.yaml"]["cards"]
    expect("method cards", len(cards), (27, 40))
    for card in cards:
        expect(f"steps of {card['id']}", len(card["steps"]["nb"]), (3, 7))
    form = docs["evaluation.yaml"]["forms"]
    expect("evaluation items", len(form["seminar"]["items"]), (8, 12))
    expect("competence items", len(form["competence"]["items"]), 8)
    expect("organiser's questions", len(form["programme_end"]["items"]), 7)
    # A variant comes in the place of the mail it varies, never beside it.
    year = [
        m
        for m in docs["mails.yaml"]["mails"]
        if m["to"] == "participant" and m.get("counts") and not m.get("variant_of")
    ]
    expect("counted mails to a participant in a year", len(year), (1, 9))
    for mail in docs["mails.yaml"]["mails"]:
        if not mail.get("asked_for") and mail.get("footer") is None:
            wrong.append(f"mails.yaml {mail['id']}: no footer chosen")
        for lang in LANGS:
            expect(
                f"links in {mail['id']} {lang}", mail["body"][lang].count("{action_link}"), (0, 1)
            )
    for template in docs["templates.yaml"]["templates"]:
        last = -1
        for item in template["items"]:
            minutes = item["day"] * 1440 + sum(
                int(x) * f for x, f in zip(item["start"].split(":"), (60, 1))
            )
            if minutes < last:
                wrong.append(f"templates.yaml {template['id']}: {item['start']} goes back in time")
            last = minutes
            length = sum(step["minutes"] for step in item.get("steps", []))
            if item.get("minutes") and length and length != item["minutes"]:
                wrong.append(
                    f"templates.yaml {template['id']} {item['start']}: steps {length}, item {item['minutes']}"
                )


def main():
    wrong, hard, rows = [], [], []
    docs = {
        p.name: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(HERE.glob("*.yaml"))
    }
    forbidden = forbidden_patterns(docs["sentences.yaml"])
    for name, doc in docs.items():
        if name == "se_terms.yaml":
            continue
        listed = set(doc.get("placeholders") or {})
        used = set()
        body = {lang: [] for lang in LANGS}
        for path, mapping in texts({k: v for k, v in doc.items() if k not in ("forbidden_words",)}):
            where = f"{name} {'.'.join(path)}"
            if set(mapping) != set(LANGS):
                wrong.append(f"{where}: languages {sorted(mapping)}")
                continue
            if len({type(mapping[lang]) for lang in LANGS}) > 1 or (
                isinstance(mapping["nb"], list) and len({len(mapping[lang]) for lang in LANGS}) > 1
            ):
                wrong.append(f"{where}: not the same number of lines in the three languages")
                continue
            for one in variants(mapping):
                if not all(isinstance(one[lang], str) and one[lang].strip() for lang in LANGS):
                    wrong.append(f"{where}: empty, or not text (quote words like Yes and No)")
                    continue
                holes = [set(PLACEHOLDER.findall(one[lang])) for lang in LANGS]
                used |= holes[0]
                if holes[0] != holes[1] or holes[0] != holes[2]:
                    wrong.append(f"{where}: placeholders differ {[sorted(h) for h in holes]}")
                for hole in sorted(set().union(*holes) - listed):
                    wrong.append(f"{where}: placeholder {{{hole}}} is not listed")
                key = next((k for k in reversed(path) if k in LIMITS.get(name, {})), None)
                for lang in LANGS:
                    text = one[lang]
                    body[lang].append(text)
                    count = len(words(text))
                    if key and count > LIMITS[name][key]:
                        wrong.append(f"{where} {lang}: {count} words, at most {LIMITS[name][key]}")
                    for form, pattern in forbidden[lang]:
                        if pattern.search(text):
                            wrong.append(f"{where} {lang}: forbidden word '{form}'")
                    for alien in MIXED[lang]:
                        if re.search(rf"(?<!\w){alien}(?!\w)", text, re.I):
                            wrong.append(
                                f"{where} {lang}: '{alien}' belongs to the other written form"
                            )
                    for sentence in sentences(text):
                        if len(words(sentence)) > SENTENCE_MAX:
                            wrong.append(
                                f"{where} {lang}: sentence of {len(words(sentence))} words: {sentence[:50]}…"
                            )
                    for paragraph in text.split("\n\n"):
                        if (
                            len(words(paragraph)) >= PARAGRAPH_FROM_WORDS
                            and lix(paragraph) > PARAGRAPH_LIX_MAX
                        ):
                            wrong.append(
                                f"{where} {lang}: paragraph with LIX {lix(paragraph):.0f}: {paragraph[:50]}…"
                            )
                    if count >= LIX_FROM_WORDS:
                        hard.append((lix(text), f"{where} {lang}"))
                        if lix(text) > LIX_MAX:
                            wrong.append(f"{where} {lang}: LIX {lix(text):.0f}, at most {LIX_MAX}")
                if len(words(one["nb"])) > 8 and one["nb"] == one["nn"]:
                    wrong.append(f"{where}: nynorsk is the same as bokmål")
        for hole in sorted(listed - used):
            wrong.append(f"{name}: placeholder {{{hole}}} is listed but never used")
        for lang in LANGS:
            whole = "\n".join(body[lang])
            spread = [len(words(s)) for s in sentences(whole)]
            rows.append(
                (
                    name,
                    lang,
                    len(body[lang]),
                    sum(spread),
                    sum(spread) / len(spread),
                    max(spread),
                    lix(whole),
                )
            )
    for name, doc in docs.items():
        raw = (HERE / name).read_text(encoding="utf-8")
        for pattern in (r"/home/", r"https?://", r"—"):
            if re.search(pattern, raw):
                wrong.append(f"{name}: contains {pattern}")
    structure(docs, wrong)
    terms = docs["se_terms.yaml"]["terms"]
    readme = HERE / "README.md"
    if readme.exists() and len(readme.read_text(encoding="utf-8")) > 3000:
        wrong.append(
            f"README.md: {len(readme.read_text(encoding='utf-8'))} characters, at most 3000"
        )

    print(f"{'file':<19}{'lang':<6}{'texts':>6}{'words':>7}{'w/sent':>8}{'longest':>9}{'LIX':>6}")
    for name, lang, n, total, mean, longest, score in rows:
        print(f"{name:<19}{lang:<6}{n:>6}{total:>7}{mean:>8.1f}{longest:>9}{score:>6.0f}")
    print(
        f"texts of {LIX_FROM_WORDS} words or more: {len(hard)}, hardest LIX {max(hard)[0]:.0f} ({max(hard)[1]})"
    )
    print(f"se_terms.yaml: {len(terms)} terms, {sum(t['verified'] for t in terms)} verified")
    if "--all" in sys.argv:
        for score, where in sorted(hard, reverse=True)[:10]:
            print(f"  LIX {score:.0f}  {where}")
    print(f"{len(wrong)} to mend")
    for line in wrong:
        print("  " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
