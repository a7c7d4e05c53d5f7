import Bytes
import Configuration
import Transfer

/// What a converter learns of the document that it reads.
enum ConverterEnvironment {
    /// Further fields are not passed on. Real responses have about 20.
    private static let mostFields = 100
    private static let longestValue = 4_096

    /// `FEEDD_SOURCE`, `FEEDD_URL` (that answered, without user info), `FEEDD_STATUS`, and `FEEDD_HEADER_NAME` for each field of the response. The prefix
    /// keeps a server from setting variables that have a meaning of their own.
    static func variables(of source: Source, _ response: Response) -> [String: String] {
        var variables = ["FEEDD_SOURCE": source.name, "FEEDD_URL": response.url, "FEEDD_STATUS": "\(response.status)"]
        for field in response.headers.fields.prefix(mostFields) where field.value.utf8.count <= longestValue {
            let name = field.name.utf8.map { ASCII.isAlphanumeric($0) ? Character(Unicode.Scalar($0)).uppercased() : "_" }.joined()
            // Of a field that is sent twice the first counts.
            if variables["FEEDD_HEADER_" + name] == nil { variables["FEEDD_HEADER_" + name] = field.value }
        }
        return variables
    }
}
