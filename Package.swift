// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, by stage. Who may import whom is written here, and nowhere else needs to be believed.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "abreast",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(
            name: "Model",
            dependencies: [.product(name: "Yams", package: "Yams")],
            swiftSettings: house),
        .target(
            name: "Store",
            dependencies: ["Model", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house),
        .testTarget(name: "ModelTests", dependencies: ["Model"], path: "Tests/Model", swiftSettings: house),
        .testTarget(name: "StoreTests", dependencies: ["Store", "Model"], path: "Tests/Store", swiftSettings: house),
    ]
)
