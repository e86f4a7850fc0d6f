package import Model

extension ScreenState {
    /// The smallest screen on which the panes are whole.
    static let least = (width: 60, height: 15)

    /// The whole screen at a moment; the same state and moment always give the same frame.
    package func frame(at now: Moment) -> Frame {
        var frame = Frame(width: width, height: height)
        let scene = Scene(self, at: now)
        if width < Self.least.width || height < Self.least.height {
            drawTooSmall(scene, into: &frame)
        } else {
            draw(scene, at: now, into: &frame)
        }
        if !isUTF8 { frame.becomeASCII() }
        return frame
    }

    private func draw(_ scene: Scene?, at now: Moment, into frame: inout Frame) {
        Header.draw(self, scene, at: now, into: &frame)
        let bottom = height - Foot.height(self, scene)
        if let scene {
            let bars = bars(scene)
            for (row, line) in bars.enumerated() { frame.put(line, x: 0, y: 1 + row) }
            let top = 1 + bars.count
            switch pane {
            case .overview: OverviewPane.draw(scene, into: &frame, y: top, bottom: bottom)
            case .service: ServicePane.draw(scene, into: &frame, y: top, bottom: bottom)
            case .help: HelpPane.draw(self, into: &frame, y: top, bottom: bottom)
            }
        } else if pane == .help {
            HelpPane.draw(self, into: &frame, y: 1, bottom: bottom)
        } else {
            frame.put("reading the store: no picture yet", x: 1, y: 2, role: .dim)
        }
        Foot.draw(self, scene, at: now, into: &frame)
    }

    /// The lines between the header and the pane: what runs out, and the one sentence.
    func bars(_ scene: Scene) -> [Line] {
        let most = pane == .help ? 1 : height >= 32 ? 3 : 2
        return DeadManBar.lines(scene, width: width) + HeadlineBar.lines(scene, width: width, most: most)
    }

    /// What fits of the essentials: that it is too small, and the headline.
    private func drawTooSmall(_ scene: Scene?, into frame: inout Frame) {
        let need = "too small: need \(Self.least.width)×\(Self.least.height), have \(width)×\(height)"
        var y = 0
        var x = 0
        if let simulation = SimulationMark(self) {
            x = frame.put(simulation.text, x: 0, y: 0, role: .simulated) + 2
            y = 1
        }
        if let scene {
            let sign = Sign(scene.headline.level)
            frame.put(sign.text, x: x, y: 0, role: sign.role)
            y = 1
            for line in DeadManBar.lines(scene, width: width) where height > 2 {
                frame.put(line, x: 0, y: y)
                y += 1
            }
            let sentence = HeadlineBar.sentence(scene)
            for line in Fit.wrap(sentence, columns: width, most: max(0, height - 1 - y)) {
                frame.put(line, x: 0, y: y, role: .title)
                y += 1
            }
        }
        if height > y { frame.put(Line(need, .dim), x: 0, y: max(y, height - 1)) }
    }
}
