#!/usr/bin/env python3
"""Writes the manual pages of the built program: manual.py PROGRAM DIRECTORY

What a command takes is asked of the program itself (its argument parser's description, as JSON), so that no page can say
anything else than `--help`; what no parser knows (keys, files, variables, statuses) is taken from the pages in
Sources/abreast/abreast.docc.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

from pages import escaped, quoted, running, section


def told(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def shown(parts):
    return [part for part in parts or [] if part.get("shouldDisplay", True)]


def taken(command):
    """What a command takes, but for what every command does: abreast(1) has that."""
    return [argument for argument in shown(command.get("arguments"))
            if argument["valueName"] not in ("version", "help")]


def spelling(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def usage(argument):
    if argument["kind"] == "positional":
        text = ".Ar " + quoted(argument["valueName"])
    else:
        # roff's own hyphen is one of the two.
        text = ".Fl " + quoted(spelling(argument["preferredName"])[1:])
        if argument["kind"] == "option":
            text += " Ar " + quoted(argument["valueName"])
    if argument.get("isRepeating"):
        text += " ..."
    return text.replace(".", ".Op ", 1) if argument.get("isOptional") else text


def item(argument):
    if argument["kind"] == "positional":
        head = "Ar " + quoted(argument["valueName"])
    else:
        value = " Ar " + quoted(argument["valueName"]) if argument["kind"] == "option" else ""
        head = " , ".join("Fl " + quoted(spelling(name)[1:]) + value for name in argument["names"])
    texts = [argument.get("abstract"), argument.get("discussion")]
    if argument.get("defaultValue"):
        texts.append(f"Without it: {argument['defaultValue']}.")
    values = argument.get("allValues")
    if values:
        texts.append(f"One of {', '.join(values)}.")
    return [f".It {head}", running(" ".join(text for text in texts if text))]


def options(command):
    arguments = taken(command)
    if not arguments:
        return []
    lines = [".Pp", "It takes:", ".Bl -tag -width Ds"]
    for argument in arguments:
        lines += item(argument)
    return lines + [".El"]


def head(title, section, name, abstract, date):
    about = abstract.rstrip(".")
    return [f".Dd {date}", f".Dt {title.upper()} {section}", ".Os abreast", ".Sh NAME", f".Nm {name}",
            f".Nd {escaped(about)}"]


def synopsis(words, command):
    lines = [".Sh SYNOPSIS", f".Nm {words[0]}"] + [f".Cm {word}" for word in words[1:]]
    return lines + [usage(argument) for argument in taken(command)]


def page_of_command(command, date):
    name = command["commandName"]
    lines = head(f"abreast-{name}", 1, f"abreast-{name}", command["abstract"], date)
    lines += synopsis(["abreast", name], command)
    lines += [".Sh DESCRIPTION", running(command.get("discussion") or command["abstract"])]
    lines += options(command) + [".Sh NOTES"] + section("Commands", name)
    return lines + [".Sh SEE ALSO", ".Xr abreast 1 ,", ".Xr abreast.yaml 5"]


def page_of_program(command, date):
    lines = head("abreast", 1, "abreast", command["abstract"], date)
    lines += [".Sh SYNOPSIS", ".Nm abreast", ".Op Ar command", ".Op Ar options"]
    lines += [".Sh DESCRIPTION", running(command["abstract"] + "\n\n" + (command.get("discussion") or "")),
              ".Sh COMMANDS", "Each has a page of its own and says the same with", ".Fl \\-help .",
              ".Bl -tag -width Ds"]
    for each in commands(command):
        lines += [f".It Xr abreast\\-{each['commandName']} 1", running(each["abstract"])]
    lines += [".El", ".Sh KEYS"] + section("Keys", "All keys") + section("Keys", "Which keys are there")
    lines += [".Sh ENVIRONMENT"] + section("Configuration", "Variables")
    lines += [".Sh FILES"] + section("Configuration", "Where the file is looked for")
    lines += [".Pp", "Other files:"] + section("Configuration", "Other files")
    lines += [".Sh EXIT STATUS"] + section("Commands", "Exit status")
    lines += [".Sh EXAMPLES"] + section("Commands", "Examples")
    return lines + [".Sh SEE ALSO", ".Xr abreast.yaml 5 ,", ".Pa /usr/share/doc/abreast/README.md.gz"]


def page_of_configuration(example, date):
    lines = head("abreast.yaml", 5, "abreast.yaml", "the configuration of a migration", date)
    lines += [".Sh DESCRIPTION",
              "One file is one migration: several services, each with an old side and a new one.",
              "It is YAML, and so may be JSON.", "ARNs and plain names are both taken.",
              ".Xr abreast\\-check 1", "says of each mistake its line and what to write;",
              ".Xr abreast\\-init 1", "writes the example below, in which every key stands with its comment."]
    for title in ["Keys of the migration", "Keys of a service", "Keys of the judge", "Keys of a rollout"]:
        lines += [f".Ss {title}"] + section("Configuration", title)
    for title in ["Credentials", "A store for several people"]:
        lines += [f".Sh {title.upper()}"] + section("Configuration", title)
    lines += [".Sh EXAMPLES", ".Bd -literal", escaped(example.rstrip("\n")), ".Ed"]
    return lines + [".Sh SEE ALSO", ".Xr abreast 1 ,", ".Xr abreast\\-check 1 ,", ".Xr abreast\\-init 1"]


def commands(command):
    return [each for each in shown(command["subcommands"]) if each["commandName"] != "help"]


def example(program, directory):
    file = directory / "abreast.yaml"
    told(program, "init", str(file))
    text = file.read_text()
    file.unlink()
    return text


def main(program, directory):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    day = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    date = time.strftime("%B %-d, %Y", day)
    root = json.loads(told(program, "--experimental-dump-help"))["command"]
    pages = {"abreast.1": page_of_program(root, date),
             "abreast.yaml.5": page_of_configuration(example(program, directory), date)}
    for command in commands(root):
        pages[f"abreast-{command['commandName']}.1"] = page_of_command(command, date)
    for name, lines in pages.items():
        (directory / name).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
