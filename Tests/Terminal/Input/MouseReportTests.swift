import Testing
import View

@testable import Terminal

/// The mouse's reports, by their numbers.
@Suite struct MouseReportTests {
    @Test(arguments: [
        ("<0;1;1", MouseEvent(.press, x: 0, y: 0)), ("<0;223;60", MouseEvent(.press, x: 222, y: 59)),
        ("<4;300;100", MouseEvent(.press, x: 299, y: 99)), ("<64;5;6", MouseEvent(.wheelUp, x: 4, y: 5)),
        ("<65;5;6", MouseEvent(.wheelDown, x: 4, y: 5)),
    ])
    func `what means something`(_ parameters: String, _ event: MouseEvent) {
        #expect(MouseReport.event(parameters: Array(parameters.utf8), final: 0x4D) == event)
        #expect(MouseReport.event(parameters: Array(parameters.utf8), final: 0x6D) == nil, "a button that goes up")
    }

    /// Other buttons, movement, a wheel to the side, and what is no report.
    @Test(arguments: [
        "<1;1;1", "<2;1;1", "<32;1;1", "<35;1;1", "<66;1;1", "<128;1;1", "<0;0;1", "<0;1;0", "<0;1", "<0;1;1;1",
        "0;1;1", "<;1;1", "<0;-1;1", "<99999999999999999999;1;1", "<",
    ])
    func `what means nothing`(_ parameters: String) {
        #expect(MouseReport.event(parameters: Array(parameters.utf8), final: 0x4D) == nil)
    }
}
