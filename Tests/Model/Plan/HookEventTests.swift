import Model
import Testing

@Suite struct HookEventTests {
    private func names(
        _ kind: Event.Kind, before: String? = nil, after: String? = nil, reason: String = "", cause: Event.Cause? = nil
    ) -> Set<HookEvent> {
        HookEvent.names(
            of: Event(
                at: Moment(seconds: 0), service: "api", kind: kind, actor: "mika@desk", before: before, after: after,
                reason: reason, cause: cause))
    }

    @Test func `each kind has its name`() {
        #expect(names(.paused, before: "running", after: "paused") == [.paused])
        #expect(names(.paused, reason: "10 → 0 %", cause: .changedOutside) == [.paused, .changedOutside])
        // What a person writes is no cause.
        #expect(names(.paused, reason: "changed outside: 10 → 0 %") == [.paused])
        #expect(names(.resumed) == [.resumed])
        #expect(names(.rollBack) == [.rolledBack])
        #expect(names(.advance, after: "25 %") == [.advanced])
        #expect(names(.refused, reason: "targets: new has no healthy target") == [.refused])
        #expect(names(.done) == [.done])
    }

    @Test func `of AWS's variables only named ones are inherited`() {
        let hook = Hook(on: [.done], run: ["/bin/say"], variables: ["AWS_PROFILE"])
        let environment = ["AWS_PROFILE": "p", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t", "PATH": "/bin"]
        #expect(hook.inherited(of: environment) == ["AWS_PROFILE": "p", "PATH": "/bin"])
    }

    @Test func `a verdict is named by what it became`() {
        #expect(names(.verdict, before: "pass", after: "worse") == [.worse])
        #expect(names(.verdict, before: "worse", after: "pass") == [.pass])
        #expect(names(.verdict, before: "pass", after: "blind") == [.blind])
        #expect(names(.verdict, before: "pass", after: "unsure") == [])
    }

    @Test func `a dead man that is renewed tells nobody and one that ran out does`() {
        // As the store tells of a renewal, and the controller of a time that ran out.
        #expect(names(.deadMan, after: "renewed") == [])
        let ranOut = names(.deadMan, before: "armed", after: "rolls back", reason: "worse")
        #expect(ranOut == [.deadMan])
    }

    @Test(arguments: [
        Event.Kind.hook, .annotated, .adopted, .share, .weights, .inventory, .version, .ecs, .taskStopped, .source,
        .lease, .snapshot,
    ])
    func `no hook is told of the others`(kind: Event.Kind) { #expect(names(kind, after: "worse") == []) }

    @Test func `an event for programs has these fields and null where absent`() {
        let bare = Event(id: 3, at: Moment(seconds: 0), kind: .lease, actor: "noor@desk:7")
        #expect(
            bare.json.line
                == #"{"at":"1970-01-01T00:00:00Z","service":null,"kind":"lease","actor":"noor@desk:7","before":null,"after":null,"reason":null,"evidence":null,"order":null,"cause":null}"#
        )
        let full = Event(
            at: Moment(milliseconds: 1), service: "api", side: .new, kind: .verdict, actor: "abreast", before: "pass",
            after: "worse", reason: "p99 “up”\n", evidence: "order 1",
            order: 1, cause: .changedOutside)
        #expect(
            full.json.line
                == #"{"at":"1970-01-01T00:00:00.001Z","service":"api","kind":"verdict","actor":"abreast","before":"pass","after":"worse","reason":"p99 “up”\n","evidence":"order 1","order":1,"cause":"changedOutside"}"#
        )
    }
}
