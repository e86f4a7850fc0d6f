package import Model

/// The kinds of fields in AWS's answers. Absent, null and empty fields are all "not said".
///
/// A field that only informs reads as "not said" when it is odd. A field on which a judgement stands is bounded and
/// throws when it is odd: a wrong number must not look like a right one.
package enum Wire {
    /// The most members that a fleet can have. ECS allows 5,000 tasks a service; a group's weighted capacity may be more.
    static let countLimit = 1_000_000
    /// The most of anything else, such as messages or seconds.
    static let amountLimit = 1_000_000_000_000_000

    /// A text; some endpoints write a number in its place.
    package enum Text: OptionalKind {
        package static var absent: String? { nil }

        package static func read(_ field: any Decoder) -> String? {
            guard let value = try? field.singleValueContainer() else { return nil }
            let text = (try? value.decode(String.self)) ?? (try? value.decode(Int.self)).map { String($0) }
            guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
            return text
        }
    }

    /// A text; a number in its place is as good as none.
    package enum OnlyText: OptionalKind {
        package static var absent: String? { nil }

        package static func read(_ field: any Decoder) -> String? {
            try? field.singleValueContainer().decode(String.self)
        }
    }

    /// A word of AWS that has a meaning here, or another one as it came.
    package enum Word<Value: ForeignWord>: OptionalKind {
        package static var absent: Value? { nil }

        package static func read(_ field: any Decoder) -> Value? { Text.read(field).map { Value($0) } }
    }

    /// A word of AWS that must be there.
    package enum NeededWord<Value: ForeignWord>: AnswerKind {
        package static func read(_ field: any Decoder) throws -> Value {
            Value(try field.singleValueContainer().decode(String.self))
        }
    }

    /// `true` or `false`, and false where nothing is said.
    package enum Switch: OptionalKind {
        package static var absent: Bool { false }

        package static func read(_ field: any Decoder) -> Bool { (try? truth(field)) ?? absent }
    }

    /// `true` or `false`, and true where nothing is said.
    package enum OnSwitch: OptionalKind {
        package static var absent: Bool { true }

        package static func read(_ field: any Decoder) -> Bool { (try? truth(field)) ?? absent }
    }

    /// Seconds since 1970, or ISO 8601; both occur for one field of different endpoints.
    package enum Time: OptionalKind {
        package static var absent: Moment? { nil }

        package static func read(_ field: any Decoder) -> Moment? { try? moment(field) }
    }

    /// A time that must be there.
    package enum NeededTime: AnswerKind {
        package static func read(_ field: any Decoder) throws -> Moment { try moment(field) }
    }

    private static func truth(_ field: any Decoder) throws -> Bool {
        try field.singleValueContainer().decode(Bool.self)
    }

    /// No service tells of a time from the year 4000 on; milliseconds in the place of seconds lie 50,000 years ahead.
    private static let year4000 = 64_060_588_800.0

    private static func moment(_ field: any Decoder) throws -> Moment {
        let value = try field.singleValueContainer()
        if let number = try? value.decode(Double.self) {
            guard (0..<year4000).contains(number) else {
                throw odd(field, "no time in seconds since 1970: \(number)")
            }
            return Moment(seconds: number)
        }
        let text = try value.decode(String.self)
        guard let moment = Moment(iso8601: text, assumingUTC: true) else {
            throw odd(field, "not a date: \(text.prefix(40))")
        }
        return moment
    }

    static func odd(_ field: any Decoder, _ words: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: field.codingPath, debugDescription: words))
    }
}
