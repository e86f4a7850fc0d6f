"""Sections of the program's pages (Markdown in abreast.docc) as mdoc, for the manual.

It takes what these pages use, and no more: paragraphs, lists, tables, fenced blocks and headings below a section.
"""
import pathlib
import re
import sys

PLACE = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "abreast" / "abreast.docc"


def plain(text):
    """Text for roff in which nothing is a request, a macro or an escape."""
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"), flags=re.MULTILINE)


def escaped(text):
    """The same of running text: `code` is bold, and an option is not broken in its middle."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    # `--con-fig` would be another option.
    text = re.sub(r"(?<![^\s`])(?=\\-)", r"\\%", text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def quoted(text):
    """One argument of a macro; \\& keeps a short word from being taken for a macro's name."""
    return '"\\&' + escaped(text).replace('"', "\\(dq") + '"'


def running(text):
    """Paragraphs, each sentence on its own line."""
    paragraphs = []
    for paragraph in (text or "").split("\n\n"):
        sentences = re.split(r"(?<=[.:;]) +(?=[A-Z])", " ".join(paragraph.split()))
        paragraphs.append("\n".join(escaped(sentence) for sentence in sentences))
    return "\n.Pp\n".join(paragraphs)


def section(page, title):
    """The lines of mdoc of one section; a page or a section that is not there ends the program."""
    file = PLACE / f"{page}.md"
    if not file.exists():
        sys.exit(f"{file} is not there, and the manual takes “{title}” from it")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", file.read_text(), re.MULTILINE | re.DOTALL)
    if not found:
        sys.exit(f"{file} has no section “{title}”, which the manual takes from it")
    return converted(found[1])


def converted(text):
    lines = []
    for block in blocks(text):
        made = fence(block) or heading(block) or table(block) or items(block) or [running(words(" ".join(block)))]
        # A list or a block brings its own space along.
        if lines and not made[0].startswith((".Bl", ".Ss")):
            lines.append(".Pp")
        lines += made
    return lines


def blocks(text):
    """The text's parts, as lists of lines: what stands between empty lines, and fenced blocks whole."""
    block, is_code = [], False
    for line in text.split("\n"):
        is_fence = line.startswith("```")
        if not is_code and (is_fence or not line.strip()) and block:
            yield block
            block = []
        if is_code or line.strip():
            block.append(line)
        if is_fence:
            if is_code:
                yield block
                block = []
            is_code = not is_code
    if block:
        yield block


def words(text):
    """The names of linked pages in quotation marks, and no signs of emphasis."""
    text = re.sub(r"\[([^]]+)\]\([^)]*\)", r"“\1”", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return re.sub(r"(?<![\w*`])\*([^*`]+)\*(?![\w*`])", r"\1", text)


def fence(block):
    if not block[0].startswith("```"):
        return None
    return [".Bd -literal -offset indent"] + [plain(line) for line in block[1:-1]] + [".Ed"]


def heading(block):
    return [f".Ss {words(block[0][4:])}"] if block[0].startswith("### ") and len(block) == 1 else None


def cells(line):
    """A row's cells; a bar within code divides nothing."""
    return [cell.strip() for cell in re.findall(r"(?:`[^`]*`|[^|`])+", line.strip().strip("|"))]


def table(block):
    """The first cell is the tag, the last one says what it is, and those between are named by their columns."""
    if not block[0].startswith("|"):
        return None
    titles = cells(block[0])
    lines = [".Bl -tag -width Ds"]
    for row in map(cells, block[2:]):
        text = row[-1] if row[-1].endswith((".", ":")) else row[-1] + "."
        between = [f"{title.capitalize()}: {cell}." for title, cell in zip(titles[1:-1], row[1:-1])]
        lines += [f".It Sy {quoted(words(row[0]).replace('`', ''))}", running(words(" ".join([text] + between)))]
    return lines + [".El"]


def items(block):
    mark = re.match(r"(- |\d+\. )", block[0])
    if not mark:
        return None
    lines = [f".Bl -{'bullet' if mark[1] == '- ' else 'enum'}"]
    for item in re.split(r"\n(?=- |\d+\. )", "\n".join(block)):
        lines += [".It", running(words(re.sub(r"^(- |\d+\. )", "", item)))]
    return lines + [".El"]
