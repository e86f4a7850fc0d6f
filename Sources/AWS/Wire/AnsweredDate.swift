import Model

/// A moment in an answer, as seconds since 1970 or as ISO 8601; both occur for the same field of different endpoints.
struct AnsweredDate: Decodable {
    let moment: Moment

    /// Seconds since 1970.
    var epoch: Double { moment.seconds }

    /// Seconds since 1970 at the beginning of the year 4000: no service tells of anything later.
    private static let year4000 = 64_060_588_800.0

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            // Milliseconds in the place of seconds would lie 50,000 years ahead.
            guard (0..<Self.year4000).contains(number) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "no time in seconds since 1970: \(number)")
            }
            moment = Moment(seconds: number)
            return
        }
        let text = try container.decode(String.self)
        guard let parsed = Moment(iso8601: text, assumingUTC: true) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text.prefix(40))")
        }
        moment = parsed
    }
}
