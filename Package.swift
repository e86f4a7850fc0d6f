// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, by stage. Who may import whom is written here, and nowhere else needs to be believed.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// The simulated world and the judge compute for minutes in tests: they are optimized in debug builds too.
let computing = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// A release leaves out what nobody calls by name, and packs the list of places that the loader has to move: 5 of 36 MiB
// of memory while watching, and 8 of 93 MB of the file. lld comes with the toolchain; the default linker cannot pack.
let small: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld"]
            + ["-z", "pack-relative-relocs", "--no-export-dynamic", "--gc-sections"].flatMap { ["-Xlinker", $0] },
        .when(configuration: .release))
]

// What `abreast --version` says of its sources. From the environment: what a manifest finds out by itself, such as the
// commit, SwiftPM keeps, and would say of the next commit as well.
let sources = Context.environment["ABREAST_BUILD"] ?? ""

let package = Package(
    name: "abreast",
    products: [.executable(name: "abreast", targets: ["abreast"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .target(name: "CNCurses"),
        .target(name: "CStamp", cSettings: [.define("ABREAST_BUILD", to: "\"\(sources)\"")]),
        .target(name: "Model", swiftSettings: computing),
        .target(
            name: "MigrationFile",
            dependencies: ["Model", .product(name: "Yams", package: "Yams")],
            swiftSettings: house),
        .target(
            name: "Store",
            dependencies: ["Model", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house),
        .target(
            name: "AWS",
            dependencies: [
                "Model",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house),
        .target(
            name: "Poll",
            dependencies: ["Model", "Store", "AWS"],
            swiftSettings: house),
        .target(
            name: "Rollout",
            dependencies: ["Model", "Store", "AWS"],
            swiftSettings: house),
        .target(name: "Discover", dependencies: ["Model", "AWS"], swiftSettings: house),
        .target(
            name: "Simulation",
            dependencies: ["Model", "MigrationFile", "AWS", "Poll", "Rollout"],
            resources: [.embedInCode("Scenarios")],
            swiftSettings: computing),
        .target(name: "View", dependencies: ["Model"], swiftSettings: house),
        .target(
            name: "Report",
            dependencies: ["Model", "View"],
            resources: [.embedInCode("Status/status.schema.json")],
            swiftSettings: house),
        .target(
            name: "Terminal",
            dependencies: ["View", "CNCurses"],
            swiftSettings: house + [.strictMemorySafety()]),
        .executableTarget(
            name: "abreast",
            dependencies: [
                "CStamp", "Model", "MigrationFile", "Store", "AWS", "Poll", "Rollout", "Discover", "Simulation", "View",
                "Report", "Terminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house,
            linkerSettings: small),
        .target(
            name: "World",
            dependencies: ["Model"],
            path: "Tests/World",
            exclude: [
                "configurations.py", "emulators.py", "faults.py", "keys.py", "layouts.py", "metrics.py",
                "requirements.txt", "reservations.py", "restoring.py", "scripts.py", "serving.py", "workshop.py",
                "world.py",
            ],
            swiftSettings: house),
        .target(
            name: "Boards",
            dependencies: ["View", "MigrationFile", "Model"],
            path: "Tests/Boards",
            swiftSettings: house),
        .executableTarget(name: "calibrate", dependencies: ["Model"], swiftSettings: house),
        .executableTarget(name: "bench", dependencies: ["Boards", "Model", "Report", "View"], swiftSettings: house),
        .target(
            name: "Fixtures",
            dependencies: ["Model", "Store", "AWS", "Poll"],
            path: "Tests/Fixtures",
            swiftSettings: house),
        .testTarget(name: "ModelTests", dependencies: ["Model"], path: "Tests/Model", swiftSettings: house),
        .testTarget(
            name: "MigrationFileTests",
            dependencies: ["MigrationFile", "Model"],
            path: "Tests/MigrationFile",
            swiftSettings: house),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "Model", "Fixtures"],
            path: "Tests/Store",
            exclude: ["Fixtures/schema5-changed-outside.sql", "Fixtures/schema5-full-old-side.sql"],
            swiftSettings: house),
        .testTarget(
            name: "AWSTests",
            dependencies: ["AWS", "Model", "World", "Fixtures"],
            path: "Tests/AWS",
            swiftSettings: house),
        .testTarget(
            name: "PollTests",
            dependencies: ["Poll", "Store", "MigrationFile", "Model", "AWS", "World", "Fixtures"],
            path: "Tests/Poll",
            swiftSettings: house),
        .testTarget(
            name: "RolloutTests",
            dependencies: ["Rollout", "Poll", "Store", "MigrationFile", "Model", "AWS", "World", "Fixtures"],
            path: "Tests/Rollout",
            swiftSettings: house),
        .testTarget(
            name: "DiscoverTests",
            dependencies: ["Discover", "Model", "AWS", "World", "Fixtures"],
            path: "Tests/Discover",
            swiftSettings: house),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Poll", "Store", "MigrationFile", "Model", "View", "Report"],
            path: "Tests/Simulation",
            swiftSettings: house),
        .testTarget(
            name: "ViewTests",
            dependencies: ["View", "MigrationFile", "Model", "Boards"],
            path: "Tests/View",
            exclude: ["Pictures"],
            swiftSettings: house),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Report", "View", "MigrationFile", "Model", "Boards"],
            path: "Tests/Report",
            swiftSettings: house),
        .testTarget(
            name: "TerminalTests",
            dependencies: ["Terminal", "View", "CNCurses"],
            path: "Tests/Terminal",
            swiftSettings: house),
        .testTarget(
            name: "HouseTests",
            dependencies: ["AWS", "Store", "Model", "View"],
            path: "Tests/House",
            swiftSettings: house),
        .testTarget(
            name: "Journeys",
            dependencies: [
                "abreast", "Rollout", "Simulation", "Store", "View", "Report", "MigrationFile", "Model", "AWS", "World",
                "Fixtures",
            ],
            swiftSettings: house),
    ]
)
