import Foundation
import Model
import Store
import Testing

/// A store is for what it was first polled with, and every order says what it means.
@Suite struct IdentityTests {
    private func identity(
        _ host: String = "api.example.com", account: String? = nil, file: String = "prod.yaml",
        services: [String] = ["api", "予約"]
    ) -> MigrationIdentity {
        var configuration = Night.configuration
        configuration.file = file
        configuration.services = services.map { name in
            ServiceConfiguration(
                name: name,
                split: .route53(zone: "example.com", name: "\(name).\(host)", types: [], old: "ec2", new: "ecs"),
                old: SideConfiguration(), new: SideConfiguration())
        }
        return configuration.identity(account: account)
    }

    private func claim(
        _ identity: MigrationIdentity?, _ holder: String = "one", after seconds: Double = 0
    ) -> LeaseClaim {
        LeaseClaim(holder: holder, at: Night.start + seconds, identity: identity)
    }

    private func expectOther(_ body: () throws -> Void) {
        let error = #expect(throws: StoreError.self) { try body() }
        guard case .otherIdentity? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.sentence.contains("prod.yaml") == true && error?.sentence.contains("stg.yaml") == true)
    }

    @Test(arguments: StoreMaker.all)
    func `the first poll makes it, and another configuration polls nothing`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        #expect(try one.identity() == nil)
        let lease = try #require(try one.claimLease(claim(identity())))
        #expect(lease.identity == identity())
        #expect(try one.board().lease == lease)
        #expect(try other.identity() == identity())
        let staging = identity("stg.example.com", file: "stg.yaml")
        expectOther { _ = try other.claimLease(claim(staging, "other", after: 60)) }
        // A refused claim took nothing.
        #expect(try one.renewLease(token: lease.token, at: Night.start + 61))
        // The same from another file is the same.
        #expect(try other.claimLease(claim(identity(file: "copy.yaml"), "other", after: 120)) != nil)
        #expect(try one.identity()?.file == "prod.yaml")
    }

    @Test(arguments: StoreMaker.all)
    func `what a later poll knows besides is added`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        _ = try store.claimLease(claim(identity(services: ["api"])))
        _ = try store.claimLease(claim(identity(account: "111122223333")))
        #expect(try store.identity() == identity(account: "111122223333"))
        let wrong = identity(account: "444455556666", file: "stg.yaml")
        expectOther { _ = try store.claimLease(claim(wrong)) }
        _ = try store.claimLease(claim(identity()))
        #expect(try store.identity()?.account == "111122223333")
    }

    @Test(arguments: StoreMaker.all)
    func `an order keeps what it means, and one that means something else is not stored`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        _ = try store.claimLease(claim(identity(account: "111122223333")))
        var order = Order(
            kind: .rollBack, service: "api", actor: "ken@desk", at: Night.start, identity: identity())
        let stored = try store.post(order)
        #expect(stored.identity == identity(account: "111122223333", services: ["api"]))
        #expect(try store.orders(after: 0) == [stored])
        #expect(
            try store.events(after: 0, limit: 9).last?.evidence
                == "order 1, record api.api.example.com, account …3333")
        order.identity = identity("stg.example.com", file: "stg.yaml").only(["api"])
        expectOther { _ = try store.post(order) }
        #expect(try store.orders(after: 0).count == 1 && store.events(after: 0, limit: 9).count == 1)
        // Nobody said what it means: a simulation's.
        #expect(try store.post(Night.pause("api")).identity == nil)
    }

    @Test(arguments: StoreMaker.all)
    func `it follows another file when that is said, and while nobody polls by the first`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let lease = try #require(try store.claimLease(claim(identity())))
        let staging = identity("stg.example.com", file: "stg.yaml")
        #expect(throws: StoreError.self) { try store.adopt(staging, at: Night.start + 1) }
        #expect(try store.identity() == identity())
        try store.releaseLease(token: lease.token)
        try store.adopt(staging, at: Night.start + 2)
        #expect(try store.claimLease(claim(staging, after: 3)) != nil)
    }

    @Test func `a store from before takes it from its next poll`() throws {
        let place = try Place()
        let before = try SQLiteStore(path: place.file, migration: Night.migration)
        _ = try before.post(Night.pause("api"))
        for statement in [
            "DROP TABLE identity", "ALTER TABLE order_ DROP COLUMN identity", "ALTER TABLE lease DROP COLUMN identity",
            "ALTER TABLE lease DROP COLUMN configuration", "DROP INDEX event_of_headline", "DROP TABLE unsettled",
            "ALTER TABLE queue DROP COLUMN dead_letter_queue",
            "PRAGMA user_version = 6",
        ] {
            try Python.sql(statement, place.file)
        }
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        #expect(try store.identity() == nil)
        #expect(try store.orders(after: 0).map(\.identity) == [nil] && store.board().service("api")?.pause != nil)
        _ = try store.claimLease(claim(identity()))
        #expect(try store.identity() == identity())
    }
}
