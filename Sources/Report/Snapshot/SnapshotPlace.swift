import Model

/// A value in a snapshot's JSON with its path, so that an error can name it.
struct SnapshotPlace {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String = "") {
        self.value = value
        self.path = path
    }

    func error(_ what: String) -> SnapshotError { SnapshotError(path: path, what: what) }

    var isNull: Bool { value == .null }

    /// A field of an object. All fields are always written, so a missing one is an error.
    subscript(name: String) -> SnapshotPlace {
        get throws(SnapshotError) {
            guard case .object = value else { throw error("an object is wanted") }
            guard let field = value[name] else { throw error("`\(name)` is missing") }
            return SnapshotPlace(field, path: path.isEmpty ? name : "\(path).\(name)")
        }
    }

    /// A field of a later form: `nil` in files of earlier forms.
    subscript(later name: String) -> SnapshotPlace? {
        value[name].map { SnapshotPlace($0, path: path.isEmpty ? name : "\(path).\(name)") }
    }

    func fields() throws(SnapshotError) -> [(String, SnapshotPlace)] {
        guard case .object(let fields) = value else { throw error("an object is wanted") }
        return fields.map { ($0.name, SnapshotPlace($0.value, path: "\(path).\($0.name)")) }
    }

    func elements() throws(SnapshotError) -> [SnapshotPlace] {
        guard let list = value.list else { throw error("a list is wanted") }
        return list.enumerated().map { SnapshotPlace($1, path: "\(path)[\($0)]") }
    }

    func text() throws(SnapshotError) -> String {
        guard let text = value.text else { throw error("a text is wanted") }
        return text
    }

    func optionalText() throws(SnapshotError) -> String? { isNull ? nil : try text() }

    func texts() throws(SnapshotError) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    func number() throws(SnapshotError) -> Double {
        guard let number = value.number else { throw error("a number is wanted") }
        return number
    }

    func optionalNumber() throws(SnapshotError) -> Double? { isNull ? nil : try number() }

    /// A whole number within the exact range of `Double`.
    func whole() throws(SnapshotError) -> Int {
        let number = try number()
        guard number == number.rounded(), abs(number) < 9_007_199_254_740_992 else {
            throw error("a whole number is wanted")
        }
        return Int(number)
    }

    func optionalWhole() throws(SnapshotError) -> Int? { isNull ? nil : try whole() }

    func flag() throws(SnapshotError) -> Bool {
        guard case .bool(let flag) = value else { throw error("true or false is wanted") }
        return flag
    }

    func moment() throws(SnapshotError) -> Moment {
        guard let moment = Moment(iso8601: try text()) else { throw error("a moment in ISO 8601 is wanted") }
        return moment
    }

    func optionalMoment() throws(SnapshotError) -> Moment? { isNull ? nil : try moment() }

    /// A minute within the range of ``Minute``.
    func minute() throws(SnapshotError) -> Minute {
        let moment = try moment()
        guard Minute(index: 0).start <= moment, moment < Minute(index: .max).start else {
            throw error("a minute of no time")
        }
        return moment.minute
    }

    /// A raw value of an enumeration.
    func word<Word: RawRepresentable>(_ type: Word.Type) throws(SnapshotError) -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else { throw error("“\(text)” is not a word that is known here") }
        return word
    }

    func optionalWord<Word: RawRepresentable>(_ type: Word.Type) throws(SnapshotError) -> Word?
    where Word.RawValue == String {
        isNull ? nil : try word(type)
    }
}
