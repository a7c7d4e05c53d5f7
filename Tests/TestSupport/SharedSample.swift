import FoundationEssentials

/// What lies beside the project, where it does.
package enum SharedSample {
    private static let path = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/shared/"

    package static let lines: [String]? = {
        guard let text = try? String(contentsOfFile: path + "samples/actualno-article.txt", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").map(String.init)
    }()

    /// The paths of feeds, in the order of their names; none where they are not there.
    package static let feeds: [String] = {
        let folder = path + "corpus/feeds/"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { folder + $0 }
    }()
}
