/// Moves a theme's colours as little as possible until ``ThemeRules`` hold.
package struct ThemeMender {
    private var theme: Theme
    private let pool: [Candidate]

    /// A colour that can be read on the background, as each vision sees it.
    private struct Candidate {
        var colour: RGB
        var seen: [Lab]

        init(_ colour: RGB) {
            self.colour = colour
            seen = ColourVision.allCases.map { $0.seen(colour) }
        }

        func isApart(from other: Candidate) -> Bool {
            for (index, vision) in ColourVision.allCases.enumerated() {
                let least = vision == .full ? ThemeRules.difference : ThemeRules.impairedDifference
                if seen[index].difference(other.seen[index]) < least { return false }
            }
            return true
        }
    }

    /// The theme with what had to be moved, and why.
    package static func mended(_ theme: Theme) -> (theme: Theme, faults: [ThemeRules.Fault]) {
        let faults = ThemeRules.faults(of: theme)
        guard !faults.isEmpty else { return (theme, []) }
        var theme = theme
        if faults.contains(.background) { theme = theme.drawn(on: usable(theme.background)) }
        var mender = ThemeMender(theme)
        mender.mend()
        return (mender.theme, faults)
    }

    private init(_ theme: Theme) {
        self.theme = theme
        let background = theme.background
        pool = Self.grid.filter { $0.contrast(background) >= 4.5 }.map(Candidate.init)
    }

    private mutating func mend() {
        for role in Role.allCases where !ThemeRules.groups.joined().contains(role) {
            guard let least = ThemeRules.contrast(of: role), theme.foreground(role).contrast(theme.background) < least
            else { continue }
            theme = theme.with(readable(theme.foreground(role), least), for: role)
        }
        for group in ThemeRules.groups { separate(group) }
    }

    /// The same hue, lighter or darker until it can be read.
    private func readable(_ colour: RGB, _ least: Double) -> RGB {
        let background = theme.background
        guard colour.contrast(background) < least else { return colour }
        let lab = Lab(colour)
        let end = Lab(background).lightness < 50 ? 100.0 : 0.0
        for step in 1...100 {
            let part = Double(step) / 100
            let lightness = lab.lightness + (end - lab.lightness) * part
            // A very light or dark colour has less hue.
            for chroma in [1, 0.75, 0.5, 0.25, 0] {
                let tried = Lab(lightness: lightness, chroma: lab.chroma * chroma, hue: lab.hue)
                if let rgb = tried.rgb, rgb.contrast(background) >= least { return rgb }
            }
        }
        return end == 100 ? RGB(255, 255, 255) : RGB(0, 0, 0)
    }

    /// Gives each role of a group the nearest colour with which all hold. The first moves least.
    private mutating func separate(_ group: [Role]) {
        let wishes = group.map { role in Candidate(readable(theme.foreground(role), 4.5)) }
        let choices = zip(group, wishes).map { role, wish in
            let own = ThemeRules.isOpposite(wish.colour, for: role) ? [] : [wish]
            let others = pool.filter { !ThemeRules.isOpposite($0.colour, for: role) }
                .map { ($0, $0.seen[0].difference(wish.seen[0])) }
                .sorted { $0.1 < $1.1 }
            return own + others.map(\.0)
        }
        guard let found = Self.chosen(choices, []) else { return }
        for (role, candidate) in zip(group, found) { theme = theme.with(candidate.colour, for: role) }
    }

    /// The first of each list that is apart from those chosen before it, and leaves one for those after it.
    private static func chosen(_ choices: [[Candidate]], _ before: [Candidate]) -> [Candidate]? {
        guard let first = choices.first else { return before }
        for candidate in first where before.allSatisfy(candidate.isApart) {
            if let found = chosen(Array(choices.dropFirst()), before + [candidate]) { return found }
        }
        return nil
    }

    /// Darker or lighter, whichever is nearer, until text can be read on it.
    private static func usable(_ background: RGB) -> RGB {
        let lab = Lab(background)
        let end = lab.lightness < 55 ? 0.0 : 100.0
        for step in 1...100 {
            let part = Double(step) / 100
            let lightness = lab.lightness + (end - lab.lightness) * part
            if let rgb = Lab(lightness: lightness, chroma: lab.chroma * (1 - part), hue: lab.hue).rgb,
                ThemeRules.isUsable(rgb)
            {
                return rgb
            }
        }
        return end == 0 ? RGB(0, 0, 0) : RGB(255, 255, 255)
    }

    /// Colours from all over what a screen can show.
    private static let grid: [RGB] = {
        var colours: Set<RGB> = []
        for lightness in stride(from: 4.0, through: 98, by: 3) {
            for chroma in [0.0, 20, 40, 60, 80, 100] {
                for hue in stride(from: 0.0, to: chroma == 0 ? 1 : 360, by: 15) {
                    if let rgb = Lab(lightness: lightness, chroma: chroma, hue: hue).rgb { colours.insert(rgb) }
                }
            }
        }
        return colours.sorted { ($0.red, $0.green, $0.blue) < ($1.red, $1.green, $1.blue) }
    }()
}
