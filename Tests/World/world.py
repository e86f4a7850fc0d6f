#!/usr/bin/env python3
"""A migration in an emulated AWS on loopback, for tests and for a first look.

  world.py prepare               install the emulators and the signature vectors into .build/world
  world.py serve [--live]        build the world, print one line of JSON, answer lines of JSON until standard input closes
  world.py run [--still] CMD…    build a living world and run CMD in this terminal; {config} stands for its configuration
"""

import sys

import workshop


def parse(arguments):
    """The verb, its option, and the command after it."""
    verb, *rest = arguments or ["--help"]
    if verb == "prepare" and not rest:
        return verb, False, []
    if verb == "serve" and rest in ([], ["--live"]):
        return verb, rest == ["--live"], []
    if verb == "run":
        still = rest[:1] == ["--still"]
        rest = rest[1:] if still else rest
        rest = rest[1:] if rest[:1] == ["--"] else rest
        if rest:
            return verb, not still, rest
    print(__doc__.strip(), file=sys.stderr)
    sys.exit(0 if verb in ("-h", "--help", "help") and arguments else 64)


def main():
    verb, live, command = parse(sys.argv[1:])
    workshop.enter_environment()
    if verb == "prepare":
        workshop.prepare_suite()
        return 0
    import serving

    return serving.serve(live) if verb == "serve" else serving.run(live, command)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
