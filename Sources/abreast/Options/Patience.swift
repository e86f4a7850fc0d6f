import ArgumentParser

/// How long a command goes on: `30s`, `5m`, `2h`.
struct Patience: ExpressibleByArgument, CustomStringConvertible {
    var seconds: Int

    init?(argument: String) {
        guard let unit = argument.last, let count = Int(argument.dropLast()), count > 0 else { return nil }
        let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        guard let factor = factors[unit], count <= 86_400 / factor else { return nil }
        seconds = count * factor
    }

    var description: String { "\(seconds)s" }
}
