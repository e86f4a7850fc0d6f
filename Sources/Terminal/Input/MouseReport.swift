import View

/// The mouse in the form of xterm's mode 1006: `ESC [ < button ; column ; row M`, with `m` when a button goes up.
///
/// Source: xterm's control sequences, "Extended coordinates". Only presses and the wheel are asked for (mode 1000), no
/// movement.
enum MouseReport {
    static let begin = "\u{1B}[?1000h\u{1B}[?1006h"
    static let end = "\u{1B}[?1006l\u{1B}[?1000l"

    /// Reads a control sequence: its parameters, and the byte that ends it. `nil` for anything but the left button going
    /// down, and the wheel.
    static func event(parameters: [UInt8], final: UInt8) -> MouseEvent? {
        guard parameters.first == 0x3C, final == 0x4D else { return nil }
        let numbers = String(decoding: parameters.dropFirst(), as: UTF8.self).split(separator: ";").map { Int($0) }
        guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
            column > 0, row > 0
        else { return nil }
        let kind: MouseEvent.Kind
        // 4, 8 and 16 are added for Shift, Alt and Ctrl.
        switch button & ~28 {
        case 0: kind = .press
        case 64: kind = .wheelUp
        case 65: kind = .wheelDown
        default: return nil
        }
        return MouseEvent(kind, x: column - 1, y: row - 1)
    }
}
