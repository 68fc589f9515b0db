#!/usr/bin/env python3
# A copy of the published scorer, kept as it was.
# ruff: noqa: PTH119, PTH122, PTH123, RUF005, T201
"""Score one group formation: check every hard constraint, print every objective.

Usage: score_groups.py INSTANCE.json SOLUTION.json [--previous OLD_SOLUTION.json]
                       [--best best_known.json] [--json]

Standard library only. Exit status: 0 feasible, 1 a hard constraint is broken,
2 bad input. The formats are described in README.md beside this file.
"""

import argparse
import json
import os
import sys
from collections import Counter
from math import ceil

KEY = ["unassigned", "no_wish", "clashes", "worst_rank", "rank_sum"]


def rank_of(participant, topic, owner):
    """Rank (1 = best) of topic; own topic counts as 1; tied wishes are lists; None = not wished."""
    if owner.get(topic) == participant["id"]:
        return 1
    for i, wish in enumerate(participant.get("wishes", []), 1):
        if topic in wish if isinstance(wish, list) else topic == wish:
            return i
    return None


def score(inst, sol, previous=None):
    bad = []
    absent = set(inst.get("absent", []))
    people = {p["id"]: p for p in inst["participants"] if p["id"] not in absent}
    topics = {t["id"]: t for t in inst["topics"]}
    owner = {t["id"]: t["owner"] for t in inst["topics"] if t.get("owner") in people}
    lo, hi, cap = inst["min"], inst["max"], inst.get("max_groups")
    groups = sol.get("groups", [])
    unassigned = list(sol.get("unassigned", []))

    where = {}
    per_topic = Counter()
    for gi, g in enumerate(groups):
        t = g["topic"]
        per_topic[t] += 1
        if t not in topics:
            bad.append(f"group {gi}: unknown topic {t!r}")
            continue
        n = len(g["members"])
        tlo, thi = topics[t].get("min", lo), topics[t].get("max", hi)
        if not tlo <= n <= thi:
            bad.append(f"group {gi} ({t}): size {n} outside [{tlo},{thi}]")
        for m in g["members"]:
            if m not in people:
                bad.append(f"group {gi} ({t}): {m!r} is unknown or absent")
            elif m in where:
                bad.append(f"{m!r} is in two groups")
            else:
                where[m] = gi
    for m in unassigned:
        if m in where:
            bad.append(f"{m!r} is both in a group and unassigned")
        elif m not in people:
            bad.append(f"unassigned {m!r} is unknown or absent")
    for m in people:
        if m not in where and m not in unassigned:
            bad.append(f"{m!r} is nowhere")
            unassigned.append(m)
    if cap is not None and len(groups) > cap:
        bad.append(f"{len(groups)} groups, at most {cap}")
    for t, k in per_topic.items():
        if t in topics and k > topics[t].get("copies", 1):
            bad.append(f"topic {t!r} has {k} groups")
        if t in owner and (owner[t] not in where or groups[where[owner[t]]]["topic"] != t):
            bad.append(f"topic {t!r} is open but its owner {owner[t]!r} is not in it")
    for a, b in inst.get("keep_together", []):
        if a in people and b in people and where.get(a) != where.get(b):
            bad.append(f"{a!r} and {b!r} should be together")
    for a, b in inst.get("keep_apart", []):
        if a in where and b in where and where[a] == where[b]:
            bad.append(f"{a!r} and {b!r} should be apart")
    for p, t in inst.get("locked", {}).items():
        if p in people and (p not in where or groups[where[p]]["topic"] != t):
            bad.append(f"{p!r} is locked to {t!r}")
    if inst.get("max_video_groups") is not None:
        need = {where[p] for p in where if people[p].get("remote")}
        if len(need) > inst["max_video_groups"]:
            bad.append(
                f"{len(need)} groups hold remote people, video for {inst['max_video_groups']}"
            )
    met = Counter()
    for rnd in inst.get("history", []):
        for g in rnd["groups"]:
            for m in g["members"]:
                if (
                    m in where
                    and groups[where[m]]["topic"] == g["topic"]
                    and owner.get(g["topic"]) != m
                ):
                    bad.append(f"{m!r} has had {g['topic']!r} in an earlier round")
            ms = sorted(g["members"])
            for i, a in enumerate(ms):
                for b in ms[i + 1 :]:
                    met[a, b] += 1

    ranks = Counter()
    no_wish = indifferent = 0
    for p, gi in where.items():
        if not people[p].get("wishes") and owner.get(groups[gi]["topic"]) != p:
            indifferent += 1
            continue
        r = rank_of(people[p], groups[gi]["topic"], owner)
        if r is None:
            no_wish += 1
        else:
            ranks[r] += 1
    clashes = repeats = category_excess = 0
    for g in groups:
        ms = [m for m in g["members"] if m in people]
        orgs = Counter(people[m]["organisation"] for m in ms if people[m].get("organisation"))
        clashes += sum(k - 1 for k in orgs.values())
        cats = Counter(people[m]["category"] for m in ms if people[m].get("category"))
        ncat = len({p.get("category") for p in people.values() if p.get("category")}) or 1
        category_excess += sum(max(0, k - ceil(len(ms) / ncat)) for k in cats.values())
        ms.sort()
        repeats += sum(met[a, b] > 0 for i, a in enumerate(ms) for b in ms[i + 1 :]) if met else 0
    depth = max([len(p.get("wishes", [])) for p in people.values()] + [1])
    wishers = sum(ranks.values()) + no_wish
    out = {
        "feasible": not bad,
        "violations": bad,
        "participants": len(people),
        "groups": len(groups),
        "unassigned": len(set(unassigned)),
        "no_wish": no_wish,
        "clashes": clashes,
        "worst_rank": max(ranks, default=0),
        "rank_sum": sum(r * k for r, k in ranks.items()),
        "profile": [ranks[r] for r in range(1, depth + 1)],
        "indifferent": indifferent,
        "share_first": round(ranks[1] / wishers, 4) if wishers else None,
        "share_any": round(sum(ranks.values()) / wishers, 4) if wishers else None,
        "category_excess": category_excess,
        "repeat_meetings": repeats,
    }
    out["key"] = [out[k] for k in KEY]
    out["leximin_key"] = [out["unassigned"], no_wish, clashes] + out["profile"][:0:-1]
    if previous:
        old = {m: g["topic"] for g in previous["groups"] for m in g["members"]}
        now = {m: groups[gi]["topic"] for m, gi in where.items()}
        out["moved"] = sum(1 for m in people if m in old and now.get(m) != old[m])
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("instance")
    ap.add_argument("solution")
    ap.add_argument("--previous")
    ap.add_argument("--best", help="best_known.json to compare with")
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    try:
        with open(a.instance, encoding="utf-8") as f:
            inst = json.load(f)
        with open(a.solution, encoding="utf-8") as f:
            sol = json.load(f)
        prev = None
        if a.previous:
            with open(a.previous, encoding="utf-8") as f:
                prev = json.load(f)
        out = score(inst, sol, prev)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        print(f"bad input: {type(e).__name__}: {e}", file=sys.stderr)
        return 2
    if a.best:
        with open(a.best, encoding="utf-8") as f:
            best = json.load(f).get(os.path.splitext(os.path.basename(a.instance))[0])
        if best:
            out["best_key"], out["bound_key"] = best["key"], best.get("bound_key")
            out["versus_best"] = (
                "equal"
                if out["key"] == best["key"]
                else "better"
                if out["key"] < best["key"]
                else "worse"
            )
    if a.json:
        print(json.dumps(out, indent=1))
    else:
        for k, v in out.items():
            print(f"{k:16} {v}" if k != "violations" else f"{k:16} {len(v)}")
        for v in out["violations"][:20]:
            print("  BROKEN:", v)
    return 0 if out["feasible"] else 1


if __name__ == "__main__":
    sys.exit(main())
