import FoundationEssentials

/// The article that lies beside the project, where it does.
package enum SharedSample {
    package static let lines: [String]? = {
        let path = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        guard let text = try? String(contentsOfFile: "/\(path)/shared/samples/actualno-article.txt", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").map(String.init)
    }()
}
