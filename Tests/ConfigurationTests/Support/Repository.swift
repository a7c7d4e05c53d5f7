import Foundation

/// Where the tests run from.
enum Repository {
    /// The root of the package, without a slash at its end.
    static let root: String = {
        let file = URL(fileURLWithPath: #filePath)
        return (0..<4).reduce(file) { url, _ in url.deletingLastPathComponent() }.path
    }()
}
