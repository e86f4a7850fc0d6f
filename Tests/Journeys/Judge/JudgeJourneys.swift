import Foundation
import Testing

/// `abreast judge` over files, as a stranger would use it.
@Suite struct JudgeJourneys {
    private static let header = "service,minute,old_requests,old_errors,new_requests,new_errors"

    /// Runs the program over a file with these lines.
    private func judge(_ lines: [String], ending: String = "\n", _ options: String...) throws -> Judged {
        let path = NSTemporaryDirectory() + "abreast-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(lines.map { $0 + ending }.joined().utf8).write(to: URL(fileURLWithPath: path))
        let output = try Program.output(of: Program.path, ["judge", path] + options, environment: [:])
        return Judged(
            status: output.status, lines: output.text.split(separator: "\n").map(String.init),
            errors: output.errors.replacing(path, with: "FILE"))
    }

    private struct Judged {
        var status: Int32
        var lines: [String]
        var errors: String
    }

    @Test func `each minute is an object on a line of its own`() throws {
        let judged = try judge(
            [Self.header, "api,7,900,4,100,0", "a\"b,7,900,4,100,1", "api,8,900,,100,0"], "--json")
        #expect(judged.status == 0)
        #expect(judged.errors.isEmpty)
        try #require(judged.lines.count == 3)
        #expect(
            judged.lines[0]
                == #"{"service":"api","minute":7,"verdict":"unsure","metric":"errors","evidence":0.382198,"#
                + #""ratio":{"low":null,"estimate":0,"high":null},"reason":"not yet known: 0 of 100 requests v 4 of 900; "#
                + #"×2 would be proved in about 53 min"}"#)
        #expect(judged.lines[1].hasPrefix(#"{"service":"a\"b","minute":7,"verdict":"unsure""#))
        #expect(
            judged.lines[2]
                == #"{"service":"api","minute":8,"verdict":"blind","metric":"errors","evidence":null,"ratio":null,"#
                + #""reason":"cannot see old_errors: missing in this minute"}"#)
        for line in judged.lines {
            let fields = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(
                Set(fields.keys) == ["service", "minute", "verdict", "metric", "evidence", "ratio", "reason"])
        }
    }

    @Test func `a doubling is called worse and summed up`() throws {
        let rows = (1...60).map { "api,\($0),900,\($0 % 2 == 0 ? 4 : 5),100,\($0 % 3 == 0 ? 3 : 2)" }
        let judged = try judge([Self.header] + rows)
        #expect(judged.status == 0)
        #expect(
            judged.lines.first?.hasPrefix("api  1  unsure  errors: not yet known: 2 of 100 requests v 5 of 900") == true
        )
        #expect(judged.lines.contains { $0.contains("  unsure → worse  errors: new fails ×") })
        let last = try #require(judged.lines.dropLast().last)
        #expect(last.hasPrefix("api: worse after 60 minutes, first worse at "))
    }

    @Test func `a pass that comes and goes is told in short and the last verdict in full`() throws {
        let rows = (1...240).map { "api,\($0),9000,\(40 + $0 * 7 % 11),1000,\($0 == 200 ? 14 : 4 + $0 % 3)" }
        let judged = try judge([Self.header] + rows)
        let passed = try #require(judged.lines.first { $0.contains("  unsure → pass  errors: ") })
        #expect(passed.contains("errors: new fails less than 2 × as often: ") && !passed.contains("evidence"))
        let lost = try #require(judged.lines.first { $0.contains("  pass → unsure  errors: ") })
        #expect(lost.contains("errors: not yet known: ") && !lost.contains("evidence"))
        #expect(judged.lines.dropLast().last == "api: pass after 240 minutes")
        #expect(judged.lines.last?.contains("shown to be below ×2: ") == true)
    }

    @Test(arguments: [
        ("", "FILE: it is empty; the first line names the columns"),
        ("service,minute,foo\n", "FILE:1: unknown column “foo”; known are service, minute, old_requests"),
        ("service,minute,old_requests,old_errors,new_requests\n", "FILE:1: the header lacks new_errors"),
        (header + ",old_p99\n", "FILE:1: p99 needs a column for each side"),
        (header + "\na,1,900,4,x,0\n", "FILE:2: new_requests “x” is not a number of at least 0"),
        (header + "\na,1,900,4,-5,0\n", "FILE:2: new_requests “-5” is not a number of at least 0"),
        (header + "\na,1,900.5,4,5,0\n", "FILE:2: old_requests 900.5 is not a whole number"),
        (header + "\na,1,900,901,5,0\n", "FILE:2: old_errors 901 is more than old_requests 900"),
        (header + "\na,2,9,0,9,0\na,1,9,0,9,0\n", "FILE:3: minute 1 of a does not come after minute 2"),
        (header + "\na,2,9,0,9,0\na,2,9,0,9,0\n", "FILE:3: minute 2 of a does not come after minute 2"),
        (header + "\na,1,9\n", "FILE:2: 3 fields where 6 columns are named"),
        (header + "\na,1,9,0,9,0,0\n", "FILE:2: more fields than the 6 columns that are named"),
        (header + "\na,soon,9,0,9,0\n", "FILE:2: minute “soon” is neither a whole number nor a moment in ISO 8601"),
        (
            header + "\na,9999-12-31T23:59:00Z,9,0,9,0\n",
            "FILE:2: minute 9999-12-31T23:59:00Z is not between 1970 and 4000"
        ),
        (
            header + "\na,1,99999999999999999999999,4,9,0\n",
            "FILE:2: old_requests “99999999999999999999999” is more than a"
        ),
    ])
    func `a bad row is refused with file and line`(text: String, says: String) throws {
        let judged = try judge([text], ending: "")
        #expect(judged.status == 1)
        #expect(judged.errors.hasPrefix("abreast: " + says), "\(judged.errors)")
    }

    @Test func `other programs files are read too`() throws {
        let rows = ["\u{FEFF}" + Self.header, "", "api,2026-11-23T02:07:00Z,900,4,100,0"]
        let judged = try judge(rows, ending: "\r\n", "--json")
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(judged.lines.count == 1)
        #expect(judged.lines[0].hasPrefix(#"{"service":"api","minute":"2026-11-23T02:07:00Z","verdict":"unsure""#))
    }

    @Test func `columns may stand in any order`() throws {
        let judged = try judge(
            ["minute,service,new_requests,new_errors,old_requests,old_errors", "7,api,100,0,900,4"], "--json")
        #expect(judged.lines[0].contains("0 of 100 requests v 4 of 900"))
    }

    @Test func `numbers that are nearly too large are judged`() throws {
        let judged = try judge([Self.header, "a,1,1000000000000,1,1,0", "a,2,1000000000000,1,1,0"], "--json")
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(
            judged.lines.last?.contains("0 of 2 requests v 2 of 2000000000000; ×2 would be proved in more than 100 d")
                == true)
    }

    @Test func `latency is compared minute by minute`() throws {
        let rows = (1...12).map { "api,\($0),9000,0,1000,0,288,412" }
        let judged = try judge([Self.header + ",old_p99,new_p99"] + rows, "--json")
        #expect(
            judged.lines.last?.hasSuffix(#""reason":"p99 412 ms > 1.2 × 288 ms, over in 12 of the last 12 minutes"}"#)
                == true)
        let tolerant = try judge([Self.header + ",old_p99,new_p99"] + rows, "--json", "--latency", "1.5")
        #expect(tolerant.lines.count == judged.lines.count)
        #expect(tolerant.lines.allSatisfy { !$0.contains(#""verdict":"worse""#) })
    }

    @Test(arguments: [
        (["--alpha", "2"], "alpha must be at least 1e-9 and at most 0.5, not 2.0"),
        (["--alpha", "nan"], "alpha must be at least 1e-9 and at most 0.5, not nan"),
        (["--margin", "1.05"], "the margin must be above the tolerated ratio 1.1 and at most 100, not 1.05"),
        (["--limit", "0"], "the error limit must be above 0 and below 100 percent, not 0.0"),
    ])
    func `settings without sense are refused`(options: [String], says: String) throws {
        let judged = try Program.output(of: Program.path, ["judge", "none.csv"] + options, environment: [:])
        #expect(judged.status == 64)
        #expect(judged.errors.contains(says))
    }

    @Test func `what cannot be read is said`() throws {
        let none = try Program.run("judge", "/nowhere/none.csv", environment: [:])
        #expect(none.status == 1)
        let said =
            "abreast: /nowhere/none.csv: cannot be read: No such file or directory; name a file, or - for stdin\n"
        #expect(none.errors == said)
        let folder = try Program.run("judge", "/proc", environment: [:])
        #expect(folder.status == 1)
        #expect(folder.errors == "abreast: /proc: cannot be read: Is a directory\n")
        let empty = try Program.run("judge", "-", environment: [:])
        #expect(empty.errors == "abreast: stdin: it is empty; the first line names the columns\n")
    }
}
