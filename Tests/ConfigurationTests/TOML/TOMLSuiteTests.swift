import Foundation
import Testing

@testable import Configuration

/// toml-test's documents of TOML 1.0 (https://github.com/toml-lang/toml-test), which are not part of this repository.
@Suite(
    "toml-test",
    .enabled(if: TOMLSuite.isPresent, "the documents of toml-test are not at ../shared/toml, beside the repository"))
struct TOMLSuiteTests {
    private func read(_ name: String) throws -> TOMLTable {
        try TOMLReader.read(Array(Data(contentsOf: URL(fileURLWithPath: TOMLSuite.directory + name)))).root
    }

    @Test("what is valid is read with the values that it has", arguments: TOMLSuite.documents("valid"))
    func valid(name: String) throws {
        let json = try Data(contentsOf: URL(fileURLWithPath: TOMLSuite.directory + name.dropLast(5) + ".json"))
        #expect(rendered(try read(name)) == expected(try JSONSerialization.jsonObject(with: json)))
    }

    @Test("what is invalid is refused", arguments: TOMLSuite.documents("invalid"))
    func invalid(name: String) {
        #expect(throws: TOMLError.self) { try read(name) }
    }

    @Test("the list of documents is whole")
    func count() {
        #expect(TOMLSuite.documents("valid").count >= 200)
        #expect(TOMLSuite.documents("invalid").count >= 400)
    }

    // MARK: - Expected values

    /// toml-test's tagged JSON as `rendered` writes values.
    private func expected(_ json: Any) -> String {
        switch json {
        case let array as [Any]: return "[" + array.map(expected).joined(separator: ", ") + "]"
        case let tagged as [String: String] where tagged.count == 2 && tagged["type"] != nil && tagged["value"] != nil:
            return expected(type: tagged["type"] ?? "", tagged["value"] ?? "")
        case let table as [String: Any]:
            let entries = table.sorted { $0.key < $1.key }.map { "\(escaped($0.key)): \(expected($0.value))" }
            return "{" + entries.joined(separator: ", ") + "}"
        default: return "?"
        }
    }

    private func expected(type: String, _ value: String) -> String {
        switch type {
        case "string": return "\"" + escaped(value) + "\""
        case "integer", "bool": return value
        case "float": return rendered(Double(value) ?? .nan)
        default: return dateTime(value)
        }
    }

    /// With `T` and `Z`, and without zeros at the end of a fraction.
    private func dateTime(_ value: String) -> String {
        let text = value.uppercased().replacing(" ", with: "T").replacing("+00:00", with: "Z")
        guard let dot = text.firstIndex(of: ".") else { return text }
        let fraction = text[dot...].prefix { $0 == "." || $0.isNumber }
        let kept = withoutTrailingZeros(String(fraction))
        return text[..<dot] + (kept == "." ? "" : kept) + text[fraction.endIndex...]
    }
}
