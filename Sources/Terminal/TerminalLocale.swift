import CNCurses
import Glibc

/// The encoding of the terminal's characters, from the environment.
package enum TerminalLocale {
    /// Sets the environment's encoding, or the locale `name` instead. Returns true when it is UTF-8.
    ///
    /// It sets only the encoding, not the formats of numbers and dates: the program's other output must not change with
    /// the locale. Over ssh, the environment often names a locale that this machine does not have. A name that says
    /// UTF-8 is then accepted as UTF-8.
    package static func adopt(_ name: String = "") -> Bool {
        let found = unsafe setlocale(LC_CTYPE, name) != nil
        if !found, name.isEmpty, environmentSaysUTF8 { _ = unsafe setlocale(LC_CTYPE, "C.UTF-8") }
        guard let encoding = unsafe nl_langinfo(nl_item(CODESET)) else { return false }
        return unsafe String(cString: encoding) == "UTF-8"
    }

    private static var environmentSaysUTF8: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = environment(name), !value.isEmpty else { continue }
            let lower = value.lowercased()
            // macOS sends `LC_CTYPE=UTF-8` over ssh, without a language.
            return ["utf-8", "utf8"].contains { lower == $0 || lower.hasSuffix("." + $0) }
        }
        return false
    }
}

/// A variable of the environment.
func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
}
