import View

/// The theme of a screen, and those that a key shows one after the other: the one that the screen began with, and those
/// that come with the program.
struct ThemeChoice {
    private let first: Theme
    /// Whether somebody has chosen a theme: by an option, a variable or a key. Otherwise it is a guess about the terminal.
    private(set) var isChosen: Bool
    /// Read when the key is pressed: no screen waits for themes that nobody asks for.
    private lazy var themes = [first] + ThemeFile.own.filter { !$0.looks(like: first) }
    private var index = 0
    /// The theme that is shown.
    private(set) var shown: Theme

    init(_ first: Theme, isChosen: Bool = true) {
        self.first = first
        shown = first
        self.isChosen = isChosen
    }

    mutating func next() -> Theme {
        isChosen = true
        index = ((themes.firstIndex { $0.looks(like: shown) } ?? index) + 1) % themes.count
        shown = themes[index]
        return shown
    }

    /// Takes the theme that suits the terminal's background, unless one was chosen. Returns whether that changes anything.
    mutating func adopt(background: RGB) -> Bool {
        guard !isChosen, let theme = ThemeFile.guess(isLight: background.isLight), !theme.looks(like: shown) else {
            return false
        }
        shown = theme
        return true
    }
}
