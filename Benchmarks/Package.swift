// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// A package of its own, so that nobody who builds feedd builds this.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "feedd", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "FeedSpeed", dependencies: [.product(name: "Syndication", package: "feedd")], swiftSettings: settings),
        .executableTarget(
            name: "Feeds",
            dependencies: [.product(name: "Syndication", package: "feedd"), .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/Feeds", swiftSettings: settings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
)
