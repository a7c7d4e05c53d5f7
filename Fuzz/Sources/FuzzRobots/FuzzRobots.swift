import Transfer

/// libFuzzer's target: a robots.txt file and, in its first line, the path that is asked for. Nothing may trap or take a second, and what RFC 9309 says of
/// every file holds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRobots(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let path = bytes.prefix { $0 != 0x0A }
    let file = Array(bytes.dropFirst(path.count + 1))
    let robots = RobotsFile(file, for: "feedd")
    let url = "https://fuzz.test/" + String(decoding: path, as: UTF8.self)
    let isAllowed = robots.allows(url)
    precondition(robots.allows("https://fuzz.test/robots.txt"), "robots.txt itself is always allowed")
    precondition(robots == RobotsFile(file, for: "FEEDD"), "a product token is compared without regard to case")
    // RFC 9309, section 2.1: lines end in LF, CR or both.
    let withCRLF = file.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    precondition(RobotsFile(withCRLF, for: "feedd").allows(url) == isAllowed, "line ends changed the answer")
    precondition(RobotsFile(file + Array("\n# the end".utf8), for: "feedd").allows(url) == isAllowed, "a comment changed the answer")
    return 0
}
