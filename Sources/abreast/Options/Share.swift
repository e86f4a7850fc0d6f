import ArgumentParser

/// A share on new on the command line, in percent: `25`, `0.5`, `25%`.
struct Share: ExpressibleByArgument, Equatable, CustomStringConvertible {
    let percent: Double

    init?(argument: String) {
        let number = argument.last == "%" ? String(argument.dropLast()) : argument
        guard let percent = Double(number), percent.isFinite else { return nil }
        self.percent = percent
    }

    var description: String { "\(percent)" }
}
