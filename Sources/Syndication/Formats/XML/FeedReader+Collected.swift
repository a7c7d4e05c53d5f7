internal import Markup

/// Elements that are collected with everything in them before they are read.
extension FeedReader {
    /// Reads a collected element of an item or a feed.
    func read(_ element: ExtensionElement, _ tag: FeedTag) {
        if tag.isMedia {
            changeMedia { $0.read(tag, element, address) }
        } else if tag.isPlace {
            places = places ?? PlaceReading()
            places?.read(element)
        } else {
            let known = podcastImages.count
            changePodcast { $0.read(tag, element, address) }
            if tag == .podcastImage || tag == .podcastImages { usePodcastImages(from: known) }
        }
    }

    func changeMedia(_ change: (MediaState) -> Void) {
        let state = media ?? MediaState()
        media = state
        change(state)
    }

    /// Sets an identifier of YouTube.
    func setYouTube(_ field: WritableKeyPath<YouTube, String?>, _ text: ElementText) {
        guard let id = text.string else { return }
        var youtube = (isInItem ? item.item.youtube : parsed.feed.youtube) ?? YouTube()
        youtube[keyPath: field] = youtube[keyPath: field] ?? id
        if isInItem { item.item.youtube = youtube } else { parsed.feed.youtube = youtube }
    }

    /// Adds an element that is not read to those of the item or feed.
    func keep(_ element: ExtensionElement) {
        if isInItem { item.item.extensions.append(element) } else { parsed.feed.extensions.append(element) }
    }
}
