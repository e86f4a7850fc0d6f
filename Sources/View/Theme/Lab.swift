import Glibc

/// A colour as the eye sees it: lightness 0–100, and two axes of hue. CIE 1976 L*a*b* for the white of sRGB (D65).
package struct Lab: Hashable, Sendable {
    package var lightness: Double
    var a: Double
    var b: Double

    init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// - Parameter hue: In degrees; 0 is red, 90 yellow, 150 green, 270 blue.
    init(lightness: Double, chroma: Double, hue: Double) {
        self.init(lightness: lightness, a: chroma * cos(hue * .pi / 180), b: chroma * sin(hue * .pi / 180))
    }

    package init(_ colour: RGB) { self.init(LinearRGB(colour)) }

    init(_ linear: LinearRGB) {
        // IEC 61966-2-1: sRGB's primaries, and the white of D65.
        let x = (0.4124564 * linear.red + 0.3575761 * linear.green + 0.1804375 * linear.blue) / 0.95047
        let y = 0.2126729 * linear.red + 0.7151522 * linear.green + 0.0721750 * linear.blue
        let z = (0.0193339 * linear.red + 0.1191920 * linear.green + 0.9503041 * linear.blue) / 1.08883
        func bent(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
        let (fx, fy, fz) = (bent(x), bent(y), bent(z))
        self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
    }

    package var chroma: Double { (a * a + b * b).squareRoot() }

    /// In degrees, 0..<360.
    package var hue: Double { Self.degrees(b, a) }

    /// The nearest colour of the screen; `nil` when no screen can show it.
    var rgb: RGB? {
        let fy = (lightness + 16) / 116
        func straight(_ t: Double) -> Double {
            let cube = t * t * t
            return cube > 216.0 / 24389 ? cube : (116 * t - 16) * 27 / 24389
        }
        let (x, y, z) = (straight(fy + a / 500) * 0.95047, straight(fy), straight(fy - b / 200) * 1.08883)
        return LinearRGB(
            red: 3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
            green: -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
            blue: 0.0556434 * x - 0.2040259 * y + 1.0572252 * z
        ).rgb
    }

    fileprivate static func degrees(_ y: Double, _ x: Double) -> Double {
        guard x != 0 || y != 0 else { return 0 }
        let angle = atan2(y, x) * 180 / .pi
        return angle < 0 ? angle + 360 : angle
    }

    /// How different two colours look: CIEDE2000 with all weights 1. About 1 is just visible; 20 is another colour.
    ///
    /// Source: Sharma, Wu and Dalal, The CIEDE2000 Color-Difference Formula (2005), whose pairs a test holds it to.
    func difference(_ other: Lab) -> Double {
        func seventh(_ x: Double) -> Double { x * x * x * x * x * x * x }
        let mean = (chroma + other.chroma) / 2
        let stretch = 0.5 * (1 - (seventh(mean) / (seventh(mean) + seventh(25))).squareRoot())
        let (a1, a2) = (a * (1 + stretch), other.a * (1 + stretch))
        let (c1, c2) = ((a1 * a1 + b * b).squareRoot(), (a2 * a2 + other.b * other.b).squareRoot())
        let (h1, h2) = (Self.degrees(b, a1), Self.degrees(other.b, a2))
        let isGrey = c1 * c2 == 0
        var turn = isGrey ? 0 : h2 - h1
        if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
        let deltaL = other.lightness - lightness
        let deltaC = c2 - c1
        let deltaH = 2 * (c1 * c2).squareRoot() * sin(turn / 2 * .pi / 180)
        var middle = h1 + h2
        if !isGrey {
            middle = abs(h1 - h2) <= 180 ? middle / 2 : middle < 360 ? (middle + 360) / 2 : (middle - 360) / 2
        }
        func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
        let t =
            1 - 0.17 * cosine(middle - 30) + 0.24 * cosine(2 * middle) + 0.32 * cosine(3 * middle + 6)
            - 0.20 * cosine(4 * middle - 63)
        let (l, c) = ((lightness + other.lightness) / 2, (c1 + c2) / 2)
        let low = (l - 50) * (l - 50)
        let weightL = 1 + 0.015 * low / (20 + low).squareRoot()
        let weightC = 1 + 0.045 * c
        let weightH = 1 + 0.015 * c * t
        let blue = 30 * exp(-((middle - 275) / 25) * ((middle - 275) / 25))
        let rotation = -2 * (seventh(c) / (seventh(c) + seventh(25))).squareRoot() * sin(2 * blue * .pi / 180)
        let (x, y, z) = (deltaL / weightL, deltaC / weightC, deltaH / weightH)
        return (x * x + y * y + z * z + rotation * y * z).squareRoot()
    }
}
