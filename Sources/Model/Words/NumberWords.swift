/// Numbers in the sentences of verdicts and headlines. Without Foundation, because every frame may need them.
package enum NumberWords {
    /// `1 error`, `12 errors`.
    package static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `3.4 ms`, `412 ms`, `1240 ms`, as a row has it; `12.3 s` from ten seconds on.
    package static func milliseconds(_ value: Double) -> String {
        value < 9999.5 ? "\(decimal(value, value < 9.95 ? 1 : 0)) ms" : "\(decimal(value / 1000, 1)) s"
    }

    /// Percent of requests that fail, without its sign, as a row has it: `0`, `<0.01`, `0.02`, `12.3`, `>99.9`, `100`.
    /// What is above zero never looks like zero.
    package static func failed(_ percent: Double) -> String {
        switch percent {
        case ...0: "0"
        case ..<0.005: "<0.01"
        case ..<9.995: decimal(percent, 2)
        case ..<99.95: decimal(percent, 1)
        case ..<100: ">99.9"
        default: "100"
        }
    }

    /// `312`, `11,951`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A percentage without its sign, with two significant decimals at most: `0.03`, `1.4`, `25`.
    package static func percent(_ value: Double) -> String {
        var text = decimal(value, abs(value) < 1 ? 2 : abs(value) < 10 ? 1 : 0)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text
    }

    /// A planned percentage without its sign, two decimals at most and nothing else rounded away: `25`, `12.5`, `0.39`.
    package static func share(_ percent: Double) -> String {
        var text = decimal(percent, 2)
        while text.contains("."), text.last == "0" || text.last == "." {
            let wasPoint = text.last == "."
            text.removeLast()
            if wasPoint { break }
        }
        return text
    }

    /// An e-value: `0.4`, `12`, `3200`, `10^14`.
    package static func evidence(_ value: Double) -> String {
        guard value.isFinite else { return "∞" }
        if value < 9.95 { return decimal(value, 1) }
        if value < 1e6 { return decimal(value, 0) }
        var power = 0
        var rest = value
        while rest >= 10 { (rest, power) = (rest / 10, power + 1) }
        return "10^\(power)"
    }

    /// `+43 %`, `−7 %`; a change of more than a million percent is `> +1000000 %`.
    package static func change(from old: Double, to new: Double) -> String {
        let percent = ((new - old) * 100 / old).rounded()
        guard percent < 1e6 else { return "> +1000000 %" }
        return "\(percent < 0 ? "−" : "+")\(whole(abs(percent))) %"
    }

    /// `42 s`, `4 min`, `3 h 05 min`, `9 d`.
    package static func duration(_ seconds: Double) -> String {
        let whole = max(0, self.whole(seconds))
        switch whole {
        case ..<90: return "\(whole) s"
        case ..<5400: return "\(whole / 60) min"
        case ..<172_800: return "\(whole / 3600) h \(whole / 60 % 60 < 10 ? "0" : "")\(whole / 60 % 60) min"
        default: return "\(whole / 86_400) d"
        }
    }

    /// A sum of counts or of seconds without its fraction. Numbers beyond the range of `Int` become its end; NaN
    /// becomes 0.
    package static func whole(_ value: Double) -> Int {
        value.isNaN ? 0 : Int(min(max(value, -9e18), 9e18))
    }

    /// A number with exactly `places` decimals, rounded half away from zero.
    package static func decimal(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((abs(value) * scale).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + String(scaled) }
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return "\(sign)\(padded[..<point]).\(padded[point...])"
    }
}
