import CNCurses
import Glibc

/// The descriptors for keys and for drawing.
///
/// They are closed explicitly. When the process ends suddenly they must still be open, so this must not depend on the
/// end of a value's life.
@safe
struct Streams {
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let inputDescriptor: Int32
    let outputDescriptor: Int32

    /// Duplicates both descriptors.
    init(input: Int32, output: Int32) throws(TerminalError) {
        inputDescriptor = fcntl(input, F_DUPFD_CLOEXEC, 3)
        outputDescriptor = fcntl(output, F_DUPFD_CLOEXEC, 3)
        guard let reading = unsafe fdopen(inputDescriptor, "r"),
            let writing = unsafe fdopen(outputDescriptor, "w")
        else {
            throw .refused("cannot open the terminal", reason: reasonOfErrno())
        }
        unsafe self.input = reading
        unsafe self.output = writing
    }

    func close() {
        unsafe fclose(input)
        unsafe fclose(output)
    }

    /// Standard output and standard input. If standard input is not a terminal, the controlling terminal instead.
    static func standard() throws(TerminalError) -> Streams {
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal("standard output") }
        if isatty(STDIN_FILENO) == 1 { return try Streams(input: STDIN_FILENO, output: STDOUT_FILENO) }
        let keyboard = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC)
        guard keyboard >= 0 else { throw .notATerminal("standard input") }
        defer { Glibc.close(keyboard) }
        return try Streams(input: keyboard, output: STDOUT_FILENO)
    }
}
