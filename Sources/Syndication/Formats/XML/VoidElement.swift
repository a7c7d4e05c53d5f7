internal import Glibc

/// The void elements of HTML, which have no end tags (HTML standard, 13.1.2).
enum VoidElement {
    /// - Parameter name: NUL-terminated. Case does not matter.
    static func isVoid(_ name: UnsafePointer<UInt8>) -> Bool {
        let local = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
        switch name[0] | 0x20 {
        case 0x62, 0x69, 0x68, 0x77, 0x73, 0x61, 0x63, 0x65, 0x6c, 0x6d, 0x70, 0x74: break
        default: return false
        }
        return names.contains { strcasecmp(UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self), local) == 0 }
    }

    private static let names: [StaticString] = [
        "br", "img", "hr", "wbr", "source", "area", "col", "embed", "input", "link", "meta", "param", "track", "base",
    ]
}
