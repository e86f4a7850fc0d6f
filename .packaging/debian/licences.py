#!/usr/bin/env python3
"""Writes what must be said of the libraries linked into the program: licences.py CHECKOUTS RESOLVED

Of each checkout its version, its notice and its licence; the Apache License, which most of them have, Debian keeps itself.
"""
import json
import pathlib
import sys


def versions(resolved):
    pins = json.loads(pathlib.Path(resolved).read_text())["pins"]
    return {pin["identity"]: pin["state"].get("version", pin["state"]["revision"]) for pin in pins}


def text_of(checkout, *names):
    for name in names:
        for file in sorted(checkout.glob(name)):
            return file.read_text(errors="replace").strip()
    return ""


def main(checkouts, resolved):
    known = versions(resolved)
    for checkout in sorted(pathlib.Path(checkouts).iterdir()):
        version = known.get(checkout.name.lower())
        if version is None:
            continue
        licence = text_of(checkout, "LICENSE*", "LICENCE*", "COPYING*")
        if not licence:
            sys.exit(f"{checkout.name} has no licence that could be passed on")
        if "Apache License" in licence and "Version 2.0" in licence:
            licence = "Apache License 2.0: /usr/share/common-licenses/Apache-2.0"
        said = [text_of(checkout, "NOTICE*"), licence]
        print(f"\n{'=' * 80}\n{checkout.name} {version}\n")
        print("\n\n".join(text for text in said if text))


if __name__ == "__main__":
    main(*sys.argv[1:])
