// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // libFuzzer brings `main`.
    .unsafeFlags(["-parse-as-library"]),
]

func feedd(_ names: String...) -> [Target.Dependency] { names.map { .product(name: $0, package: "feedd") } }

// A package of its own, so that nobody who builds feedd builds this. `make fuzz` builds and runs it.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "feedd", path: "..")],
    targets: [
        .executableTarget(name: "FuzzAmplification", dependencies: feedd("Aggregator", "Extraction", "Markup"), swiftSettings: settings),
        .executableTarget(name: "FuzzConfiguration", dependencies: feedd("Configuration"), swiftSettings: settings),
        .executableTarget(name: "FuzzExtraction", dependencies: feedd("Extraction", "Markup"), swiftSettings: settings),
        .executableTarget(name: "FuzzFeeds", dependencies: feedd("Syndication"), swiftSettings: settings),
        .executableTarget(name: "FuzzHeaders", dependencies: feedd("Syndication", "Transfer"), swiftSettings: settings),
        .executableTarget(name: "FuzzRobots", dependencies: feedd("Transfer"), swiftSettings: settings),
        .executableTarget(name: "FuzzSanitizer", dependencies: feedd("Markup"), swiftSettings: settings),
    ]
)
