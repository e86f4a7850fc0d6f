import Foundation
import Model
import Testing

@Suite struct ForeignWordTests {
    @Test func `each word of AWS is read and written as it is`() throws {
        for state in LifecycleState.known { #expect(LifecycleState(state.rawValue) == state) }
        for state in TargetState.known { #expect(TargetState(state.rawValue) == state) }
        for state in DeploymentState.known { #expect(DeploymentState(state.rawValue) == state) }
        #expect(TargetState("unhealthy.draining") == .unhealthyDraining)
    }

    @Test func `a word that AWS adds one day is kept`() throws {
        let state = LifecycleState("Warmed:Running")
        #expect(state == .other("Warmed:Running") && state.rawValue == "Warmed:Running" && !state.isPending)
        let data = try JSONEncoder().encode([state, .inService])
        #expect(data == Data(#"["Warmed:Running","InService"]"#.utf8))
        #expect(try JSONDecoder().decode([LifecycleState].self, from: data) == [state, .inService])
    }
}
