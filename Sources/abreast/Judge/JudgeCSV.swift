import Glibc
import Model

/// Why rows could not be judged, in words, with the file and, if one row is wrong, its line.
struct JudgeCSVError: Error, Equatable, CustomStringConvertible {
    var file: String
    var line: Int?
    var problem: String

    var description: String { line.map { "\(file):\($0): \(problem)" } ?? "\(file): \(problem)" }
}

/// The columns of a file of minutes, in the order in which a row's numbers are stored.
enum JudgeColumn: String, CaseIterable {
    case service, minute
    case oldRequests = "old_requests"
    case oldErrors = "old_errors"
    case newRequests = "new_requests"
    case newErrors = "new_errors"
    case oldP50 = "old_p50"
    case newP50 = "new_p50"
    case oldP95 = "old_p95"
    case newP95 = "new_p95"
    case oldP99 = "old_p99"
    case newP99 = "new_p99"

    static let needed: [JudgeColumn] = [.service, .minute, .oldRequests, .oldErrors, .newRequests, .newErrors]
    /// The index in a row's numbers: the four counts, then the percentiles in pairs.
    var slot: Int { (Self.allCases.firstIndex(of: self) ?? 0) - 2 }
}

/// Reads minutes as comma-separated values from a file or stdin, row by row in constant memory.
///
/// The header names the columns, in any order. An empty field is a missing number. Any other field that its column does
/// not allow is refused with file and line: nothing is skipped and nothing is guessed.
struct JudgeCSV: ~Copyable {
    let name: String
    /// The names of the services in the order of their first row.
    private(set) var services: [String] = []
    /// The percentiles for which both sides have a column.
    private(set) var percentiles: [Percentile] = []
    /// Whether minutes are numbers; otherwise they are moments in ISO 8601.
    private(set) var minutesAreNumbers = true
    private let chunks: FileChunks
    private var columns: [JudgeColumn] = []
    /// Their indexes, looked up once: there may be a hundred million fields.
    private var slots: [Int] = []
    private var hasRows = false
    private var known: [String: Int] = [:]
    private var bytesOfService: [[UInt8]] = []
    private var service = 0
    private var line = 0
    private var numbers = [Double](repeating: .nan, count: 10)

    /// Larger counts and milliseconds cannot be measurements. Sums of millions of smaller ones are still exact.
    private static let most = 1e12
    /// The beginning of the year 4000. Its minute number is still in range.
    private static let lastMoment: Int64 = 64_060_588_800_000

    /// One row: the service by its index in `services`, the minute, and the counts of both sides.
    struct Row {
        var service: Int
        var minute: Int64
        var counts: MinuteCounts
    }

    /// Opens a file, or stdin for `-`, and reads the header.
    static func opened(_ path: String) throws(JudgeCSVError) -> JudgeCSV {
        let name = path == "-" ? "stdin" : path
        var csv = JudgeCSV(name: name, chunks: try FileChunks(path: path, name: name))
        try csv.readHeader()
        return csv
    }

    private init(name: String, chunks: FileChunks) {
        self.name = name
        self.chunks = chunks
    }

    private mutating func readHeader() throws(JudgeCSVError) {
        guard var bytes = try nextLine() else { throw fault("it is empty; the first line names the columns") }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            bytes = UnsafeRawBufferPointer(rebasing: bytes[3...])
        }
        for field in String(decoding: bytes, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false) {
            let title = field.filter { $0 != " " && $0 != "\"" }
            guard let column = JudgeColumn(rawValue: title) else {
                throw fault("unknown column “\(title)”; known are \(Self.list(JudgeColumn.allCases))")
            }
            guard !columns.contains(column) else { throw fault("the column \(title) is there twice") }
            columns.append(column)
        }
        slots = columns.map(\.slot)
        let lacking = JudgeColumn.needed.filter { !columns.contains($0) }
        guard lacking.isEmpty else { throw fault("the header lacks \(Self.list(lacking))") }
        for percentile in Percentile.allCases {
            let sides = Side.allCases.map { side in columns.contains { $0.rawValue == "\(side)_\(percentile)" } }
            guard sides[0] == sides[1] else { throw fault("\(percentile) needs a column for each side") }
            if sides[0] { percentiles.append(percentile) }
        }
    }

    private static func list(_ columns: [JudgeColumn]) -> String { columns.map(\.rawValue).joined(separator: ", ") }

    /// The next row; `nil` at the end.
    mutating func next() throws(JudgeCSVError) -> Row? {
        while let bytes = try nextLine() {
            if !bytes.isEmpty { return try row(bytes) }
        }
        return nil
    }

    private mutating func nextLine() throws(JudgeCSVError) -> UnsafeRawBufferPointer? {
        guard let bytes = try chunks.line() else { return nil }
        line += 1
        guard let last = bytes.last, last == UInt8(ascii: "\r") else { return bytes }
        return UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 1)])
    }

    private mutating func row(_ bytes: UnsafeRawBufferPointer) throws(JudgeCSVError) -> Row {
        var at = 0
        var minute: Int64 = 0
        for index in columns.indices {
            guard at <= bytes.count else {
                throw fault("\(index) fields where \(columns.count) columns are named")
            }
            let column = columns[index]
            let isQuoted = at < bytes.count && bytes[at] == UInt8(ascii: "\"")
            let end = isQuoted ? try closing(bytes, at) : JudgeNumber.comma(bytes, at)
            let field = UnsafeRawBufferPointer(rebasing: isQuoted ? bytes[(at + 1)..<end] : bytes[at..<end])
            at = isQuoted ? end + 2 : end + 1
            switch column {
            case .service: try find(field)
            case .minute: minute = try self.minute(field)
            default: numbers[slots[index]] = try number(field, column, slots[index])
            }
        }
        guard at > bytes.count else { throw fault("more fields than the \(columns.count) columns that are named") }
        hasRows = true
        return try row(minute)
    }

    private func row(_ minute: Int64) throws(JudgeCSVError) -> Row {
        let counts = MinuteCounts(row: numbers)
        if let side = counts.sideWithTooManyErrors {
            throw fault(
                "\(side)_errors \(NumberWords.decimal(counts.errors[side], 0)) is more than \(side)_requests "
                    + NumberWords.decimal(counts.requests[side], 0))
        }
        return Row(service: service, minute: minute, counts: counts)
    }

    /// Finds the quote that ends a quoted field. Quotes within a field are not supported.
    private func closing(_ bytes: UnsafeRawBufferPointer, _ start: Int) throws(JudgeCSVError) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        guard end < bytes.count, end + 1 == bytes.count || bytes[end + 1] == UInt8(ascii: ",") else {
            throw fault("a quoted field does not end where the next one begins")
        }
        return end
    }

    // MARK: Fields

    /// Rows come service by service, or in the same order every minute. Both are tried before the name is searched.
    private mutating func find(_ field: UnsafeRawBufferPointer) throws(JudgeCSVError) {
        if !bytesOfService.isEmpty {
            if Self.isEqual(bytesOfService[service], field) { return }
            let following = service + 1 == bytesOfService.count ? 0 : service + 1
            if Self.isEqual(bytesOfService[following], field) {
                service = following
                return
            }
        }
        let name = String(decoding: field, as: UTF8.self)
        guard !name.isEmpty else { throw fault("the service has no name") }
        if let index = known[name] {
            service = index
            return
        }
        service = services.count
        known[name] = service
        services.append(name)
        bytesOfService.append(Array(field))
    }

    private static func isEqual(_ name: [UInt8], _ field: UnsafeRawBufferPointer) -> Bool {
        guard name.count == field.count, let address = field.baseAddress else { return false }
        return memcmp(name, address, name.count) == 0
    }

    private mutating func minute(_ field: UnsafeRawBufferPointer) throws(JudgeCSVError) -> Int64 {
        if let number = JudgeNumber.whole(field) {
            guard minutesAreNumbers else { throw fault("minute \(number) among moments in ISO 8601") }
            return number
        }
        let text = String(decoding: field, as: UTF8.self)
        guard let moment = Moment(iso8601: text) else {
            throw fault("minute “\(text)” is neither a whole number nor a moment in ISO 8601")
        }
        guard !minutesAreNumbers || !hasRows else { throw fault("minute \(text) among whole numbers") }
        guard (0...Self.lastMoment).contains(moment.milliseconds) else {
            throw fault("minute \(text) is not between 1970 and 4000")
        }
        minutesAreNumbers = false
        return Int64(moment.minute.index)
    }

    private func number(
        _ field: UnsafeRawBufferPointer, _ column: JudgeColumn, _ slot: Int
    ) throws(JudgeCSVError) -> Double {
        if field.isEmpty { return .nan }
        guard let value = JudgeNumber.decimal(field) else {
            throw fault("\(column.rawValue) “\(String(decoding: field, as: UTF8.self))” is not a number of at least 0")
        }
        guard value <= Self.most else {
            throw fault("\(column.rawValue) “\(String(decoding: field, as: UTF8.self))” is more than a minute can have")
        }
        if slot < 4 {
            guard value == value.rounded(.down) else {
                throw fault("\(column.rawValue) \(value) is not a whole number")
            }
        } else if value == 0 {
            throw fault("\(column.rawValue) 0 is no time; leave it empty when it is missing")
        }
        return value
    }

    private func fault(_ problem: String) -> JudgeCSVError {
        JudgeCSVError(file: name, line: line > 0 ? line : nil, problem: problem)
    }

    /// The error for the row that was read last.
    func refusal(_ problem: String) -> JudgeCSVError { fault(problem) }
}
