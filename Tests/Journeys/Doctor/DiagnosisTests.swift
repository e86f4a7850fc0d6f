import Model
import Poll
import Testing

@testable import abreast

@Suite struct DiagnosisTests {
    /// AWS refuses signatures from five minutes on; minutes are judged at the wrong time long before.
    @Test(arguments: [
        (0.9, Diagnosis.Mark.good), (-2, .good), (5, .note), (-59, .note), (60, .wrong), (-400, .wrong),
    ])
    func `a clock is judged by how far it is off`(_ offset: Double, _ mark: Diagnosis.Mark) {
        let diagnosis = DoctorCredentials.clock(offset)
        #expect(diagnosis.mark == mark)
        #expect((diagnosis.advice == nil) == (mark == .good))
        if mark != .good { #expect(diagnosis.words.contains(offset < 0 ? "behind" : "ahead")) }
    }

    @Test func `what must not leave the machine is taken out`() {
        let diagnosis = Diagnosis(
            "credentials", .wrong, "user AKIAQ7ZX2M4N5P6R7S8T of 123456789012\u{1b}[2J",
            advice: "aws_secret_access_key = k9Zq3vN1xW7bT5yR8uM2cL4dF6gH0jP1sA3eV5oI")
        for secret in ["AKIAQ7ZX2M4N5P6R7S8T", "123456789012", "\u{1b}"] {
            #expect(!diagnosis.words.contains(secret))
        }
        #expect(diagnosis.words.contains("9012"))
        #expect(diagnosis.advice?.contains("k9Zq3v") == false)
    }

    @Test func `advice stands beneath what it is about`() {
        let lines = [
            Diagnosis("size", .note, "70×20", advice: "80×24"), Diagnosis("configuration", .good, "good"),
        ].lines
        #expect(lines == ["note  size           70×20", "                     → 80×24", "ok    configuration  good"])
    }

    @Test func `the next command names the configuration that was named`() {
        #expect(NextCommand(file: "/etc/a.yaml").line() == "abreast watch --config /etc/a.yaml")
        #expect(
            NextCommand(file: "/it's;x").line(.check(online: true)) == "abreast check --online --config '/it'\\''s;x'")
        #expect(NextCommand(file: "/a").afterGood(isSimulated: true) == "abreast watch --config /a")
    }

    /// A name that is wrong is mended in the file; no policy and no doctor helps with it.
    @Test(
        arguments: [
            ([.ok], "abreast watch --config /a.yaml"),
            (
                [.ok, .missing],
                "mend in a.yaml what is MISSING: its name, or the region; then abreast check --online --config /a.yaml"
            ),
            (
                [.denied],
                "abreast check --iam-policy --config /a.yaml for what was DENIED; then abreast check --online --config /a.yaml"
            ),
            (
                [.missing, .failed],
                "mend in a.yaml what is MISSING: its name, or the region; abreast doctor --config /a.yaml for what FAILED; "
                    + "then abreast check --online --config /a.yaml"
            ),
        ] as [(Set<OnlineCheck.Row.Answer>, String)])
    func `each kind of answer has its own next step`(_ answers: Set<OnlineCheck.Row.Answer>, _ next: String) {
        #expect(NextCommand(file: "/a.yaml").after(answers, of: "a.yaml") == next)
    }
}
