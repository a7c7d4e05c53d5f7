/// A sample of the words of a document that are not ASCII, from all of its text.
///
/// A word is a run of bytes that a character of any encoding with two bytes may consist of: 0x30 to 0x39 (the second bytes of GB 18030's four) and
/// 0x40 and above. White space, quotes and markup's `<`, `>`, `&` and `=` end it, and words of ASCII are left out.
struct HighByteSample {
    /// The words, separated by spaces.
    private(set) var bytes: [UInt8] = [0x20]
    /// The number of bytes above 0x7F in it.
    private(set) var highBytes = 0

    /// The number of bytes that are enough to tell encodings apart.
    private static let limit = 4096

    init(_ document: [UInt8]) {
        document.withUnsafeBufferPointer { document in
            var total = 0
            Self.forEachWord(in: document) { total += $0.count + 1 }
            // Of a long document, every n-th word: its beginning may be in English.
            let step = max(1, (total + Self.limit - 1) / Self.limit)
            var index = 0
            Self.forEachWord(in: document) { word in
                if index % step == 0, bytes.count < 2 * Self.limit {
                    bytes.append(contentsOf: document[word].prefix(2 * Self.limit))
                    bytes.append(0x20)
                }
                index += 1
            }
        }
        highBytes = bytes.reduce(0) { $1 >= 0x80 ? $0 + 1 : $0 }
    }

    private static func forEachWord(in document: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        var place = 0
        while true {
            let high = document.firstPlace(from: place) { $0.highs }
            guard high < document.count else { return }
            var start = high
            while start > place, isWord(document[start - 1]) { start -= 1 }
            var end = high
            while end < document.count, isWord(document[end]) { end += 1 }
            body(start..<end)
            place = end
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x40 || byte &- 0x30 < 10 }
}
