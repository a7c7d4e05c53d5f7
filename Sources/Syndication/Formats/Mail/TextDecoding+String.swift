import Markup

extension TextDecoding {
    /// The text of a part of a message.
    static func string(_ bytes: [UInt8], contentType: String?) -> String {
        String(decoding: TextDecoding(bytes, contentType: contentType).bytes, as: UTF8.self)
    }
}
