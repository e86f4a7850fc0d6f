import CNCurses
import Glibc
import Testing
import View

@testable import Terminal

extension ScreenTests {
    /// The events that wake the loop, on a pseudo-terminal.
    @Suite(.serialized)
    struct Waiting {
        let bell: WakeUp

        init() throws { bell = try WakeUp() }

        private var soon: ContinuousClock.Instant { .now + .seconds(5) }

        private func keys(_ text: String, locale: String = "C.UTF-8") throws -> [ScreenEvent] {
            try keys(Array(text.utf8), locale: locale)
        }

        private func keys(_ bytes: [UInt8], locale: String = "C.UTF-8") throws -> [ScreenEvent] {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen(locale: locale)
            terminal.type(bytes + Array("~".utf8))
            var events: [ScreenEvent] = []
            while events.last != .key(.character("~")) {
                let more = screen.wait(for: bell, until: soon)
                if more.isEmpty { break }
                events += more
            }
            return events.dropLast()
        }

        @Test func `keys of the terminal`() throws {
            let typed =
                "pR \r\n\t\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD\u{1B}[Z\u{1B}[5~\u{1B}[6~\u{1B}[3~\u{1B}OH\u{1B}[F"
                + "\u{8}\u{7F}\u{3}"
            let keys: [Key] = [
                .character("p"), .character("R"), .character(" "), .enter, .enter, .tab, .up, .down, .right, .left,
                .backTab, .pageUp, .pageDown, .delete, .home, .end, .backspace, .backspace, .ctrl("c"),
            ]
            #expect(try self.keys(typed) == keys.map(ScreenEvent.key))
        }

        @Test func `characters beyond ASCII`() throws {
            #expect(try keys("é約") == [.key(.character("é")), .key(.character("約"))])
            #expect(try keys([0xE9, 0x70]) == [.key(.character("p"))], "Latin 1 in UTF-8 swallows no key")
            #expect(try keys([0xC3, 0xA9, 0x70], locale: "C") == [.key(.character("p"))])
            #expect(try keys("\u{9B}24;80Rp") == [.key(.character("p"))])
            #expect(try keys([0x9B] + Array("24;80Rp".utf8)) == [.key(.character("p"))])
            #expect(try keys([0x9B] + Array("24;80Rp".utf8), locale: "C") == [.key(.character("p"))])
        }

        @Test(arguments: [
            "\u{1B}[1;5A", "\u{1B}[M !!", "\u{1B}[?1;2c", "\u{1B}OZ", "\u{1B}[[A",
            "\u{1B}]10;rgb:d0/d0/d0\u{7}",
            "\u{1B}]12;rgb:0/0/0\u{1B}\\", "\u{1B}P>|terminal(1)\u{1B}\\", "\u{1B}[24~", "\u{0}",
        ])
        func `unknown sequences are left out whole`(_ sequence: String) throws {
            #expect(try keys(sequence + "p") == [.key(.character("p"))])
        }

        @Test func `a key after escape is not lost`() throws {
            #expect(try keys("\u{1B}p") == [.key(.escape), .key(.character("p"))])
            #expect(try keys("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
        }

        @Test func `escape alone is heard at once`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            terminal.type("\u{1B}")
            let start = ContinuousClock.now
            #expect(screen.wait(for: bell, until: soon) == [.key(.escape)])
            #expect(start.duration(to: .now) < .milliseconds(500))
        }

        @Test func `an answer in pieces is no key`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            terminal.type("\u{1B}")
            #expect(screen.wait(for: bell, until: .now + .milliseconds(60)) == [])
            terminal.type("[24;8")
            #expect(screen.wait(for: bell, until: .now + .milliseconds(60)) == [])
            terminal.type("0Rp")
            #expect(screen.wait(for: bell, until: soon) == [.key(.character("p"))])
        }

        @Test func `the terminal is asked for the sequences that terminfo names`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            #expect(terminal.output().contains("\u{1B}[?1h"))
            screen.restore()
            #expect(terminal.output().contains("\u{1B}[?1l"))
            // The rxvt family's own key.
            let other = try PseudoTerminal()
            var rxvt = try other.screen(term: "rxvt")
            other.type("\u{1B}[8~")
            #expect(rxvt.wait(for: bell, until: soon) == [.key(.end)])
        }

        @Test func `a paste is no keys`() throws {
            #expect(
                try keys("\u{1B}[200~pause R\u{7}\nq\u{1B}[31mred\u{1B}[201~p")
                    == [.paste("pause R qred"), .key(.character("p"))])
            #expect(try keys("\u{1B}[200~約\u{1B}[201~") == [.paste("約")])
        }

        @Test func `the wake up and the deadline`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            let start = ContinuousClock.now
            #expect(screen.wait(for: bell, until: .now + .milliseconds(20)) == [])
            #expect(start.duration(to: .now) >= .milliseconds(20))
            #expect(screen.wait(for: bell, until: .now - .seconds(1)) == [])
            let mailbox = Mailbox<Int>(ringing: bell)
            mailbox.post(1)
            mailbox.post(2)
            #expect(screen.wait(for: bell, until: soon) == [.woken])
            #expect(mailbox.take() == 2)
            #expect(mailbox.take() == nil)
            #expect(screen.wait(for: bell, until: .now) == [], "two rings are heard as one")
        }

        @Test func `a post from a task wakes`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            let mailbox = Mailbox<String>(ringing: bell)
            Task.detached {
                try await Task.sleep(for: .milliseconds(30))
                mailbox.post("board")
            }
            #expect(screen.wait(for: bell, until: nil) == [.woken])
            #expect(mailbox.take() == "board")
        }

        @Test func `a resize is seen at once`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            screen.show(Frame(width: 40, height: 6), palette: Palette { _ in Style() })
            terminal.resize(width: 100, height: 30)
            kill(getpid(), SIGWINCH)
            #expect(screen.wait(for: bell, until: soon) == [.redraw])
            #expect(screen.size == (100, 30))
            var frame = Frame(width: 100, height: 30)
            frame.put("corner", x: 94, y: 29, role: .text)
            screen.show(frame, palette: Palette { _ in Style() })
            #expect(Shown.cell(99, 29).text == "r")
            terminal.resize(width: 5, height: 1)
            kill(getpid(), SIGWINCH)
            #expect(screen.wait(for: bell, until: soon) == [.redraw])
            #expect(screen.size == (5, 1))
            screen.show(frame, palette: Palette { _ in Style() })
            #expect(screen.wait(for: bell, until: .now) == [], "a resize is no key")
        }

        @Test func `signals are reported`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            for signal in [SIGTERM, SIGHUP, SIGINT] {
                kill(getpid(), signal)
                #expect(screen.wait(for: bell, until: soon) == [.terminate(signal: signal)])
            }
            kill(getpid(), SIGPIPE)
            #expect(screen.wait(for: bell, until: .now + .milliseconds(10)) == [])
        }

        @Test func `after a stop the screen is taken again`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            var frame = Frame(width: 40, height: 6)
            frame.put("still here", x: 0, y: 0, role: .text)
            screen.show(frame, palette: Palette { _ in Style() })
            let taken = terminal.settings
            _ = terminal.output()
            kill(getpid(), SIGCONT)
            #expect(screen.wait(for: bell, until: soon) == [.redraw])
            screen.show(frame, palette: Palette { _ in Style() })
            #expect(terminal.settings == taken)
            let output = terminal.output()
            #expect(output.contains("\u{1B}[?1049h") && output.contains("still here"))
        }

        @Test func `control l redraws wholly`() throws {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen()
            var frame = Frame(width: 40, height: 6)
            frame.put("still here", x: 0, y: 0, role: .text)
            screen.show(frame, palette: Palette { _ in Style() })
            _ = terminal.output()
            terminal.type("\u{C}")
            #expect(screen.wait(for: bell, until: soon) == [.redraw])
            screen.show(frame, palette: Palette { _ in Style() })
            #expect(terminal.output().contains("still here"))
        }
    }
}
