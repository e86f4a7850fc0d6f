import Glibc

/// A colour's light, 0–1 in each channel: sRGB without its gamma (IEC 61966-2-1).
struct LinearRGB: Hashable, Sendable {
    var red: Double
    var green: Double
    var blue: Double

    init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    init(_ colour: RGB) {
        func light(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        self.init(red: light(colour.red), green: light(colour.green), blue: light(colour.blue))
    }

    /// The nearest colour of the screen; `nil` for light that no screen can make.
    var rgb: RGB? {
        func channel(_ light: Double) -> UInt8? {
            guard light > -0.0005, light < 1.0005 else { return nil }
            let value = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
            return UInt8(max(0, min(255, (value * 255).rounded())))
        }
        guard let red = channel(red), let green = channel(green), let blue = channel(blue) else { return nil }
        return RGB(red, green, blue)
    }

    /// Relative luminance, 0–1 (WCAG 2.1).
    var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }
}

extension RGB {
    /// The contrast of two colours, 1–21 (WCAG 2.1, "contrast ratio").
    func contrast(_ other: RGB) -> Double {
        let (one, two) = (LinearRGB(self).luminance, LinearRGB(other).luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
}

/// How somebody sees colours.
enum ColourVision: CaseIterable, Sendable {
    case full
    /// Without the cones for long, middle or short waves.
    case protan, deutan, tritan

    /// The colour as it looks to them: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of
    /// Color Vision Deficiency (2009), table 1, severity 1.
    func seen(_ colour: RGB) -> Lab {
        let light = LinearRGB(colour)
        func mixed(_ rows: [(Double, Double, Double)]) -> Lab {
            let values = rows.map { max(0, min(1, $0.0 * light.red + $0.1 * light.green + $0.2 * light.blue)) }
            return Lab(LinearRGB(red: values[0], green: values[1], blue: values[2]))
        }
        switch self {
        case .full: return Lab(light)
        case .protan:
            return mixed([
                (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
            ])
        case .deutan:
            return mixed([
                (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
            ])
        case .tritan:
            return mixed([
                (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
            ])
        }
    }
}
