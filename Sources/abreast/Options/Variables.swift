import Glibc

/// The environment variables of this program.
enum Variables {
    /// Whether the locale's characters are UTF-8.
    static var isUTF8: Bool {
        setlocale(LC_CTYPE, "")
        return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    }

    static var theme: String? { getenv("ABREAST_THEME").map { String(cString: $0) } }
}
