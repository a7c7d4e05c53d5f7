/// Reads the place of an item or a feed from the elements of GeoRSS, GML and W3C Geo, in whatever order they stand. The first place counts.
///
/// Coordinates are degrees of WGS 84, latitude first (GeoRSS Simple; GeoRSS GML); those that are declared to be of another reference system
/// (`srsName`) and those out of range are ignored.
struct PlaceReading {
    private var place: Location?
    private var latitude: Double?
    private var longitude: Double?
    private var name: String?
    private var elevation: Double?
    private var radius: Double?

    /// The place that has been read; nil without any.
    var location: Location? {
        guard var location = place ?? Self.point(latitude, longitude) else { return nil }
        location.name = location.name ?? name
        location.elevationInMeters = location.elevationInMeters ?? elevation
        location.radiusInMeters = location.radiusInMeters ?? radius
        return location
    }

    /// Reads an element with everything in it.
    mutating func read(_ element: ExtensionElement, depth: Int = 0) {
        guard depth < 8, Self.isWGS84(element) else { return }
        let numbers = element.numbers
        switch element.localName {
        case "lat", "latitude": latitude = latitude ?? numbers.first
        case "long", "lon", "longitude": longitude = longitude ?? numbers.first
        case "lat_long": set(numbers, of: element)
        case "alt", "elev": elevation = elevation ?? numbers.first
        case "radius": radius = radius ?? numbers.first
        case "featurename": name = name ?? element.text
        case "point", "pos":
            if numbers.isEmpty { readChildren(element, depth) } else { set(numbers, of: element) }
        case "circle": if numbers.count >= 3 { set(Array(numbers[..<2]), of: element, radius: numbers[2]) }
        case "box": set(.box, Self.points(numbers, element), of: element)
        case "envelope":
            let corners = ["lowercorner", "uppercorner"].compactMap { element.child(anywhere: $0)?.numbers }
            if corners.count == 2 { set(.box, corners.compactMap { Self.points($0, element).first }, of: element) }
        case "line", "linestring": readShape(.line, element, depth)
        case "polygon": readShape(.polygon, element, depth)
        case "coordinates": setCoordinates(element, .line)
        case "poslist": set(.line, Self.points(numbers, element), of: element)
        default: readChildren(element, depth)
        }
    }

    private mutating func readChildren(_ element: ExtensionElement, _ depth: Int) {
        for child in element.children { read(child, depth: depth + 1) }
    }

    /// A line or polygon: its points are its text (GeoRSS Simple), or those of a list or of several points in it (GML).
    private mutating func readShape(_ kind: Location.Shape.Kind, _ element: ExtensionElement, _ depth: Int) {
        if !element.numbers.isEmpty { return set(kind, Self.points(element.numbers, element), of: element) }
        if let list = element.child(anywhere: "poslist") {
            if Self.isWGS84(list) { set(kind, Self.points(list.numbers, list), of: element) }
        } else if let list = element.child(anywhere: "coordinates") {
            setCoordinates(list, kind)
        } else {
            set(kind, element.all("pos").compactMap { Self.points($0.numbers, $0).first }, of: element)
        }
    }

    /// `gml:coordinates` of GML 2: tuples of x (longitude) and y.
    private mutating func setCoordinates(_ element: ExtensionElement, _ kind: Location.Shape.Kind) {
        let tuples = (element.text ?? "").split(whereSeparator: \.isWhitespace).map { $0.split(separator: ",").compactMap { Double($0) } }
        let points = tuples.compactMap { $0.count >= 2 ? Location.Shape.Point(latitude: $0[1], longitude: $0[0]) : nil }
        if points.count == 1 { set([points[0].latitude, points[0].longitude], of: element) } else { set(kind, points, of: element) }
    }

    private mutating func set(_ numbers: [Double], of element: ExtensionElement, radius: Double? = nil) {
        guard place == nil, numbers.count >= 2 else { return }
        let isReversed = Self.isLongitudeFirst(element)
        guard var location = Self.point(numbers[isReversed ? 1 : 0], numbers[isReversed ? 0 : 1]) else { return }
        if numbers.count == 3 { location.elevationInMeters = numbers[2] }
        location.radiusInMeters = radius.flatMap { $0 >= 0 ? $0 : nil }
        place = Self.described(location, element)
    }

    private mutating func set(_ kind: Location.Shape.Kind, _ points: [Location.Shape.Point], of element: ExtensionElement) {
        guard place == nil, points.count >= 2, points.allSatisfy({ Self.point($0.latitude, $0.longitude) != nil }) else { return }
        let (south, north) = Self.range(points.map(\.latitude))
        let (west, east) = kind == .box ? Self.sides(points) : Self.arc(points.map(\.longitude))
        let middle = (west + east) / 2
        guard var location = Self.point((south + north) / 2, middle > 180 ? middle - 360 : middle) else { return }
        if points.count <= 256 { location.shape = .init(kind: kind, points: points) }
        place = Self.described(location, element)
    }

    /// The attributes of GeoRSS Simple that say more about a place.
    private static func described(_ location: Location, _ element: ExtensionElement) -> Location {
        var location = location
        location.name = element["featurename"]
        location.elevationInMeters = location.elevationInMeters ?? element["elev"].flatMap(finite)
        location.radiusInMeters = location.radiusInMeters ?? element["radius"].flatMap(finite)
        return location
    }

    // MARK: Rules

    private static func finite(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

    private static func point(_ latitude: Double?, _ longitude: Double?) -> Location? {
        guard let latitude, let longitude, (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        return Location(latitude: latitude, longitude: longitude)
    }

    /// - Parameter element: its attribute `srsDimension` says how many numbers a point has.
    private static func points(_ numbers: [Double], _ element: ExtensionElement) -> [Location.Shape.Point] {
        let size = element["srsdimension"].flatMap { Int($0) } == 3 ? 3 : 2
        let isReversed = isLongitudeFirst(element)
        return stride(from: 0, to: numbers.count - 1, by: size).map { at in
            let (first, second) = (numbers[at], numbers[at + 1])
            return Location.Shape.Point(latitude: isReversed ? second : first, longitude: isReversed ? first : second)
        }
    }

    private static func range(_ values: [Double]) -> (Double, Double) { (values.min() ?? 0, values.max() ?? 0) }

    /// The western and the eastern side of a box. Where it lies across the antimeridian, 360 is added to the eastern one.
    private static func sides(_ corners: [Location.Shape.Point]) -> (Double, Double) {
        let (west, east) = (corners[0].longitude, corners[1].longitude)
        return west <= east ? (west, east) : (west, east + 360)
    }

    /// The shorter one of the two arcs that contain the longitudes: the one across the antimeridian, or the other.
    private static func arc(_ longitudes: [Double]) -> (Double, Double) {
        let (west, east) = range(longitudes)
        let (shiftedWest, shiftedEast) = range(longitudes.map { $0 < 0 ? $0 + 360 : $0 })
        return east - west < 360 && shiftedEast - shiftedWest < east - west ? (shiftedWest, shiftedEast) : (west, east)
    }

    /// Whether the coordinates of an element are degrees of WGS 84: no reference system is declared, or it is EPSG 4326 or 4979, or CRS 84.
    private static func isWGS84(_ element: ExtensionElement) -> Bool {
        guard let name = element["srsname"]?.lowercased() else { return true }
        return isLongitudeFirst(element) || name.hasSuffix("4326") || name.hasSuffix("4979") || name.contains("wgs84")
            || name.contains("wgs 84")
    }

    /// Whether an element is declared to be of CRS 84, which has the axes of WGS 84 in the other order (OGC 06-042, B.3).
    private static func isLongitudeFirst(_ element: ExtensionElement) -> Bool {
        element["srsname"]?.uppercased().hasSuffix("CRS84") ?? false
    }
}

extension ExtensionElement {
    /// The numbers in the text.
    fileprivate var numbers: [Double] {
        (text ?? "").split { $0.isWhitespace || $0 == "," || $0 == ";" }.prefix(100_000).compactMap { Double($0) }.filter(\.isFinite)
    }
}
