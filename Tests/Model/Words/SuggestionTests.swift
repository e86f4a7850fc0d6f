import Model
import Testing

@Suite struct SuggestionTests {
    @Test func `distances are counted`() {
        #expect(Suggestion.distance("", "abc") == 3)
        #expect(Suggestion.distance("kitten", "sitting") == 3)
        #expect(Suggestion.distance("name", "name") == 0)
        #expect(Suggestion.distance("naem", "name") == 1)
        #expect(Suggestion.distance("wbe", "web") == 1)
    }

    @Test func `only what is near is suggested`() {
        let keys = ["zone", "name", "old", "new", "error_percent"]
        #expect(Suggestion.nearest(to: "naem", among: keys) == "name")
        #expect(Suggestion.nearest(to: "error-percent", among: keys) == "error_percent")
        #expect(Suggestion.nearest(to: "ERROR_PERCENTAGE", among: keys) == "error_percent")
        #expect(Suggestion.nearest(to: "rollout", among: keys) == nil)
        #expect(Suggestion.nearest(to: "x", among: keys) == nil)
        #expect(Suggestion.nearest(to: "x", among: []) == nil)
    }
}
