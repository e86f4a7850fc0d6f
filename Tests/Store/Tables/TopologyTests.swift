import Model
import Store
import Testing

@Suite("Layouts: what stands in AWS, and when it was read")
struct TopologyTests {
    private let reading = TopologyReading(
        warnings: [TopologyWarning(.grace, side: .new, "It is killed.", remedy: "Wait longer.")],
        gaps: [TopologyGap(action: "wafv2:GetWebACLForResource", isDenied: true, words: "not allowed")])

    @Test(arguments: StoreMaker.all)
    func `are on the board as last read, and replace what was kept before`(maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        func layout() throws -> Timed<TopologyReading>? {
            try store.board(of: Night.configuration, minutes: 1, at: Night.start).services.first { $0.name == "api" }?
                .layout
        }
        #expect(try layout() == nil)
        let version = try store.version()
        try store.keep(["api": reading], at: Night.start)
        #expect(try layout() == Timed(reading, readAt: Night.start))
        #expect(try store.version() != version, "who watches is told")
        try store.keep(["api": TopologyReading()], at: Night.start + 900)
        #expect(try layout() == Timed(TopologyReading(), readAt: Night.start + 900))
        try store.keep([:], at: Night.start + 1800)
        #expect(try layout()?.readAt == Night.start + 900, "what was not read stays as it was")
    }
}
