import Testing

@testable import View

/// A bar across the screen: seen as one, and everything on it still readable.
@Suite struct GroundTests {
    private static let themes: [Theme] =
        [.builtIn]
        + OwnThemes.names.compactMap { name in
            OwnThemes.text(name).flatMap { try? ThemeReader.read($0, file: name).theme }
        }

    @Test func `each theme has a ground for each bar and text can be read on it`() {
        #expect(Self.themes.count == 1 + OwnThemes.names.count)
        for theme in Self.themes {
            #expect(theme.ground(.plain) == nil)
            for ground in Ground.allCases where ground != .plain {
                guard let colour = theme.ground(ground) else {
                    Issue.record("\(theme.name): no \(ground)")
                    continue
                }
                for role in [Role.text, .title, .key] {
                    #expect(theme.foreground(role).contrast(colour) >= 4.5, "\(theme.name): \(role) on \(ground)")
                }
                #expect(Lab(colour).difference(Lab(theme.background)) >= 2, "\(theme.name): \(ground) is not seen")
            }
        }
    }

    @Test func `the alarm looks like no other ground`() {
        for theme in Self.themes {
            let colours = Ground.allCases.compactMap { ground in theme.ground(ground).map { (ground, Lab($0)) } }
            guard let alarm = colours.first(where: { $0.0 == .alarm })?.1 else { continue }
            for (ground, colour) in colours where ground != .alarm {
                #expect(alarm.difference(colour) >= 5, "\(theme.name): alarm and \(ground)")
            }
        }
    }

    @Test func `what is drawn later keeps the ground, wide characters too`() {
        var frame = Frame(width: 10, height: 2)
        frame.lay(.selection, y: 1)
        frame.put("予約 ok", x: 0, y: 1, role: .text)
        frame.fill("-", x: 8, y: 1, count: 2, role: .rule)
        #expect((0..<10).allSatisfy { frame[$0, 1].ground == .selection && frame[$0, 0].ground == .plain })
        frame.lay(.alarm, x: -3, y: -1, width: 5, rows: 2)
        #expect((0..<10).map { frame[$0, 0].ground == .alarm } == [true, true] + Array(repeating: false, count: 8))
    }
}
