// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// A target uses only targets listed above it, and each C library has exactly one target that imports it.
let package = Package(
    name: "feedd",
    products: [
        .executable(name: "feedd", targets: ["feedd"]),
        .library(name: "Syndication", targets: ["Syndication"]),
        .library(name: "Extraction", targets: ["Extraction"]),
        .library(name: "Markup", targets: ["Markup"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBytes"),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CMalloc"),

        .target(name: "Markup", dependencies: ["CBytes", "CLibXML2"], swiftSettings: settings),
        .target(name: "Syndication", dependencies: ["Markup"], swiftSettings: settings),
        .target(name: "Extraction", dependencies: ["Markup", "Syndication"], swiftSettings: settings),
        .target(name: "Transfer", dependencies: ["CCurl", "CDeflate", "CZlib", "CLinux", collections], swiftSettings: settings),
        .target(name: "Journal", dependencies: ["CLinux", "Syndication"], swiftSettings: settings),
        .target(
            name: "Aggregator",
            dependencies: [
                "CMalloc", "Markup", "Syndication", "Extraction", "Transfer", "Journal", collections, heap, crypto, logging,
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"), "TOMLKit",
            ], swiftSettings: settings),
        .executableTarget(
            name: "feedd",
            dependencies: [
                "Aggregator", "Extraction", "Syndication", "Journal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .testTarget(name: "MarkupTests", dependencies: ["Markup"], swiftSettings: settings),
        .testTarget(name: "SyndicationTests", dependencies: ["Syndication"], swiftSettings: settings),
        .testTarget(name: "ExtractionTests", dependencies: ["Extraction", "Syndication"], swiftSettings: settings),
        .testTarget(name: "TransferTests", dependencies: ["Transfer", "FlyingFox"], swiftSettings: settings),
        .testTarget(name: "JournalTests", dependencies: ["Journal"], swiftSettings: settings),
        .testTarget(name: "AggregatorTests", dependencies: ["Aggregator", "FlyingFox"], swiftSettings: settings),
    ]
)
