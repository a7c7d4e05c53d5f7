// swift-tools-version: 6.2
import PackageDescription

// The product's own files, by links, since what they declare is nobody's outside of Aggregator.
let package = Package(
    name: "NearDuplicates",
    dependencies: [.package(name: "feedd", path: "../..")],
    targets: [
        .executableTarget(
            name: "NearDuplicateSpeed", dependencies: [.product(name: "Syndication", package: "feedd")],
            swiftSettings: [
                .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ]
)
