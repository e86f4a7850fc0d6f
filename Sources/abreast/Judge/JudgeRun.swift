import Model

/// Judges minutes as they come, each service as an epoch of its own, and prints the verdicts.
struct JudgeRun: ~Copyable {
    private let settings: JudgeSettings
    private let json: Bool
    /// Whether minutes are numbers; otherwise they are printed as moments in ISO 8601.
    private var minutesAreNumbers = false
    private var tracks: [Track] = []
    private var output = JudgeOutput()

    /// The state of one service.
    private struct Track {
        var name: String
        /// The name as a JSON string, and as people see it.
        var quotedName: [UInt8]
        var shownName: [UInt8]
        var judge: EpochJudge
        var minute: Int64
        var rows = 0
        var state: Verdict.State?
        var worseAt: Int64?
    }

    init(settings: JudgeSettings, json: Bool) {
        self.settings = settings
        self.json = json
    }

    /// Judges the rows of a file to its end. Verdicts before an invalid row are printed.
    mutating func judge(_ csv: inout JudgeCSV) throws(JudgeCSVError) {
        do throws(JudgeCSVError) {
            while output.failure == 0, let row = try csv.next() {
                minutesAreNumbers = csv.minutesAreNumbers
                if row.service == tracks.count {
                    begin(csv.services[row.service], percentiles: csv.percentiles, at: row.minute)
                }
                guard row.minute > tracks[row.service].minute else {
                    throw csv.refusal(
                        "minute \(minute(row.minute)) of \(tracks[row.service].name) does not come after minute "
                            + minute(tracks[row.service].minute))
                }
                take(row.counts, row.minute, of: row.service)
            }
        } catch {
            output.flush()
            throw error
        }
    }

    /// Begins a service's epoch with its first minute.
    ///
    /// - Returns: The index of the service.
    @discardableResult
    mutating func begin(_ name: String, percentiles: [Percentile], at minute: Int64) -> Int {
        let judge = EpochJudge(settings: settings, percentiles: percentiles)
        let quoted = Array(JSONValue.text(name).line.utf8)
        tracks.append(
            Track(
                name: name, quotedName: quoted, shownName: Array(Self.clean(name).utf8), judge: judge,
                minute: minute - 1))
        return tracks.count - 1
    }

    /// Adds a service's next minute.
    mutating func take(_ counts: MinuteCounts, _ minute: Int64, of index: Int) {
        if minute > tracks[index].minute + 1 { tracks[index].judge.breakOff() }
        tracks[index].minute = minute
        tracks[index].rows += 1
        let state = tracks[index].judge.add(counts)
        if state == .worse, tracks[index].worseAt == nil { tracks[index].worseAt = minute }
        let before = tracks[index].state
        tracks[index].state = state
        if json {
            tellLine(index)
        } else if state != before {
            tellChange(index, before)
        }
    }

    /// Prints the last verdict of each service.
    ///
    /// - Returns: The error number of stdout, 0 when everything was written.
    mutating func end() -> Int32 {
        if !json { summarise() }
        output.flush()
        return output.failure
    }

    private func minute(_ minute: Int64) -> String {
        minutesAreNumbers ? String(minute) : Minute(index: Int32(clamping: minute)).start.iso8601
    }

    // MARK: For programs

    private mutating func tellLine(_ index: Int) {
        Self.write(&tracks[index], minute: minutesAreNumbers ? nil : minute(tracks[index].minute), to: &output.line)
        output.endLine()
    }

    /// - Parameter moment: The minute in ISO 8601, if minutes are not numbers.
    private static func write(_ track: inout Track, minute moment: String?, to line: inout LineBytes) {
        line.put("{\"service\":")
        line.putBytes(track.quotedName)
        line.put(",\"minute\":")
        if let moment {
            line.put("\"")
            line.putText(moment)
            line.put("\"")
        } else {
            line.putWhole(Int(track.minute))
        }
        line.put(",\"verdict\":\"")
        line.putText(track.judge.state.rawValue)
        line.put("\",\"metric\":\"")
        line.putText(track.judge.metric.rawValue)
        line.put("\",\"evidence\":")
        line.putNumber(track.judge.evidence)
        if let ratio = track.judge.ratio {
            line.put(",\"ratio\":{\"low\":")
            line.putNumber(ratio.low)
            line.put(",\"estimate\":")
            line.putNumber(ratio.estimate)
            line.put(",\"high\":")
            line.putNumber(ratio.high)
            line.put("},\"reason\":\"")
        } else {
            line.put(",\"ratio\":null,\"reason\":\"")
        }
        // The judge's own words need no escaping.
        track.judge.putBriefReason(to: &line)
        line.put("\"}")
    }

    // MARK: For people

    private mutating func tellChange(_ index: Int, _ before: Verdict.State?) {
        Self.write(
            change: before, of: &tracks[index], minute: minutesAreNumbers ? nil : minute(tracks[index].minute),
            to: &output.line)
        output.endLine()
    }

    /// A `pass` that comes or goes is told in short, without intervals: sides that are alike lose and regain it every few
    /// minutes, and the last verdict has them.
    private static func write(
        change before: Verdict.State?, of track: inout Track, minute moment: String?, to line: inout LineBytes
    ) {
        line.putBytes(track.shownName)
        line.put("  ")
        if let moment { line.putText(moment) } else { line.putWhole(Int(track.minute)) }
        line.put("  ")
        if let before {
            line.putText(before.rawValue)
            line.put(" → ")
        }
        let state = track.judge.state
        line.putText(state.rawValue)
        line.put("  ")
        line.putText(track.judge.metric.rawValue)
        line.put(": ")
        if before == .pass && state == .unsure || before == .unsure && state == .pass {
            track.judge.putBriefReason(to: &line)
        } else {
            line.putText(track.judge.judgement.reason)
        }
    }

    /// After the last row: the last verdict of each service.
    private mutating func summarise() {
        output.endLine()
        for index in tracks.indices {
            let judgement = tracks[index].judge.judgement
            let name = Self.clean(tracks[index].name)
            let first = tracks[index].worseAt.map { ", first worse at \(minute($0))" } ?? ""
            output.put(
                "\(name): \(judgement.state.rawValue) after \(NumberWords.count(tracks[index].rows, "minute"))\(first)")
            output.endLine()
            output.put("  \(judgement.reason)")
            output.endLine()
        }
        if tracks.isEmpty {
            output.put("no rows: nothing to judge")
            output.endLine()
        }
    }

    /// Control characters in a name from a file must not reach the terminal.
    private static func clean(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : $0 }))
    }
}
