// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // libFuzzer brings `main`.
    .unsafeFlags(["-parse-as-library"]),
]

// A package of its own, so that nobody who builds feedd builds this. `make fuzz` builds and runs it.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "feedd", path: "..")],
    targets: [
        .executableTarget(
            name: "FuzzExtraction",
            dependencies: [.product(name: "Extraction", package: "feedd"), .product(name: "Markup", package: "feedd")],
            swiftSettings: settings),
        .executableTarget(
            name: "FuzzFeeds", dependencies: [.product(name: "Syndication", package: "feedd")], swiftSettings: settings),
    ]
)
