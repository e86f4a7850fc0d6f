import CNCurses
import Glibc
import Testing

@testable import Terminal

/// A terminal without a window. The test has the user's end.
final class PseudoTerminal {
    let user: Int32
    let program: Int32

    init(width: Int = 40, height: Int = 6) throws {
        var ends: (user: Int32, program: Int32) = (-1, -1)
        try #require(openpty(&ends.user, &ends.program, nil, nil, nil) == 0)
        (user, program) = ends
        _ = fcntl(user, F_SETFL, O_NONBLOCK)
        resize(width: width, height: height)
    }

    deinit {
        close(user)
        close(program)
    }

    func resize(width: Int, height: Int) {
        var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(program, UInt(TIOCSWINSZ), &size)
    }

    func type(_ bytes: [UInt8]) { _ = write(user, bytes, bytes.count) }

    func type(_ text: String) { type(Array(text.utf8)) }

    /// What the program has written since the last time.
    func output() -> String {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(user, &piece, piece.count)
            if count <= 0 { break }
            all += piece.prefix(count)
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// The terminal's settings that a program may change.
    var settings: [UInt32] {
        var found = termios()
        _ = tcgetattr(program, &found)
        return [found.c_iflag, found.c_oflag, found.c_lflag]
    }

    func screen(
        term: String = "xterm-256color", wantsColour: Bool = true, locale: String = "C.UTF-8",
        variables: [String: String] = [:]
    ) throws -> Screen {
        try Screen(
            streams: Streams(input: program, output: program), term: term, wantsColour: wantsColour, locale: locale,
            variables: { variables[$0] })
    }
}

/// The content of the screen as curses knows it.
enum Shown {
    struct Cell: Equatable {
        var text: String
        var attributes: attr_t
        var foreground: Int32
        var background: Int32
    }

    static func cell(_ x: Int, _ y: Int) -> Cell {
        var cell = cchar_t()
        _ = mvwin_wch(curses_current_window(), Int32(y), Int32(x), &cell)
        var points = [wchar_t](repeating: 0, count: 6)
        var attributes: attr_t = 0
        var pair: Int16 = 0
        _ = getcchar(&cell, &points, &attributes, &pair, nil)
        var (foreground, background): (Int32, Int32) = (-1, -1)
        if pair != 0 { _ = extended_pair_content(Int32(pair), &foreground, &background) }
        var text = String.UnicodeScalarView()
        for point in points.prefix(while: { $0 != 0 }) { text.append(Unicode.Scalar(UInt32(point)) ?? "?") }
        let modes = curses_bold() | curses_dim() | curses_underline() | curses_reverse()
        return Cell(
            text: String(text), attributes: attributes & modes, foreground: foreground, background: background)
    }

    /// A row as text; curses keeps the right half of a wide character as the character once more.
    static func row(_ y: Int, width: Int) -> String {
        var text = ""
        var x = 0
        while x < width {
            let glyph = cell(x, y).text
            text += glyph
            x += max(1, glyph.unicodeScalars.first.map { Int(curses_width(wchar_t($0.value))) } ?? 1)
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
