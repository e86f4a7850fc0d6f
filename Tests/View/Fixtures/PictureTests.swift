import Boards
import Model
import Testing

@testable import View

/// A picture holds what is drawn: each letter and each role.
@Suite struct PictureTests {
    private func frame(_ role: Role = .warn) -> Frame {
        var frame = Frame(width: 12, height: 3)
        frame.put("予 412 ms", x: 1, y: 1, role: .new)
        frame.put("412", x: 4, y: 1, role: role)
        return frame
    }

    @Test func `the picture is the text a legend and the roles`() {
        #expect(Picture.written(frame()) == "\n 予 412 ms\n\n==== roles: n new, w warn\n\n nnnwwwnnn\n\n")
        #expect(Picture.differences(frame(), Picture.written(frame())).isEmpty)
    }

    @Test func `a wrong role is named with its row and columns`() {
        #expect(
            Picture.differences(frame(.worse), Picture.written(frame()))
                == ["row 1, columns 4 to 6: the role was warn, is worse"])
        var one = frame()
        one.put("s", x: 9, y: 1, role: .text)
        #expect(Picture.differences(one, Picture.written(frame())) == ["row 1, column 9: the role was new, is text"])
        // A blank has a role as well: a band of colour without a word in it.
        var band = frame()
        band.fill(" ", x: 0, y: 2, count: 12, role: .focus)
        #expect(
            Picture.differences(band, Picture.written(frame()))
                == ["row 2, columns 0 to 11: the role was text, is focus"])
    }

    @Test func `a ground is part of the picture`() {
        var bar = frame()
        bar.lay(.selection, y: 1)
        #expect(Picture.written(bar) == Picture.written(frame()) + "ground selection row 1\n")
        var part = frame()
        part.lay(.alarm, x: 2, y: 0, width: 3, rows: 2)
        part.put("x", x: 3, y: 1, role: .text)
        #expect(Picture.written(part).hasSuffix("ground alarm rows 0-1 columns 2-4\n"))
        #expect(Picture.differences(bar, Picture.written(part)).contains { $0.hasPrefix("the grounds were") })
    }

    @Test func `a wrong letter is shown with its row`() {
        var other = frame()
        other.put("413", x: 4, y: 1, role: .warn)
        #expect(
            Picture.differences(other, Picture.written(frame())) == ["row 1\n  was  予 412 ms\n  is   予 413 ms"])
    }

    @Test func `a picture without roles is not enough`() {
        #expect(!Picture.differences(frame(), frame().text + "\n").isEmpty)
    }

    @Test func `no two roles have one letter`() {
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    }
}
