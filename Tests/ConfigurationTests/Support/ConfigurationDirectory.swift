import Foundation
import Testing

@testable import Configuration

/// A directory of configuration files, removed when the test is done.
final class ConfigurationDirectory {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        // Without symbolic links, so that the paths of relative file URLs are known.
        let base = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        path = base + "/feedd-configuration-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(Data(text.utf8), to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ data: Data, to name: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func load(_ name: String = "feedd.toml") throws(ConfigurationError) -> Configuration {
        try Configuration.load(path: path + "/" + name)
    }

    /// All errors and warnings, without the path of the directory.
    func diagnostics(_ name: String = "feedd.toml") -> [String] {
        do {
            return try load(name).warnings.map(shown)
        } catch {
            return error.diagnostics.map(shown)
        }
    }

    private func shown(_ diagnostic: Diagnostic) -> String {
        diagnostic.description.replacingOccurrences(of: path + "/", with: "")
    }
}
