import Glibc
import Model
import Report
import View

/// Reads minutes from a snapshot, to judge them again with other settings.
enum JudgeSnapshot {
    /// Reads the `<id>.json` of a snapshot.
    static func read(_ path: String) throws(JudgeCSVError) -> Board {
        let chunks = try FileChunks(path: path, name: path)
        var text: [UInt8] = []
        while let line = try chunks.line() {
            text.append(contentsOf: line)
            text.append(0x0A)
        }
        do throws(SnapshotError) {
            return try Snapshot.read(String(decoding: text, as: UTF8.self)).board
        } catch {
            throw JudgeCSVError(file: path, line: nil, problem: error.description)
        }
    }
}

extension JudgeRun {
    /// Judges the settled minutes of each service with traffic, from the last change of its weights on.
    mutating func judge(_ board: Board) {
        for service in board.services where service.takesTraffic {
            guard let minutes = service.epoch(in: board) else { continue }
            let index = begin(
                service.name, percentiles: service.measuredPercentiles, at: Int64(minutes.lowerBound.index))
            for minute in minutes { take(service.counts(in: minute), Int64(minute.index), of: index) }
        }
    }
}
