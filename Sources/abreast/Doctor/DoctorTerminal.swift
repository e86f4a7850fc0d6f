import Glibc
import Terminal

/// Checks the program itself and the terminal in which it was started.
enum DoctorTerminal {
    static var diagnoses: [Diagnosis] {
        let survey = TerminalSurvey()
        return [build, terminal(survey)] + [size(survey), colours(survey)].compactMap { $0 } + [locale(survey)] + theme
    }

    private static var build: Diagnosis {
        Diagnosis("program", .good, Build.description.split(separator: "\n").joined(separator: ", "))
    }

    private static func terminal(_ survey: TerminalSurvey) -> Diagnosis {
        switch survey.problem {
        case nil: Diagnosis("terminal", .good, survey.term ?? "")
        case .notATerminal(let what)?:
            // Not a problem: with ssh without -t, or with output to a file, there is no screen to check.
            Diagnosis(
                "terminal", .note, "\(what) is not a terminal here",
                advice: "run abreast doctor in the terminal that is meant")
        case let problem?: Diagnosis("terminal", .wrong, problem.description)
        }
    }

    private static func size(_ survey: TerminalSurvey) -> Diagnosis? {
        guard survey.problem == nil else { return nil }
        guard let size = survey.size else {
            return Diagnosis("size", .note, "the terminal does not tell its size", advice: "stty rows 36 columns 120")
        }
        let words = "\(size.width)×\(size.height)"
        guard size.width < 80 || size.height < 24 else { return Diagnosis("size", .good, words) }
        return Diagnosis("size", .note, words, advice: "every pane makes sense from 80×24 on; 120×36 shows the most")
    }

    private static func colours(_ survey: TerminalSurvey) -> Diagnosis? {
        guard survey.problem == nil else { return nil }
        if variable("NO_COLOR") != nil {
            return Diagnosis("colours", .good, "none, as NO_COLOR asks; signs and words tell the same")
        }
        if survey.direct == .refused { return Diagnosis("colours", .note, "\(survey.colours); \(DirectEntry.refusal)") }
        switch survey.colours {
        case (1 << 24)...: return Diagnosis("colours", .good, "24 bits")
        case 256...: return Diagnosis("colours", .good, "256")
        case 8...: return Diagnosis("colours", .good, "\(survey.colours), the terminal's own")
        default: return Diagnosis("colours", .good, "none; signs and words tell the same")
        }
    }

    private static func locale(_ survey: TerminalSurvey) -> Diagnosis {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in variable(name).map { "\(name)=\($0)" } }
            .first
        let said = named ?? "LANG is not set"
        guard survey.isUTF8 else {
            return Diagnosis(
                "locale", .note, "\(said): ASCII only, so graphs are drawn with ASCII", advice: "export LANG=C.UTF-8")
        }
        return Diagnosis("locale", .good, "UTF-8 (\(said))")
    }

    /// The variable's value, if it is set and not empty.
    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The theme, if one is named.
    private static var theme: [Diagnosis] {
        guard let name = Variables.theme, !name.isEmpty else { return [] }
        do {
            _ = try ThemeFile.read(named: name)
            return [Diagnosis("theme", .good, name)]
        } catch {
            return [Diagnosis("theme", .wrong, (error as? Failure)?.line ?? "\(error)")]
        }
    }
}
