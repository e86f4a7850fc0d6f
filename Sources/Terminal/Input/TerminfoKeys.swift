import CNCurses
import Glibc
import View

/// The sequences that this terminal sends for its keys, as terminfo names them.
///
/// Most terminals send the sequences that `InputParser` knows by itself; this is for the others.
enum TerminfoKeys {
    /// By the bytes of the sequence, in its 7-bit form. Call it after terminfo was loaded.
    static func load() -> [[UInt8]: Key] {
        var found: [[UInt8]: Key] = [:]
        for (name, key) in names {
            guard let text = unsafe curses_capability(name) else { continue }
            let sequence = unsafe [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
            if isUsable(sequence), found[sequence] == nil { found[sequence] = key }
        }
        return found
    }

    /// Of two keys with one sequence, the first one here counts.
    private static let names: [(String, Key)] = [
        ("kbs", .backspace), ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("kent", .enter),
        ("kcbt", .backTab), ("kdch1", .delete), ("khome", .home), ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown),
        ("ka1", .home), ("kc1", .end), ("ka3", .pageUp), ("kc3", .pageDown),
    ]

    /// Bytes that mean the same on every terminal: Ctrl-C, tab, Enter twice, Ctrl-L, Ctrl-Z, escape.
    private static let taken: Set<UInt8> = [0x03, 0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B]

    /// A single control, or an escape and more.
    private static func isUsable(_ sequence: [UInt8]) -> Bool {
        guard let first = sequence.first, sequence.count <= 16 else { return false }
        if sequence.count > 1 { return first == 0x1B }
        return (first < 0x20 || first == 0x7F) && !taken.contains(first)
    }
}
