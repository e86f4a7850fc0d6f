import Glibc
package import Model
import View

/// A board with its history for a postmortem, without any secret: the content of the two files.
///
/// It is redacted when it is taken, so nothing that is made from it can contain more.
package struct Snapshot: Sendable, Equatable {
    /// Who took it, where, with what and why.
    package struct Origin: Sendable, Equatable {
        /// `user@host` of the person who took it.
        package var by: String
        package var host: String
        /// Name and version of the program.
        package var program: String
        /// In the user's words; empty without a reason.
        package var reason: String
        /// The last four digits of the AWS account; `nil` where it is not known.
        package var account: String?
        package var zone: SnapshotZone

        package init(
            by: String, host: String, program: String, reason: String = "", account: String? = nil, zone: SnapshotZone
        ) {
            self.by = by
            self.host = host
            self.program = program
            self.reason = reason
            self.account = account.map { String($0.suffix(4)) }
            self.zone = zone
        }
    }

    /// It is also the name of the files; see `id(of:at:about:attempt:)`.
    package private(set) var id: String
    package private(set) var origin: Origin
    package private(set) var configuration: Configuration
    package private(set) var board: Board
    /// One line for each query of a metric, so that a reader can repeat it.
    package private(set) var queries: [String]

    init(id: String, origin: Origin, configuration: Configuration, board: Board, queries: [String]) {
        self.id = id
        self.origin = origin
        self.configuration = configuration
        self.board = board
        self.queries = queries
    }

    /// Takes a snapshot. All of its texts pass through `Redaction`.
    ///
    /// - Throws: `SnapshotError` when the written text could not be read back. No board should cause that.
    package static func take(
        id: String, origin: Origin, configuration: Configuration, board: Board, queries: [String]
    ) throws(SnapshotError) -> Snapshot {
        let raw = Snapshot(id: id, origin: origin, configuration: configuration, board: board, queries: queries)
        // Through the written form, because it contains every text, including those of future fields.
        var snapshot = try Snapshot(SnapshotFormat.head(of: raw).mappingTexts(Redaction.clean))
        for (index, service) in board.services.enumerated() {
            let value = SnapshotFormat.service(service, of: board).mappingTexts(Redaction.clean)
            let place = SnapshotPlace(value, path: "\(SnapshotFormat.services.joined(separator: "."))[\(index)]")
            snapshot.board.services.append(try place.service())
        }
        return snapshot
    }

    /// `reservations-20261123T053207Z-api`; the second one within the same second ends with `-2`.
    ///
    /// Only letters, digits, `-`, `_` and `.` of the service's name remain, because it becomes a file name.
    package static func id(
        of migration: String, at moment: Moment, about service: String? = nil, attempt: Int = 1
    ) -> String {
        func kept(_ text: String) -> String {
            String(text.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
        }
        let stamp = moment.basicISO8601
        let parts = [kept(migration), stamp, service.map(kept), attempt > 1 ? String(attempt) : nil]
        return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "-")
    }
}

/// The time zone of local times in a snapshot: that of the person who took it.
package struct SnapshotZone: Sendable, Equatable {
    /// `JST`; for people.
    package var name: String
    /// Seconds east of Greenwich.
    package var offsetSeconds: Int

    package init(name: String, offsetSeconds: Int) {
        self.name = name
        self.offsetSeconds = offsetSeconds
    }

    /// The process's own zone at this moment.
    package static func local(at moment: Moment) -> SnapshotZone {
        var seconds = time_t(moment.milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        let name = parts.tm_zone.map { String(cString: $0) } ?? ""
        return SnapshotZone(name: Sanitizer.text(name), offsetSeconds: parts.tm_gmtoff)
    }

    /// `2026-11-23T14:32:07+09:00`.
    package func iso8601(_ moment: Moment) -> String {
        (moment + Double(offsetSeconds)).iso8601.dropLast() + offset
    }

    /// `2026-11-23 14:32:07`, without the zone.
    func dateAndTime(_ moment: Moment) -> String {
        String(iso8601(Moment(milliseconds: moment.milliseconds / 1000 * 1000)).prefix(19)).replacing("T", with: " ")
    }

    /// `14:32`.
    func minute(_ moment: Moment) -> String { String(dateAndTime(moment).dropFirst(11).prefix(5)) }

    /// `+09:00`.
    private var offset: String {
        let minutes = abs(offsetSeconds) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(offsetSeconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    static let utc = SnapshotZone(name: "UTC", offsetSeconds: 0)
}

/// A snapshot that cannot be read.
package struct SnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The path in the file, such as `board.services[0].old`; empty for the whole file.
    package var path: String
    package var what: String

    package var description: String { path.isEmpty ? "not a snapshot: \(what)" : "not a snapshot: \(path): \(what)" }
}
