// The room Terminal is the only one that uses ncurses. It shows a Frame and reads keys. It waits for keys, wake-ups and
// signals together, and it restores the terminal however the process ends. One thread owns the Screen. Other threads
// reach it through a Mailbox. Terminal imports View (Frame, Role, Style, Key) and CNCurses.

import CNCurses
import FoundationEssentials
import Glibc
package import View

/// The terminal, in use from `init` until `restore` or the end of the value. Only one can exist at a time.
@safe
package struct Screen: ~Copyable {
    /// Columns and rows. Updated from the terminal's window at each `.redraw`.
    package private(set) var size: (width: Int, height: Int)
    /// False when only ASCII can be shown. Other characters of a frame become "?".
    package let isUTF8: Bool
    /// Whether its font has braille. That of the Linux console has not.
    package let hasBraille: Bool
    let depth: ColourDepth
    /// Why the colours are fewer than the terminal offers; `nil` when they are not.
    package let colourNote: String?

    /// Its name in terminfo, and what else the environment says of it.
    let term: String
    let variables: (String) -> String?
    /// Whether the window has a title of this program.
    var hasTitle = false

    private let handle: OpaquePointer
    let streams: Streams
    /// Reads keys out of the terminal's bytes.
    var input: InputParser
    var questions = TerminalQuestions()
    /// Whether the terminal shows an update only when it is complete.
    var isSynchronized = false
    /// Whether the terminal reports the mouse to the program.
    private(set) var listensToMouse = false
    private var paints = PaintBox()
    private var line: UnsafeMutableBufferPointer<cchar_t>
    private var cursorIsShown = false
    private(set) var isTaken = true
    /// The descriptor from which the numbers of signals are read.
    let signals: Int32

    /// Opens the terminal on standard input and output. If standard input is not a terminal, uses the controlling
    /// terminal.
    ///
    /// Uses no colours when `NO_COLOR` is set and not empty (no-color.org).
    package init() throws(TerminalError) {
        let wantsColour = environment("NO_COLOR").map(\.isEmpty) ?? true
        try self.init(
            streams: .standard(), term: environment("TERM"), wantsColour: wantsColour, variables: environment)
    }

    /// The same on given streams, for a named terminal, in a named locale ("" for the environment's locale).
    ///
    /// - Parameter variables: The environment that tells more about the terminal than its name.
    init(
        streams: Streams, term: String?, wantsColour: Bool, locale: String = "",
        variables: @escaping (String) -> String? = { _ in nil }
    ) throws(TerminalError) {
        let isUTF8 = TerminalLocale.adopt(locale)
        let parts = try Self.start(on: streams, term: term, wantsColour ? variables : nil)
        self.isUTF8 = isUTF8
        hasBraille = isUTF8 && term?.hasPrefix("linux") != true
        self.streams = streams
        self.term = term ?? ""
        self.variables = variables
        unsafe handle = parts.handle
        signals = parts.signals
        input = InputParser(isUTF8: isUTF8, known: TerminfoKeys.load())
        if wantsColour, has_colors() {
            _ = start_color()
            _ = use_default_colors()
            depth = parts.colours == .own ? .exact : ColourDepth(colours: Int(curses_colors()))
        } else {
            depth = .none
        }
        colourNote = parts.colours == .refused ? DirectEntry.refusal : nil
        let window = unsafe curses_standard_window()
        size = unsafe (Int(curses_columns(window)), Int(curses_rows(window)))
        unsafe line = .allocate(capacity: size.width)
        settle()
        adoptSize()
        ask(variables)
    }

    deinit {
        // `restore` is mutating, and a deinit cannot call mutating functions.
        if isTaken { leave() }
        signals_close()
        unsafe delscreen(handle)
        unsafe line.deallocate()
        streams.close()
    }

    /// The objects of a started curses.
    @safe
    private struct Parts {
        let handle: OpaquePointer
        let signals: Int32
        let colours: DirectEntry.Use
    }

    /// Starts curses. On failure, closes the streams and throws why there can be no screen.
    ///
    /// - Parameter variables: `nil` when no colours are wanted.
    private static func start(
        on streams: Streams, term: String?, _ variables: ((String) -> String?)?
    ) throws(TerminalError) -> Parts {
        var isStarted = false
        defer { if !isStarted { streams.close() } }
        let term = try Terminfo.load(term, output: streams.outputDescriptor)
        leave_prepare(streams.inputDescriptor, streams.outputDescriptor)
        var made: OpaquePointer?
        let colours = DirectEntry.use(for: term, output: streams.outputDescriptor, variables) {
            unsafe made = newterm(term, streams.output, streams.input)
        }
        guard let handle = unsafe made else {
            throw .refused("cannot set up the terminal", reason: reasonOfErrno())
        }
        let signals = signals_open()
        guard signals >= 0 else {
            let reason = reasonOfErrno()
            _ = endwin()
            unsafe delscreen(handle)
            throw .refused("cannot set up the terminal", reason: reason)
        }
        isStarted = true
        return unsafe Parts(handle: handle, signals: signals, colours: colours)
    }

    /// Sets the modes that hold as long as the screen is in use.
    private func settle() {
        _ = raw()
        _ = noecho()
        _ = nonl()
        _ = curs_set(0)
        // Otherwise curses interrupts a frame half drawn when a key is waiting.
        _ = typeahead(-1)
        _ = unsafe leaveok(curses_standard_window(), true)
        sendModes()
        leave_arm()
    }

    // MARK: Showing

    /// Shows a whole frame. Sends only the differences to the terminal, at once.
    ///
    /// A frame of another size is cut, or filled with blanks.
    package mutating func show(_ frame: borrowing Frame, palette: Palette) {
        guard isTaken, let window = unsafe curses_standard_window() else { return }
        if paints.palette != palette { paints.mix(palette, depth: depth) }
        if frame.width != size.width || frame.height != size.height { unsafe werase(window) }
        let cells = frame.cells
        for y in 0..<min(size.height, frame.height) {
            let count = compose(cells[y * frame.width..<y * frame.width + min(size.width, frame.width)])
            _ = unsafe wmove(window, Int32(y), 0)
            _ = unsafe wadd_wchnstr(window, line.baseAddress, Int32(count))
        }
        unsafe placeCursor(frame.cursor, in: window)
        _ = unsafe wnoutrefresh(window)
        if isSynchronized { send(text: "\u{1B}[?2026h") }
        _ = doupdate()
        if isSynchronized { send(text: "\u{1B}[?2026l") }
    }

    /// Converts one line to curses' cells. Returns their number.
    private func compose(_ cells: ArraySlice<Cell>) -> Int {
        var count = 0
        var x = cells.startIndex
        while x < cells.endIndex {
            let isWide = x + 1 < cells.endIndex && cells[x + 1].glyph == nil
            let glyph = Glyph(cells[x].glyph ?? " ", columns: isWide ? 2 : 1)
            let paint = paints[cells[x].role, cells[x].ground]
            set(glyph, paint, at: count)
            count += 1
            if isWide, glyph.columns == 1 {
                set(.blank, paint, at: count)
                count += 1
            }
            x += isWide ? 2 : 1
        }
        return count
    }

    private func set(_ glyph: Glyph, _ paint: Paint, at place: Int) {
        unsafe glyph.points.span.withUnsafeBufferPointer { points in
            _ = unsafe setcchar(&line[place], points.baseAddress, paint.attributes, paint.pair, nil)
        }
    }

    private mutating func placeCursor(_ place: (x: Int, y: Int)?, in window: UnsafeMutablePointer<WINDOW>) {
        if (place != nil) != cursorIsShown {
            cursorIsShown = place != nil
            _ = curs_set(cursorIsShown ? 1 : 0)
            _ = unsafe leaveok(window, !cursorIsShown)
        }
        if let place { _ = unsafe wmove(window, Int32(place.y), Int32(place.x)) }
    }

    /// Sends the next frame completely, because something else has written on the terminal.
    package func forgetShown() {
        _ = unsafe clearok(curses_current_window(), true)
    }

    /// Asks the terminal to put a text into its clipboard. No terminal says whether it has.
    ///
    /// Source: xterm's control sequences, "OSC 52"; tmux passes it on with `set-clipboard`.
    package func copy(_ text: String) {
        guard isTaken else { return }
        send(text: "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
    }

    /// Listens to the mouse, or leaves it to the terminal. Does nothing where terminfo knows of no mouse.
    package mutating func listenToMouse(_ listens: Bool) {
        guard isTaken, listens != listensToMouse, unsafe curses_capability("kmous") != nil else { return }
        listensToMouse = listens
        send(text: listens ? MouseReport.begin : MouseReport.end)
        if listens { unsafe leave_add(MouseReport.end) }
    }

    // MARK: Size

    /// Reads the terminal's size and sets it in curses.
    mutating func adoptSize() {
        var (width, height): (Int32, Int32) = (0, 0)
        guard unsafe curses_terminal_size(streams.outputDescriptor, &width, &height) == 0,
            (Int(width), Int(height)) != size
        else { return }
        // If the terminal does not report its size, terminfo's size stays.
        _ = resizeterm(height, width)
        size = (Int(width), Int(height))
        unsafe line.deallocate()
        unsafe line = .allocate(capacity: size.width)
    }

    // MARK: Leaving

    /// Restores the terminal. Afterwards `show` and `wait` do nothing. It may be called twice.
    package mutating func restore() {
        guard isTaken else { return }
        isTaken = false
        awaitAnswers()
        restoreTitle()
        leave()
    }

    private func leave() {
        if listensToMouse { send(text: MouseReport.end) }
        send("BD")
        send("rmkx")
        _ = endwin()
        leave_disarm()
    }

    /// Gives the terminal to the user's shell until the job is continued, as Ctrl-Z does everywhere.
    mutating func suspend() {
        leave()
        signals_stop_job()
        resume()
    }

    /// Takes the terminal again after a stop. A frame must then be shown.
    mutating func resume() {
        _ = reset_prog_mode()
        sendModes()
        leave_arm()
        forgetShown()
        adoptSize()
    }

    /// Sets everything again after a stop without Ctrl-Z: the shell may have changed anything.
    mutating func retake() {
        _ = endwin()
        resume()
    }

    /// Ends the process by a signal, so that its parent sees which signal it was. Restore the screen before.
    package static func end(by signal: Int32) -> Never { signals_die(signal) }

    /// Asks for bracketed pastes, and for the keys' sequences as terminfo has them.
    private func sendModes() {
        send("BE")
        send("smkx")
        if listensToMouse { send(text: MouseReport.begin) }
    }

    /// Sends a sequence as it is.
    func send(text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBufferPointer { unsafe write(streams.outputDescriptor, $0.baseAddress, $0.count) }
    }

    /// Sends one of terminfo's sequences if this terminal has it. (Curses' `putp` writes to standard output instead.)
    private func send(_ capability: String) {
        guard let sequence = unsafe curses_capability(capability) else { return }
        _ = unsafe write(streams.outputDescriptor, sequence, strlen(sequence))
    }
}
