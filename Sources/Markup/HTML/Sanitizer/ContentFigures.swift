import Bytes

/// What a short piece of markup contains, which decides whether it is worth showing where its element cannot be.
struct ContentFigures {
    /// The number of characters of text, white space not counted, and of those inside links.
    private(set) var textCount = 0
    private(set) var linkedCount = 0
    private(set) var hasLink = false
    private(set) var hasMedia = false
    private let isWhole: Bool

    /// No more of the markup is looked at, so that the time stays linear however often it is asked.
    private static let most = 4096
    /// A message to readers whose browser runs no scripts is shorter.
    private static let longestNotice = 1000

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        isWhole = bytes.count <= Self.most
        var tokenizer = HTMLTokenizer(UnsafeBufferPointer(rebasing: bytes.prefix(Self.most)))
        var links = 0
        while true {
            switch tokenizer.next() {
            case .end: return
            case .text:
                let count = tokenizer.slice(tokenizer.token).reduce(0) { $0 + ($1 > 0x20 && $1 & 0xC0 != 0x80 ? 1 : 0) }
                textCount += count
                if links > 0 { linkedCount += count }
            case .startTag:
                switch tokenizer.element {
                case .a:
                    links += 1
                    hasLink = hasLink || tokenizer[.href] != nil
                case .img, .image, .video, .audio, .picture, .iframe, .embed, .object, .svg: hasMedia = true
                case .script, .style: tokenizer.skipRawContent(orRest: true)
                default: break
                }
            case .endTag: if tokenizer.element == .a, links > 0 { links -= 1 }
            }
        }
    }

    /// Whether it is a fallback that leads somewhere: it has a link or media.
    var isFallback: Bool { hasLink || hasMedia }

    /// Whether it is a notice that a script is missing: short text without media, and not mostly links.
    var isNotice: Bool { isWhole && !hasMedia && textCount <= Self.longestNotice && linkedCount * 2 < max(textCount, 1) }
}
