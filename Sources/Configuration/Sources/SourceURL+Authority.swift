import Glibc

extension SourceURL {
    /// What stands between `//` and the path: user info, host and port.
    package struct Authority {
        package let userInfo: Substring?
        /// Lower case, without brackets and without the root's dot.
        package let host: String
        /// As it stands in a URL.
        package let hostAndPort: String

        package init(_ text: Substring) throws(Problem) {
            var rest = text
            if let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) {
                userInfo = text[..<at]
                rest = text[text.index(after: at)...]
            } else {
                userInfo = nil
            }
            if rest.utf8.first == UInt8(ascii: "[") {
                guard let close = rest.firstIndex(of: "]") else {
                    throw Problem(message: "its host has '[' without ']'")
                }
                host = rest[rest.index(after: rest.startIndex)..<close].lowercased()
                var address = in6_addr()
                guard inet_pton(AF_INET6, host, &address) == 1 else {
                    throw Problem(message: "its host is not an IPv6 address")
                }
                hostAndPort = "[\(host)]" + (try Self.port(rest[rest.index(after: close)...]))
            } else {
                let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
                let name = rest[..<colon].lowercased()
                try Self.check(name)
                host = name.utf8.last == UInt8(ascii: ".") ? String(name.dropLast()) : name
                hostAndPort = name + (try Self.port(rest[colon...]))
            }
        }

        private static func check(_ name: String) throws(Problem) {
            if name.isEmpty || name == "." {
                throw Problem(message: "it has no host", suggestion: "write https://HOST/…")
            }
            let dot = UInt8(ascii: ".")
            if name.utf8.first == dot || zip(name.utf8, name.utf8.dropFirst()).contains(where: { $0 == dot && $1 == dot }) {
                throw Problem(message: "its host has two dots in a row or begins with one")
            }
            if name.utf8.count > 253 || name.utf8.count > 63 && hasLongLabel(name) {
                throw Problem(message: "its host is longer than a name in the DNS can be")
            }
            let isAllowed = { (byte: UInt8) in
                byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            }
            if !name.utf8.allSatisfy(isAllowed) {
                throw Problem(message: "its host has a character that no host has")
            }
        }

        private static func hasLongLabel(_ name: String) -> Bool {
            name.utf8.split(separator: UInt8(ascii: ".")).contains { $0.count > 63 && $0.allSatisfy { $0 < 0x80 } }
        }

        /// The port with its colon, or nothing.
        private static func port(_ text: Substring) throws(Problem) -> String {
            guard let colon = text.first else { return "" }
            let digits = text.dropFirst()
            if colon == ":", digits.isEmpty { return "" }
            guard colon == ":", digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = UInt16(digits), number > 0 else {
                throw Problem(message: "its port is not a number from 1 to 65535")
            }
            return ":\(number)"
        }
    }
}
