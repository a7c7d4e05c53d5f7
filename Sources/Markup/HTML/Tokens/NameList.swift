/// Names in one text, separated by spaces: an array literal of strings takes longer to build.
enum NameList {
    static func split(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }
}
