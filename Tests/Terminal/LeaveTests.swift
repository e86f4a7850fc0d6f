import Glibc
import Testing
import View

@testable import Terminal

extension ScreenTests {
    /// Process ends that leave no time to clean up. The terminal is the test's pipe.
    @Suite(.serialized)
    struct Leaving {
        private static func takeScreen() throws -> Screen {
            let null = open("/dev/null", O_RDONLY)
            var screen = try Screen(
                streams: Streams(input: null, output: STDOUT_FILENO), term: "xterm-256color", wantsColour: true,
                locale: "C.UTF-8")
            screen.show(Frame(width: 10, height: 2), palette: Palette { _ in Style() })
            return screen
        }

        private func expectLeft(_ output: [UInt8]?) throws {
            let text = String(decoding: try #require(output), as: UTF8.self)
            let entered = try #require(text.ranges(of: "\u{1B}[?1049h").last)
            let rest = text[entered.upperBound...]
            for sequence in ["\u{1B}[?2004l", "\u{1B}[?1049l", "\u{1B}[?25h"] {
                #expect(rest.contains(sequence), "\(sequence.dropFirst())")
            }
        }

        @Test func `a trap leaves the screen`() async throws {
            let result = await #expect(processExitsWith: .failure, observing: [\.standardOutputContent]) {
                let screen = try Leaving.takeScreen()
                let empty: [Int] = []
                print(empty[screen.size.width])
            }
            try expectLeft(result?.standardOutputContent)
        }

        @Test func `a segmentation fault leaves the screen`() async throws {
            let result = await #expect(processExitsWith: .signal(SIGSEGV), observing: [\.standardOutputContent]) {
                let screen = try Leaving.takeScreen()
                kill(getpid(), SIGSEGV)
                sleep(5 + UInt32(screen.size.width) / 100)
            }
            try expectLeft(result?.standardOutputContent)
        }

        @Test func `exit leaves the screen`() async throws {
            let result = await #expect(processExitsWith: .exitCode(7), observing: [\.standardOutputContent]) {
                let screen = try Leaving.takeScreen()
                exit(screen.isUTF8 ? 7 : 8)
            }
            try expectLeft(result?.standardOutputContent)
        }

        @Test func `the second terminate ends at once`() async throws {
            let result = await #expect(processExitsWith: .signal(SIGTERM), observing: [\.standardOutputContent]) {
                let screen = try Leaving.takeScreen()
                kill(getpid(), SIGTERM)
                // The system merges two equal signals that are pending at the same time.
                usleep(100_000)
                kill(getpid(), SIGTERM)
                sleep(5 + UInt32(screen.size.width) / 100)
            }
            try expectLeft(result?.standardOutputContent)
        }
    }
}
