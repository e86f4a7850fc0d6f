import View

/// The themes that a key shows one after the other: the one that the screen began with, and those that come with the
/// program.
struct ThemeChoice {
    private let first: Theme
    /// Read when the key is pressed: no screen waits for themes that nobody asks for.
    private lazy var themes = [first] + ThemeFile.own.filter { !$0.looks(like: first) }
    private var index = 0

    init(_ first: Theme) { self.first = first }

    mutating func next() -> Theme {
        index = (index + 1) % themes.count
        return themes[index]
    }
}
