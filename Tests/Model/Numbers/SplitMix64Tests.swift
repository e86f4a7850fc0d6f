import Model
import Testing

@Suite struct SplitMix64Tests {
    /// Source: the numbers that the authors' C program prints for the seed 1234567.
    @Test func `the numbers are the authors`() {
        var random = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in random.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `the unit stays below one`() {
        var random = SplitMix64(seed: 0)
        let units = (0..<10_000).map { _ in random.unit() }
        #expect(
            units.allSatisfy { (0..<1).contains($0) } && units.contains { $0 > 0.99 } && units.contains { $0 < 0.01 })
    }
}

@Suite struct FNV1aTests {
    /// Source: the test vectors of the authors' page.
    @Test(
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func `the digest is the authors`(text: String, digest: UInt64) {
        #expect(FNV1a(text).value == digest)
    }

    @Test func `texts are told apart by their bounds`() {
        #expect(FNV1a(["ab"]).value != FNV1a(["a", "b"]).value && FNV1a(["a", "b"]).value != FNV1a(["b", "a"]).value)
    }
}
