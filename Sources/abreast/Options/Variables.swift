import Glibc
import Terminal

/// The environment variables of this program.
enum Variables {
    /// Whether the locale's characters are UTF-8.
    static var isUTF8: Bool { TerminalLocale.adopt() }

    static var theme: String? { getenv("ABREAST_THEME").map { String(cString: $0) } }
}
