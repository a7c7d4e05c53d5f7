import Glibc

@testable import Configuration

/// libFuzzer's target: a configuration file, from TOML to settings and sources. Nothing may trap or take a second, accepted values are within their bounds, and
/// every error names its line and column.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfiguration(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    do {
        let table = try TOMLReader.read(bytes)
        // An include would have other files of this machine read.
        guard table["include"] == nil else { return 0 }
    } catch {
        let lines = bytes.count { $0 == 0x0A } + 1
        precondition((1...lines).contains(Int(error.position.line)), "a mistake in line \(error.position.line) of \(lines)")
    }
    guard let path = UnnamedFile.write(bytes) else { return 0 }
    do {
        let configuration = try Configuration.load(path: path)
        for source in configuration.sources { check(source) }
        configuration.warnings.forEach(check)
    } catch {
        precondition(!error.diagnostics.isEmpty, "refused without a reason")
        error.diagnostics.forEach(check)
    }
    return 0
}

private func check(_ source: Source) {
    precondition((1...128).contains(source.name.utf8.count), "a source's name has \(source.name.utf8.count) bytes")
    precondition(source.isFile || source.url.hasPrefix("http://") || source.url.hasPrefix("https://"), "\(source.url) cannot be polled")
    precondition(source.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(source.url) is not in ASCII")
    precondition(source.intervalMin <= source.intervalMax && source.interval > .zero, "\(source.name) has intervals out of order")
}

private func check(_ diagnostic: Diagnostic) {
    precondition(diagnostic.description.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a message has a control character: \(diagnostic)")
}

/// A file without a name, written anew for each input.
private enum UnnamedFile {
    private static let descriptor = {
        var name = Array("/tmp/feedd-fuzz-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        unlink(name)
        return descriptor
    }()

    /// Returns the path at which the file can be read.
    static func write(_ bytes: [UInt8]) -> String? {
        guard descriptor >= 0, ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { return nil }
        return "/proc/self/fd/\(descriptor)"
    }
}
