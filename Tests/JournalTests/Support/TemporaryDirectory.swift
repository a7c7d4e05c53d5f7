import Foundation

/// A directory of its own for a test, removed with what is in it when the test is over.
final class TemporaryDirectory {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "feedd-journal-" + UUID().uuidString
        mkdir(path, 0o700)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// The file's bytes; empty where there is none.
    func read(_ name: String) -> [UInt8] {
        guard let file = fopen(path + "/" + name, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        return bytes
    }

    func write(_ name: String, _ bytes: [UInt8], mode: String = "w") {
        guard let file = fopen(path + "/" + name, mode) else { return }
        defer { fclose(file) }
        fwrite(bytes, 1, bytes.count, file)
    }
}
