import Bytes
import Foundation

/// The store as it was at one moment, to be put back.
struct StoreCopy {
    private let path: String
    private let copy: String
    private static let parts = ["", "-wal", "-shm"]

    init(of feedd: Installation) throws {
        path = feedd.storePath
        copy = "\(feedd.directory)/store-\(UUID().uuidString)"
        for part in Self.parts where FileManager.default.fileExists(atPath: path + part) {
            try FileManager.default.copyItem(atPath: path + part, toPath: copy + part)
        }
    }

    func restore() throws {
        for part in Self.parts {
            try? FileManager.default.removeItem(atPath: path + part)
            if FileManager.default.fileExists(atPath: copy + part) {
                try FileManager.default.copyItem(atPath: copy + part, toPath: path + part)
            }
        }
    }
}
