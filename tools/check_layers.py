#!/usr/bin/env python3
"""Fails on an include that the layer table does not allow, and on words that are banned outside their room.

The table is the architecture: a folder under server/ may include itself and what its row names, nothing else. Reads
every #include of the tree, so that a header of a sibling or of the system cannot slip in unseen.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

LAYERS = {
    "calendar": set(),
    "dispatch": {"calendar"},
    "identity": {"dispatch"},
    "personal": {"dispatch"},
    "slip": set(),
    "wire": {"calendar", "dispatch"},
    "log": set(),
    "live": set(),
    "journal": {"dispatch", "identity", "personal"},
    "halls": {"calendar", "dispatch", "journal", "live", "wire", "log", "identity", "personal"},
    "net": {"calendar", "dispatch", "journal", "live", "wire", "log", "identity", "personal", "slip", "halls"},
    "app": {"calendar", "dispatch", "journal", "live", "wire", "log", "identity", "personal", "slip", "halls", "net"},
}

# A header that may be included only in these folders.
ROOMS = [
    (r"(google/protobuf/|\.pb\.h$)", {"wire"}),
    (r"^boost/beast", {"net"}),
    (r"^boost/asio", {"net", "app", "halls"}),
    (r"^sqlite3\.h$", {"journal"}),
    (r"^hiredis/", set()),
    (r"^spdlog/", {"log"}),
    (r"^argon2\.h$", {"identity", "journal", "app"}),
    (r"^qrencode\.h$", {"net"}),
    (r"^CLI/", {"app"}),
    (r"^toml\+\+/", {"app"}),
    (r"^systemd/", {"app"}),
    (r"^boost/", {"dispatch", "wire", "live", "journal", "halls", "net", "app", "identity", "personal"}),
]

# Words that may not stand in a folder's code. The core knows no clock, chance, thread, file, or order by address.
CORE_BANNED = {
    r"\b(system|steady|high_resolution)_clock::now": "time is an argument",
    r"\bstd::(rand|random_device|mt19937|thread|jthread|mutex|atomic|async)\b": "no chance and no threads in the core",
    r"\bstd::unordered_(map|set|multimap|multiset)\b": "no order by hash in the core",
    r"\b(float|double)\b": "scores are integers",
    r"\b(getenv|fopen|printf)\b|std::(i|o)?fstream|std::c(out|err|log)\b": "no I/O in the core",
    r"#include <(random|thread|mutex|atomic|fstream|iostream|future|filesystem)>": "no I/O, chance or threads in the core",
}
BANNED = {
    "calendar": CORE_BANNED,
    "dispatch": CORE_BANNED,
    "identity": {r"#include <(fstream|iostream)>": "the contract does no I/O"},
    "personal": {r"#include <(fstream|iostream)>": "the contract does no I/O"},
    "wire": {r"\b(system|steady)_clock::now": "time is an argument"},
    "live": {r"\b(system|steady)_clock::now": "time is an argument"},
    "halls": {r"\bsystem_clock::now": "one clock a process, handed in"},
    "net": {r"\bsystem_clock::now": "one clock a process, handed in"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.M)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"", re.S)


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".hpp", ".cpp"} and "node_modules" not in path.parts:
                yield path


def faults_of(path):
    text = path.read_text(encoding="utf-8")
    folder = path.relative_to(ROOT / "server").parts[0]
    allowed = LAYERS.get(folder)
    if allowed is None:
        yield f"no row in the layer table for folder '{folder}'"
        return
    for quote, name in INCLUDE.findall(text):
        target = name.split("/")[0]
        if quote == '"' and not name.endswith(".pb.h"):
            if "/" not in name:
                yield f'"{name}": include by folder, as "{folder}/{name}"'
            elif target not in LAYERS:
                yield f'"{name}": server/ may not include {target}/'
            elif target != folder and target not in allowed:
                yield f'"{name}": {folder} may not use {target}'
            continue
        for pattern, rooms in ROOMS:
            if re.search(pattern, name):
                if folder not in rooms:
                    yield f"<{name}>: belongs to {', '.join(sorted(rooms)) or 'no folder yet'}"
                break
    if path.suffix == ".hpp":
        if "#pragma once" not in text:
            yield "no #pragma once"
        if folder != "wire" and re.search(r"\.pb\.h|google/protobuf", text):
            yield "protobuf in a header outside wire"
    code = COMMENT.sub(lambda m: "" if m.group(0).startswith("/") else '""', text)
    for pattern, reason in BANNED.get(folder, {}).items():
        probe = text if pattern.startswith("#include") else code
        for hit in re.finditer(pattern, probe):
            line = probe[: hit.start()].count("\n") + 1
            yield f"'{hit.group(0)}' near line {line}: {reason}"


def main():
    count, bad = 0, 0
    for path in sources("server"):
        count += 1
        for fault in faults_of(path):
            bad += 1
            print(f"{path.relative_to(ROOT)}: {fault}")
    for path in sources("server", "tests", "tools", "signage"):
        for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if quote == '"' and name.endswith(".pb.h") and path.parts[len(ROOT.parts)] not in {"server", "tests"}:
                bad += 1
                print(f"{path.relative_to(ROOT)}: {name} outside wire")
    if count < 20:
        print(f"only {count} sources found: is this the right tree?")
        return 1
    print(f"{count} sources, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
