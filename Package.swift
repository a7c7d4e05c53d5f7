// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")

// A target uses only targets listed above it, and each C library has exactly one target that imports it.
let package = Package(
    name: "feedd",
    products: [
        .executable(name: "feedd", targets: ["feedd"]),
        .library(name: "Syndication", targets: ["Syndication"]),
        .library(name: "Extraction", targets: ["Extraction"]),
        .library(name: "Markup", targets: ["Markup"]),
        // For the fuzz targets alone.
        .library(name: "Transfer", targets: ["Transfer"]),
        .library(name: "Configuration", targets: ["Configuration"]),
        .library(name: "Aggregator", targets: ["Aggregator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CBytes"),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CProcess"),
        // C that is linked into feedd, and imported by nobody.
        .target(name: "RuntimeOverrides"),

        .target(name: "Bytes", dependencies: ["CBytes", "CCrypto"], swiftSettings: settings),
        .target(name: "WebAddress", dependencies: ["CPSL", "Bytes"], swiftSettings: settings),
        .target(name: "Compression", dependencies: ["CDeflate", "CZlib", "CZstd"], swiftSettings: settings),
        .target(name: "Markup", dependencies: ["Bytes", "CLibXML2", "WebAddress"], swiftSettings: settings),
        .target(name: "Syndication", dependencies: ["Bytes", "WebAddress", "Markup"], swiftSettings: settings),
        .target(name: "Extraction", dependencies: ["Bytes", "WebAddress", "Markup", "Syndication"], swiftSettings: settings),
        .target(
            name: "Transfer", dependencies: ["CCurl", "CProcess", "Bytes", "WebAddress", "Compression", deque, heap],
            swiftSettings: settings),
        .target(name: "Filter", dependencies: ["Bytes", "Syndication"], swiftSettings: settings),
        .target(name: "Journal", dependencies: ["CLinux", "Bytes", "Syndication"], swiftSettings: settings),
        .target(
            name: "Configuration", dependencies: ["Bytes", "WebAddress", "Markup", "Syndication", "Extraction", "Transfer", "Filter"],
            swiftSettings: settings),
        .target(
            name: "Identity",
            dependencies: ["Bytes", "WebAddress", "Markup", "Syndication", "Extraction", "Journal", "Configuration"],
            swiftSettings: settings),
        .target(
            name: "Store",
            dependencies: [
                "Bytes", "Syndication", "Transfer", "Journal", "Configuration", "Identity", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .target(
            name: "Aggregator",
            dependencies: [
                "CMalloc", "Bytes", "WebAddress", "Markup", "Syndication", "Extraction", "Transfer", "Journal", "Filter", "Configuration",
                "Identity", "Store", heap, logging,
            ], swiftSettings: settings),
        .executableTarget(
            name: "feedd",
            dependencies: [
                "Bytes", "Syndication", "Extraction", "Journal", "Configuration", "Store", "Aggregator", "RuntimeOverrides",
                logging, .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .executableTarget(
            name: "NearDuplicateSpeed", dependencies: ["Bytes", "Syndication", "Identity"], path: "Benchmarks/near_duplicates/Speed",
            swiftSettings: settings),

        .executableTarget(
            name: "FilterSpeed", dependencies: ["Bytes", "Syndication", "Filter"], path: "Benchmarks/filter/Speed", swiftSettings: settings),

        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "WebAddressTests", dependencies: ["WebAddress", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "CompressionTests", dependencies: ["Compression"], swiftSettings: settings),
        .testTarget(name: "MarkupTests", dependencies: ["Markup", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "SyndicationTests", dependencies: ["Bytes", "Syndication", "TestSupport"], exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(name: "ExtractionTests", dependencies: ["Bytes", "Markup", "Syndication", "Extraction"], swiftSettings: settings),
        .testTarget(name: "TransferTests", dependencies: ["Transfer", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "FilterTests", dependencies: ["Bytes", "Syndication", "Filter", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "JournalTests", dependencies: ["Bytes", "Syndication", "Journal", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["Syndication", "Extraction", "Filter", "Configuration"], swiftSettings: settings),
        .testTarget(
            name: "IdentityTests", dependencies: ["Bytes", "Markup", "Syndication", "Extraction", "Journal", "Identity", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Bytes", "Syndication", "Transfer", "Journal", "Configuration", "Identity", "Store", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "AggregatorTests",
            dependencies: [
                "Bytes", "Syndication", "Extraction", "Transfer", "Journal", "Configuration", "Identity", "Store", "Aggregator",
                "TestSupport", "FlyingFox",
            ], swiftSettings: settings),
        .testTarget(
            name: "FeeddTests",
            dependencies: ["Bytes", "Syndication", "Journal", "Configuration", "Store", "Aggregator", "feedd", logging, "TestSupport"],
            swiftSettings: settings),
    ]
)
