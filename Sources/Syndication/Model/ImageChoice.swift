internal import Markup
import WebAddress

/// Chooses the image of an item from those that a document names: the largest one that is stated, never an avatar.
///
/// What a format calls the item's image takes precedence, then images whose size is stated, the largest first, then those of unknown size by
/// their ``Role``. An image that is stated to be a miniature comes last, whatever names it. Of equals the first one is chosen.
struct ImageChoice: Sendable, Hashable {
    /// What names an image, by precedence among images of unknown size.
    enum Role: UInt8, Sendable {
        /// The format's element for the image of an item: JSON `image`, `itunes:image`, `googleplay:image`, `podcast:image` and `podcast:images`.
        case item
        /// rss `image`, which RSS defines for channels only.
        case rssImage
        /// `media:content`.
        case mediaObject
        /// `media:thumbnail`.
        case thumbnail
        /// CDF `LOGO`.
        case logo
        /// An enclosure.
        case attachment
        /// The first image of the content or of the summary.
        case content
    }

    /// A size in pixels. A size of 0 or of more than 100,000 is none.
    struct Size: Sendable, Hashable {
        let width: Int?
        let height: Int?

        /// - Returns: nil where neither is a size.
        init?(width: Int?, height: Int?) {
            self.width = width.flatMap { (1...100_000).contains($0) ? $0 : nil }
            self.height = height.flatMap { (1...100_000).contains($0) ? $0 : nil }
            if self.width == nil, self.height == nil { return nil }
        }

        /// The number of pixels. An unknown side is computed from the other for an image of the format 3:2.
        var area: Int {
            switch (width, height) {
            case (let width?, let height?): width * height
            case (let width?, nil): width * width * 2 / 3
            case (nil, let height?): height * height * 3 / 2
            case (nil, nil): 0
            }
        }

        /// Whether the longer side has less than 200 pixels.
        var isMiniature: Bool { max(width ?? 0, height ?? 0) < 200 }

        /// Whether it is the size of a tracking pixel.
        var isPixel: Bool { (width ?? 4) <= 3 && (height ?? 4) <= 3 }
    }

    private struct Candidate: Sendable, Hashable {
        let url: String
        let role: Role
        let size: Size?

        /// The precedence among images that are no miniatures: the two roles for an item's image, then stated sizes, then the other roles.
        var rank: UInt8 {
            if role.rawValue <= Role.rssImage.rawValue || size == nil { return role.rawValue * 2 }
            return Role.mediaObject.rawValue * 2 - 1
        }
    }

    private var best: Candidate?

    /// The URL of the image; nil without any.
    var url: String? { best?.url }

    /// Offers an image. Those of the content are offered last.
    mutating func offer(_ url: String, as role: Role, size: Size? = nil) {
        if size?.isPixel == true { return }
        let candidate = Candidate(url: url, role: role, size: size)
        if let best, !Self.precedes(candidate, best) { return }
        if AvatarURL.matches(url) || TrackerURL.isCollector(url) { return }
        best = candidate
    }

    private static func precedes(_ candidate: Candidate, _ best: Candidate) -> Bool {
        let isMiniature = candidate.size?.isMiniature ?? false
        if isMiniature != best.size?.isMiniature ?? false { return !isMiniature }
        if !isMiniature, candidate.role == .content {
            // An image of the content replaces one that is stated to be smaller, but none of unknown size, which an item has for itself.
            guard best.role.rawValue > Role.rssImage.rawValue, let size = candidate.size, let bestSize = best.size else { return false }
            return size.area > bestSize.area
        }
        let (rank, bestRank) = (candidate.rank, best.rank)
        if rank != bestRank { return rank < bestRank }
        return candidate.size?.area ?? 0 > best.size?.area ?? 0
    }
}
