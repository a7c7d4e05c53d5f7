import Foundation

/// The documents of toml-test, where they are present.
enum TOMLSuite {
    /// Beside the root of the package.
    static let directory = URL(fileURLWithPath: Repository.root).deletingLastPathComponent().path + "/shared/toml/"

    static let isPresent = FileManager.default.fileExists(atPath: directory + "files-toml-1.0.0")

    static func documents(_ kind: String) -> [String] {
        guard let list = try? String(contentsOfFile: directory + "files-toml-1.0.0", encoding: .utf8) else { return [] }
        return list.split(separator: "\n").map(String.init).filter { $0.hasPrefix(kind + "/") && $0.hasSuffix(".toml") }
    }
}
