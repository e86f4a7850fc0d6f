import Model

/// Reads `mouse:` and `notify:`, how a screen behaves.
struct ScreenReader {
    let top: YAMLMapping

    static let keys = ["mouse", "notify"]
    private static let writeMouse = "write mouse: on or mouse: off"
    private static let writeNotices =
        "write a list of \(known.joined(separator: ", ")), e.g. notify: [bell, title]"
    private static let known = ScreenSettings.Notice.allCases.map(\.rawValue)

    func read() -> ScreenSettings {
        var settings = ScreenSettings()
        let form = YAMLValidator(Self.writeMouse) { text in
            ["on", "off"].contains(text) ? nil : "“\(text)” is neither on nor off"
        }
        if let mouse = top.text("mouse", form) { settings.usesMouse = mouse == "on" }
        if let tree = top["notify"] { settings.notify = notices(tree) }
        return settings
    }

    private func notices(_ tree: YAMLTree) -> Set<ScreenSettings.Notice> {
        guard let elements = tree.list(Self.writeNotices) else { return [] }
        return elements.reduce(into: []) { found, element in
            guard let name = element.text(Self.writeNotices) else { return }
            if let notice = ScreenSettings.Notice(rawValue: name) {
                found.insert(notice)
                return
            }
            let meant = Suggestion.nearest(to: name, among: Self.known)
            element.note("“\(name)” is no notice", meant.map { "did you mean `\($0)`?" } ?? Self.writeNotices)
        }
    }
}
