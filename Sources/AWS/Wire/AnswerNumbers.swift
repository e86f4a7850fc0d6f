// Numbers of answers. Each is bounded where it is read, so that no sum of them can overflow and no list made of one can
// fill the memory. They come as numbers or as digits.

extension Wire {
    /// How many members a fleet has, of a field that may be left out.
    package enum Count: OptionalKind {
        package static var absent: Int? { nil }

        package static func read(_ field: any Decoder) -> Int? { try? integer(field, in: 0...countLimit) }
    }

    /// How many members a fleet has. Were it left out, 0 would be a lie.
    package enum NeededCount: AnswerKind {
        package static func read(_ field: any Decoder) throws -> Int { try integer(field, in: 0...countLimit) }
    }

    /// A number of seconds, a port or the like.
    package enum Number: OptionalKind {
        package static var absent: Int? { nil }

        package static func read(_ field: any Decoder) -> Int? { try? integer(field, in: 0...amountLimit) }
    }

    /// A number of messages, which must be there.
    package enum NeededNumber: AnswerKind {
        package static func read(_ field: any Decoder) throws -> Int { try integer(field, in: 0...amountLimit) }
    }

    /// A number that may be negative: a change of size, or how a process ended.
    package enum Signed: OptionalKind {
        package static var absent: Int? { nil }

        package static func read(_ field: any Decoder) -> Int? { try? integer(field, in: -amountLimit...amountLimit) }
    }

    /// The weight of a record, 0 to 255 (Route 53 API, ResourceRecordSet). An odd weight throws: without it, all shares
    /// of its group are unknown.
    package enum RecordWeight: OptionalKind {
        package static var absent: Int? { nil }

        package static func read(_ field: any Decoder) throws -> Int? { try integer(field, in: 0...255) }
    }

    /// The weight of a target group, 0 to 999, and 1 when nothing is said (ELBv2 API, TargetGroupTuple). An odd weight
    /// throws.
    package enum ForwardWeight: OptionalKind {
        package static var absent: Int { 1 }

        package static func read(_ field: any Decoder) throws -> Int { try integer(field, in: 0...999) }
    }

    /// The whole number, given as a number or as digits. Throws when it is neither or lies beyond the bounds.
    private static func integer(_ field: any Decoder, in bounds: ClosedRange<Int>) throws -> Int {
        let value = try field.singleValueContainer()
        var number = try? value.decode(Int.self)
        if number == nil {
            let text = try value.decode(String.self)
            number = Int(text[...].trimmed)
            if number == nil { throw odd(field, "not a whole number: \(text.prefix(40))") }
        }
        guard let number, bounds.contains(number) else {
            throw odd(field, "a number beyond \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }
}
