import Bytes
import Markup

/// Writes a part of a tree as HTML, unsanitized.
enum TreeMarkup {
    static func html(of node: Int, in tree: HTMLTree) -> String {
        var output: [UInt8] = []
        var open: [(end: Int, name: String)] = []
        for index in node..<Int(tree.nodes[node].end) {
            while let last = open.last, last.end <= index {
                output += "</\(last.name)>".utf8
                open.removeLast()
            }
            let inner = tree.nodes[index]
            if inner.isText {
                append(tree.text(index), to: &output)
                continue
            }
            let name = tree.name(index)
            guard !name.isEmpty, name.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) else { continue }
            output += "<\(name)".utf8
            tree.forEachAttribute(index) { attribute, value in
                guard attribute.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) else { return }
                output += " ".utf8
                output += attribute
                output += "=\"".utf8
                append(value, to: &output)
                output += "\"".utf8
            }
            output += ">".utf8
            if !isVoid(inner.element) { open.append((Int(inner.end), name)) }
        }
        for last in open.reversed() { output += "</\(last.name)>".utf8 }
        return String(decoding: output, as: UTF8.self)
    }

    static func escaped(_ text: String) -> String {
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { append($0, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "\""): output += "&quot;".utf8
            default: output.append(byte)
            }
        }
    }

    private static func isVoid(_ element: HTMLElement) -> Bool {
        switch element {
        case .br, .hr, .img, .wbr, .source, .col, .track, .param, .embed, .input, .area, .base, .link, .meta: true
        default: false
        }
    }
}
