import CNCurses
import Glibc

/// The abilities of this process's terminal. The survey neither takes the terminal over nor writes to it.
package struct TerminalSurvey: Sendable {
    /// The terminal's name, as `TERM` has it; `nil` when it is not set.
    package let term: String?
    /// Why no screen can be drawn; `nil` when one can.
    package let problem: TerminalError?
    /// Columns and rows; `nil` when the terminal does not report them.
    package let size: (width: Int, height: Int)?
    /// The number of colours in terminfo; 0 for none.
    package let colours: Int
    /// How the colours with 24 bits are told to curses, where the terminal offers them.
    package let direct: DirectEntry.Use
    /// Whether the locale's characters are UTF-8.
    package let isUTF8: Bool

    /// Why no screen can be drawn here; `nil` when one can.
    package static func obstacle() -> TerminalError? {
        do throws(TerminalError) {
            let streams = try Streams.standard()
            defer { streams.close() }
            _ = try Terminfo.load(environment("TERM"), output: streams.outputDescriptor)
            return nil
        } catch {
            return error
        }
    }

    /// Checks standard output, and standard input or the controlling terminal, as a screen would.
    package init() {
        term = environment("TERM")
        isUTF8 = TerminalLocale.adopt()
        let streams: Streams
        do throws(TerminalError) {
            streams = try .standard()
        } catch {
            (problem, size, colours, direct) = (error, nil, 0, .unneeded)
            return
        }
        defer { streams.close() }
        var (width, height): (Int32, Int32) = (0, 0)
        let isTold = unsafe curses_terminal_size(streams.outputDescriptor, &width, &height) == 0
        size = isTold ? (Int(width), Int(height)) : nil
        do throws(TerminalError) {
            let term = try Terminfo.load(term, output: streams.outputDescriptor)
            var count = 0
            direct = DirectEntry.use(for: term, output: streams.outputDescriptor, environment) {
                count = Int(unsafe tigetnum("colors"))
            }
            (problem, colours) = (nil, max(0, count))
        } catch {
            (problem, colours, direct) = (error, 0, .unneeded)
        }
    }
}
