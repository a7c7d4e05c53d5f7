import Glibc

/// Calls `body` with the bytes, which end where memory does: reading the next one crashes.
///
/// - Parameter bytes: a page at most.
package func withGuarded<Result>(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    precondition(bytes.count <= pageSize)
    guard let pages = mmap(nil, 2 * pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), pages != MAP_FAILED else {
        preconditionFailure("no memory")
    }
    defer { munmap(pages, 2 * pageSize) }
    mprotect(pages + pageSize, pageSize, PROT_NONE)
    let start = pages + pageSize - bytes.count
    start.copyMemory(from: bytes, byteCount: bytes.count)
    return body(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: bytes.count))
}
