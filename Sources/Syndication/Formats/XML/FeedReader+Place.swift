/// The elements of GeoRSS, GML and W3C Geo.
extension FeedReader {
    func endInPlace(_ tag: FeedTag, _ text: ElementText) {
        let numbers = (text.string ?? "").split { $0.isWhitespace || $0 == "," }.compactMap { Double($0) }.filter(\.isFinite)
        switch tag {
        case .geoLat: latitude = numbers.first
        case .geoLong: if let latitude, let longitude = numbers.first { place(latitude, longitude) }
        case .georssPoint, .gmlPos, .geoPoint: if numbers.count >= 2 { place(numbers[0], numbers[1]) }
        case .georssLine, .georssPolygon, .gmlPosList, .georssBox:
            // The center of the bounding box of the points.
            let latitudes = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
            let longitudes = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
            guard let south = latitudes.min(), let north = latitudes.max(), let west = longitudes.min(), let east = longitudes.max() else {
                return
            }
            place((south + north) / 2, (west + east) / 2)
        default: break
        }
    }

    private func place(_ latitude: Double, _ longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return }
        let location = Location(latitude: latitude, longitude: longitude)
        if isInItem { item.item.location = item.item.location ?? location } else { parsed.feed.location = parsed.feed.location ?? location }
    }
}
