#!/usr/bin/env python3
"""Score predicted programmes against annotated ones.

Usage:
    python3 score.py CASES PREDICTIONS [--details] [--json FILE]

CASES        folder with NNN-slug.txt (the pasted text) and NNN-slug.json (the truth)
PREDICTIONS  folder with NNN-slug.json, one per case, of the same shape
--details    also print one line for each item that is missing, surplus or wrong
--json FILE  also write all figures, per case and in total, to FILE

Only the standard library is used (Python 3.11 or newer). The rules are
in the README.md beside the development set. A case with no prediction file, or with one
that is not valid JSON, counts as an empty prediction.
"""

import argparse
import difflib
import json
import re
import sys
import unicodedata
from pathlib import Path

TITLE_OK = 0.9
CLOCK_WORDS = set("cirka circa klokka klokken klockan klo kello uhr noon midnight".split())


# ---------------------------------------------------------------- text helpers


def squash(text):
    """NFC, every run of white space (also no-break space) to one blank, trimmed."""
    if not isinstance(text, str):
        return ""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def title_ratio(a, b):
    a, b = squash(a), squash(b)
    if a == b:
        return 1.0
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def name_key(text):
    return squash(text).casefold().strip(" .,;:–—-()[]«»\"'“”„/")


def words(text, least=3):
    """Distinct runs of letters, of at least `least` letters ('12:30Lunsj' holds 'lunsj')."""
    return {w for w in re.findall(r"[^\W\d_]+", squash(text).casefold()) if len(w) >= least}


def time_key(value):
    """'9:05', '09:05' -> '09:05'; None, '' -> None; anything else unchanged."""
    if value is None or value == "":
        return None
    m = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::\d{2})?", str(value).strip())
    if not m:
        return str(value)
    return "%02d:%02d" % (int(m.group(1)) % 24, int(m.group(2)))


# ---------------------------------------------------------------- reading


def days_of(data):
    days = data.get("days") if isinstance(data, dict) else None
    return [d for d in days if isinstance(d, dict)] if isinstance(days, list) else []


def items_of(day):
    items = day.get("items")
    return [i for i in items if isinstance(i, dict)] if isinstance(items, list) else []


def strings(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [v for v in value if isinstance(v, str)]
    return []


def load(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


# ---------------------------------------------------------------- matching


def pair_days(truth_days, pred_days):
    """Days of equal date first, in order; then what is left, in order."""
    pairs, used = {}, set()
    for t, day in enumerate(truth_days):
        if day.get("date"):
            for p, other in enumerate(pred_days):
                if p not in used and other.get("date") == day["date"]:
                    pairs[t] = p
                    used.add(p)
                    break
    rest = [p for p in range(len(pred_days)) if p not in used]
    for t in range(len(truth_days)):
        if t not in pairs and rest:
            pairs[t] = rest.pop(0)
    return pairs


def pair_items(truth_items, pred_items):
    """One to one, only items of equal start. Among items that share a start (parallel
    sessions) the pair of the same title, then the same end, then the same track goes first."""
    options = []
    for t, a in enumerate(truth_items):
        for p, b in enumerate(pred_items):
            if time_key(a.get("start")) != time_key(b.get("start")):
                continue
            options.append(
                (
                    -title_ratio(a.get("title"), b.get("title")),
                    time_key(a.get("end")) != time_key(b.get("end")),
                    name_key(a.get("parallel")) != name_key(b.get("parallel")),
                    t,
                    p,
                )
            )
    pairs, used = {}, set()
    for _, _, _, t, p in sorted(options):
        if t not in pairs and p not in used:
            pairs[t] = p
            used.add(p)
    return pairs


def leader_hits(truth, pred, lenient):
    left, hits = list(pred), 0
    for name in truth:
        for other in left:
            same = name == other
            if not same and lenient and name and other:
                same = (" %s " % name) in (" %s " % re.sub(r"[^\w]+", " ", other)) or (
                    " %s " % other
                ) in (" %s " % re.sub(r"[^\w]+", " ", name))
            if same:
                left.remove(other)
                hits += 1
                break
    return hits


# ---------------------------------------------------------------- lines lost


def lost_lines(text, pred):
    """Non-blank lines of the pasted text that the prediction has nowhere.

    A line is kept when at least half of its distinct words (three letters or more)
    occur in the prediction (label, title, leader, room, track, description, ignored), or when
    a predicted title or leader of at least four characters stands in it whole. Lines without
    such words (times, clock words such as Uhr or Noon, rules, bullets) are not counted.
    """
    pool, wholes = set(), set()
    for day in days_of(pred):
        pool |= words(day.get("label"), 1)
        for item in items_of(day):
            for field in ("title", "description", "room", "parallel"):
                pool |= words(item.get(field), 1)
            for name in strings(item.get("led_by")):
                pool |= words(name, 1)
            for whole in [item.get("title")] + strings(item.get("led_by")):
                whole = squash(whole).casefold()
                if len(whole) >= 4:
                    wholes.add(whole)
    for line in strings(pred.get("ignored") if isinstance(pred, dict) else None):
        pool |= words(line, 1)

    lost, counted = [], 0
    for line in text.splitlines():
        its = words(line) - CLOCK_WORDS
        if not its:
            continue
        counted += 1
        if 2 * len(its & pool) >= len(its):
            continue
        flat = squash(line).casefold()
        if any(re.search(r"(?<!\w)%s(?!\w)" % re.escape(w), flat) for w in wholes):
            continue
        lost.append(line.strip())
    return lost, counted


# ---------------------------------------------------------------- one case

COUNTS = (
    "truth",
    "pred",
    "matched",
    "times",
    "title_ok",
    "exact",
    "kind",
    "parallel",
    "room",
    "inferred",
    "lead_true",
    "lead_pred",
    "lead_hit",
    "lead_hit_lenient",
    "days",
    "days_dated",
    "lines",
    "lines_lost",
)


def score_case(truth, pred, text):
    c = dict.fromkeys(COUNTS, 0)
    c["title_sum"] = 0.0
    notes = []
    pred = pred if isinstance(pred, dict) else {}
    t_days, p_days = days_of(truth), days_of(pred)
    c["days"] = len(t_days)
    c["truth"] = sum(len(items_of(d)) for d in t_days)
    c["pred"] = sum(len(items_of(d)) for d in p_days)
    for day in t_days:
        for item in items_of(day):
            c["lead_true"] += len(strings(item.get("led_by")))
    for day in p_days:
        for item in items_of(day):
            c["lead_pred"] += len(strings(item.get("led_by")))

    day_pairs = pair_days(t_days, p_days)
    for t, t_day in enumerate(t_days):
        t_items = items_of(t_day)
        p_items = items_of(p_days[day_pairs[t]]) if t in day_pairs else []
        same_date = t in day_pairs and (t_day.get("date") or None) == (
            p_days[day_pairs[t]].get("date") or None
        )
        c["days_dated"] += same_date
        pairs = pair_items(t_items, p_items)
        for i, a in enumerate(t_items):
            where = "%s %s %s" % (
                t_day.get("date") or "day %d" % (t + 1),
                a.get("start"),
                squash(a.get("title")),
            )
            if i not in pairs:
                notes.append("missing   " + where)
                continue
            b = p_items[pairs[i]]
            ratio = title_ratio(a.get("title"), b.get("title"))
            end_ok = time_key(a.get("end")) == time_key(b.get("end"))
            c["matched"] += 1
            c["times"] += end_ok
            c["title_sum"] += ratio
            c["title_ok"] += ratio >= TITLE_OK
            c["exact"] += same_date and end_ok and ratio >= TITLE_OK
            c["kind"] += a.get("kind") == b.get("kind")
            c["parallel"] += name_key(a.get("parallel")) == name_key(b.get("parallel"))
            c["room"] += name_key(a.get("room")) == name_key(b.get("room"))
            c["inferred"] += bool(a.get("end_inferred")) == bool(b.get("end_inferred"))
            want = [name_key(n) for n in strings(a.get("led_by"))]
            have = [name_key(n) for n in strings(b.get("led_by"))]
            c["lead_hit"] += leader_hits(want, have, False)
            c["lead_hit_lenient"] += leader_hits(want, have, True)
            if not same_date:
                notes.append("date      %s: not %s" % (where, p_days[day_pairs[t]].get("date")))
            if not end_ok:
                notes.append("end       %s: %s, not %s" % (where, a.get("end"), b.get("end")))
            if ratio < TITLE_OK:
                notes.append("title     %s: not %s (%.2f)" % (where, squash(b.get("title")), ratio))
            if sorted(want) != sorted(have):
                notes.append("leaders   %s: %s, not %s" % (where, a.get("led_by"), b.get("led_by")))
            if a.get("kind") != b.get("kind"):
                notes.append("kind      %s: %s, not %s" % (where, a.get("kind"), b.get("kind")))
        for p, b in enumerate(p_items):
            if p not in pairs.values():
                notes.append("surplus   %s %s" % (b.get("start"), squash(b.get("title"))))
    for p in range(len(p_days)):
        if p not in day_pairs.values():
            for b in items_of(p_days[p]):
                notes.append(
                    "surplus   %s %s (surplus day)" % (b.get("start"), squash(b.get("title")))
                )

    lost, c["lines"] = lost_lines(text, pred)
    c["lines_lost"] = len(lost)
    notes += ["lost line " + line for line in lost]
    return c, notes


# ---------------------------------------------------------------- figures


def share(a, b):
    return a / b if b else 1.0


def figures(c):
    precision, recall = share(c["matched"], c["pred"]), share(c["matched"], c["truth"])

    def f1(hit):
        total = c["lead_true"] + c["lead_pred"]
        return 2 * hit / total if total else 1.0

    return {
        "item_precision": precision,
        "item_recall": recall,
        "item_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "exact_times": share(c["times"], c["truth"]),
        "title_mean": share(c["title_sum"], c["matched"]),
        "title_ok": share(c["title_ok"], c["truth"]),
        "leader_f1": f1(c["lead_hit"]),
        "leader_f1_lenient": f1(c["lead_hit_lenient"]),
        "kind_accuracy": share(c["kind"], c["matched"]),
        "parallel_accuracy": share(c["parallel"], c["matched"]),
        "room_accuracy": share(c["room"], c["matched"]),
        "end_inferred_accuracy": share(c["inferred"], c["matched"]),
        "day_dates": share(c["days_dated"], c["days"]),
        "lines_lost": c["lines_lost"],
        "items_exact": share(c["exact"], c["truth"]),
    }


def main():
    parser = argparse.ArgumentParser(description="Score predicted programmes.")
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()

    texts = sorted(p for p in args.cases.glob("*.txt") if p.with_suffix(".json").exists())
    if not texts:
        print("no cases (NNN-slug.txt with NNN-slug.json) in %s" % args.cases, file=sys.stderr)
        return 2

    total, per_case, per_language, bad = None, {}, {}, []
    head = "%-36s %-4s %5s %5s %5s %6s %6s %6s %5s %5s %5s %6s"
    print(
        head
        % (
            "case",
            "lang",
            "items",
            "prec",
            "rec",
            "times",
            "title",
            "lead",
            "kind",
            "track",
            "lost",
            "EXACT",
        )
    )
    for path in texts:
        truth = load(path.with_suffix(".json"))
        if not isinstance(truth, dict):
            print("unreadable truth: %s" % path.with_suffix(".json").name, file=sys.stderr)
            return 2
        target = args.predictions / (path.stem + ".json")
        pred = load(target)
        if not isinstance(pred, dict):
            bad.append(path.stem)
        c, notes = score_case(truth, pred, path.read_text(encoding="utf-8"))
        f = figures(c)
        per_case[path.stem] = f
        lang = truth.get("language", "?")
        print(
            head
            % (
                path.stem[:36],
                lang,
                c["truth"],
                "%.2f" % f["item_precision"],
                "%.2f" % f["item_recall"],
                "%.2f" % f["exact_times"],
                "%.2f" % f["title_ok"],
                "%.2f" % f["leader_f1"],
                "%.2f" % f["kind_accuracy"],
                "%.2f" % f["parallel_accuracy"],
                c["lines_lost"],
                "%.2f" % f["items_exact"],
            )
        )
        if args.details:
            for note in notes:
                print("    " + note)
        for store in (per_language.setdefault(lang, {}),):
            for key, value in c.items():
                store[key] = store.get(key, 0) + value
        total = c if total is None else {k: total[k] + c[k] for k in c}

    f = figures(total)
    print()
    for lang in sorted(per_language):
        g = figures(per_language[lang])
        print(
            "language %-3s items %4d  recall %.3f  exact times %.3f  title>=0.9 %.3f  exact %.3f"
            % (
                lang,
                per_language[lang]["truth"],
                g["item_recall"],
                g["exact_times"],
                g["title_ok"],
                g["items_exact"],
            )
        )
    print()
    print("cases                      %d (%d without a usable prediction)" % (len(texts), len(bad)))
    print("items in truth             %d" % total["truth"])
    print("items predicted            %d" % total["pred"])
    print("item precision             %.4f" % f["item_precision"])
    print("item recall                %.4f" % f["item_recall"])
    print("item F1                    %.4f" % f["item_f1"])
    print("exact times (start+end)    %.4f  of all items in truth" % f["exact_times"])
    print("title similarity, mean     %.4f  of matched items" % f["title_mean"])
    print("title similarity >= 0.9    %.4f  of all items in truth" % f["title_ok"])
    print(
        "leader F1                  %.4f  (lenient %.4f)" % (f["leader_f1"], f["leader_f1_lenient"])
    )
    print("kind accuracy              %.4f  of matched items" % f["kind_accuracy"])
    print("parallel accuracy          %.4f  of matched items" % f["parallel_accuracy"])
    print("room accuracy              %.4f  of matched items" % f["room_accuracy"])
    print("end_inferred accuracy      %.4f  of matched items" % f["end_inferred_accuracy"])
    print(
        "days with the right date   %.4f  (%d of %d)"
        % (f["day_dates"], total["days_dated"], total["days"])
    )
    print("lines lost                 %d of %d" % (total["lines_lost"], total["lines"]))
    if args.json:
        args.json.write_text(
            json.dumps({"total": f, "cases": per_case}, ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )
    print(
        "HEADLINE items exactly right (day, start, end, title>=0.9): %.4f (%d of %d)"
        % (f["items_exact"], total["exact"], total["truth"])
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
