/// The one place that makes text from outside (names, reasons, error messages) safe for cells.
///
/// A terminal executes what it receives: a task's stop reason must not move the cursor, set the window's title or write
/// backwards.
package enum Sanitizer {
    /// The text without escape sequences, controls, line breaks, bidirectional overrides and invisible marks.
    ///
    /// Runs of blanks become one blank, and none remains at the ends. A grapheme of more than five code points keeps
    /// only the first, because a cell of curses contains no more.
    package static func text(_ raw: String) -> String {
        if isPlain(raw) { return raw }
        var scalars = String.UnicodeScalarView()
        var iterator = raw.unicodeScalars.makeIterator()
        var pushed: Unicode.Scalar?
        while let scalar = pushed ?? iterator.next() {
            pushed = nil
            switch scalar.value {
            case 0x1B: pushed = skipEscape(&iterator)
            case 0x9B: pushed = skipSequence(&iterator)
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: pushed = skipString(&iterator)
            default:
                if isBlank(scalar) {
                    if scalars.last != " " { scalars.append(" ") }
                } else if !isUnfit(scalar) {
                    scalars.append(scalar)
                }
            }
        }
        return trimmed(String(scalars))
    }

    /// Printable ASCII without double blanks and without blanks at the ends needs no change.
    private static func isPlain(_ raw: String) -> Bool {
        var last: UInt8 = 0x20
        for byte in raw.utf8 {
            if byte < 0x20 || byte > 0x7E || byte == 0x20 && last == 0x20 { return false }
            last = byte
        }
        return raw.isEmpty || last != 0x20
    }

    private static func trimmed(_ text: String) -> String {
        var kept = ""
        for glyph in text {
            var glyph = glyph
            if glyph.unicodeScalars.count > 5, let first = glyph.unicodeScalars.first { glyph = Character(first) }
            if glyph == " " && (kept.isEmpty || kept.last == " ") || Width.of(glyph) == 0 { continue }
            kept.append(glyph)
        }
        if kept.last == " " { kept.removeLast() }
        return kept
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.value == 0xB
            || scalar.value == 0xC
            || scalar.value == 0x85 || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
            || scalar.properties.generalCategory == .spaceSeparator
    }

    /// Controls; invisible marks of direction, joining and tagging, which change how their neighbours are shown (also
    /// the emoji joiner, because terminals disagree about the width of joined emoji); and code points that are no
    /// characters.
    private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .privateUse: true
        default: scalar.value == 0xFE0E || scalar.value == 0xFFFC
        }
    }

    // MARK: Escape sequences (ECMA-48, 5.4 and 5.6)

    /// Skips the sequence after ESC. Returns a scalar that belongs to the text again.
    private static func skipEscape(_ iterator: inout String.UnicodeScalarView.Iterator) -> Unicode.Scalar? {
        guard let next = iterator.next() else { return nil }
        switch next {
        case "[": return skipSequence(&iterator)
        case "]", "P", "X", "^", "_": return skipString(&iterator)
        default: break
        }
        var scalar = next
        while (0x20...0x2F).contains(scalar.value) {
            guard let after = iterator.next() else { return nil }
            scalar = after
        }
        return (0x30...0x7E).contains(scalar.value) ? nil : scalar
    }

    /// Skips a control sequence up to its final byte.
    private static func skipSequence(_ iterator: inout String.UnicodeScalarView.Iterator) -> Unicode.Scalar? {
        while let scalar = iterator.next() {
            if (0x40...0x7E).contains(scalar.value) { return nil }
            if !(0x20...0x3F).contains(scalar.value) { return scalar }
        }
        return nil
    }

    /// Skips a control string (title, colours, pictures) up to BEL or ST. Without an end it takes the rest of the text.
    private static func skipString(_ iterator: inout String.UnicodeScalarView.Iterator) -> Unicode.Scalar? {
        while let scalar = iterator.next() {
            if scalar.value == 0x07 || scalar.value == 0x9C { return nil }
            if scalar.value == 0x1B {
                guard let next = iterator.next(), next != "\\" else { return nil }
                return next
            }
        }
        return nil
    }
}
