import Testing

@testable import Syndication

@Suite("Places")
struct PlaceTests {
    private func place(_ elements: String) throws -> Location? { try Modules.item(elements).location }

    @Test(
        "a point has many forms",
        arguments: [
            "<geo:lat>45.25</geo:lat><geo:long>-71.5</geo:long>", "<geo:long>-71.5</geo:long><geo:lat>45.25</geo:lat>",
            "<geo:Point><geo:long>-71.5</geo:long><geo:lat>45.25</geo:lat></geo:Point>", "<geo:lat_long>45.25,-71.5</geo:lat_long>",
            "<icbm:longitude>-71.5</icbm:longitude><icbm:latitude>45.25</icbm:latitude>", "<georss:point>45.25 -71.5</georss:point>",
            "<georss:point> 45.25, -71.5 </georss:point>",
            "<georss:where><gml:Point><gml:pos>45.25 -71.5</gml:pos></gml:Point></georss:where>",
            "<georss:where><gml:Point srsName='urn:ogc:def:crs:EPSG::4326'><gml:pos>45.25 -71.5</gml:pos></gml:Point></georss:where>",
            "<georss:where><gml:Point srsName='urn:ogc:def:crs:OGC:1.3:CRS84'><gml:pos srsName='CRS84'>-71.5 45.25</gml:pos></gml:Point></georss:where>",
            "<georss:where><gml:Point><gml:coordinates>-71.5,45.25</gml:coordinates></gml:Point></georss:where>",
            "<georss:point>145 -71</georss:point><georss:point>45.25 -71.5</georss:point>",
        ])
    func points(_ elements: String) throws {
        #expect(try place(elements) == Location(latitude: 45.25, longitude: -71.5))
        #expect(try Modules.feed("<title>t</title>" + elements).location == Location(latitude: 45.25, longitude: -71.5))
    }

    @Test(
        "a shape has its center, across the antimeridian too",
        arguments: [
            ("<georss:box>10 20 30 40</georss:box>", 20, 30), ("<georss:box>-18 177 -16 -178</georss:box>", -17, 179.5),
            ("<georss:box>-18 170 -16 -178</georss:box>", -17, 176), ("<georss:box>-18 179 -16 -170</georss:box>", -17, -175.5),
            ("<georss:box>-90 -180 90 180</georss:box>", 0, 0), ("<georss:line>0 0 10 20</georss:line>", 5, 10),
            ("<georss:polygon>0 170 0 -170 10 -170 10 170 0 170</georss:polygon>", 5, 180),
            ("<georss:polygon>0 -180 0 180 10 180 0 -180</georss:polygon>", 5, 0),
            (
                "<georss:where><gml:Envelope><gml:lowerCorner>42 -71</gml:lowerCorner><gml:upperCorner>43 -69</gml:upperCorner></gml:Envelope></georss:where>",
                42.5, -70
            ),
            ("<georss:where><gml:LineString><gml:posList>0 0 10 20</gml:posList></gml:LineString></georss:where>", 5, 10),
            (
                "<georss:where><gml:LineString><gml:posList srsDimension='3'>0 0 99 10 20 99</gml:posList></gml:LineString></georss:where>",
                5, 10
            ),
            (
                "<georss:where><gml:Polygon><gml:exterior><gml:LinearRing><gml:pos>0 0</gml:pos><gml:pos>10 20</gml:pos></gml:LinearRing></gml:exterior></gml:Polygon></georss:where>",
                5, 10
            ),
        ] as [(String, Double, Double)])
    func shapes(_ elements: String, _ latitude: Double, _ longitude: Double) throws {
        let place = try #require(try place(elements))
        #expect(place.latitude == latitude)
        #expect(place.longitude == longitude)
        #expect(place.shape != nil)
    }

    @Test(
        "coordinates that are no degrees of WGS 84, or no coordinates, are ignored",
        arguments: [
            "<georss:where><gml:Point srsName='EPSG:32632'><gml:pos>45.2 71.9</gml:pos></gml:Point></georss:where>",
            "<georss:where><gml:Point><gml:pos srsName='urn:ogc:def:crs:EPSG::27700'>45.2 71.9</gml:pos></gml:Point></georss:where>",
            "<georss:where srsName='EPSG:3857'><gml:Point><gml:pos>45.2 71.9</gml:pos></gml:Point></georss:where>",
            "<geo:lat>45.25</geo:lat>", "<geo:long>10</geo:long>", "<georss:point>91 0</georss:point>",
            "<georss:point>nan 0</georss:point>",
            "<georss:box>0 0 100 10</georss:box>", "<georss:circle>1 2</georss:circle>", "<georss:line>1 2</georss:line>", "<georss:box/>",
            "<georss:where/>", "<x:place><geo:lat>1</geo:lat><geo:long>2</geo:long></x:place>",
        ])
    func none(_ elements: String) throws {
        #expect(try place(elements) == nil)
    }

    @Test("latitude and longitude of two items do not make one place")
    func items() throws {
        let items = try read(Modules.document("<item><geo:lat>1</geo:lat></item><item><geo:long>2</geo:long></item>")).items
        #expect(items.map(\.location) == [nil, nil])
    }

    @Test("a place has a name, an elevation and a radius, in elements or attributes")
    func descriptions() throws {
        let circle = try #require(
            try place(
                "<georss:featureName>Varna</georss:featureName><georss:circle>45.25 -71.5 500</georss:circle><georss:elev>12</georss:elev>")
        )
        #expect((circle.name, circle.elevationInMeters, circle.radiusInMeters) == ("Varna", 12, 500))
        let point = try #require(try place("<georss:point featurename='Varna' elev='12.5' radius='500'>45.25 -71.5</georss:point>"))
        #expect((point.name, point.elevationInMeters, point.radiusInMeters) == ("Varna", 12.5, 500))
        let alt = try #require(try place("<geo:lat>1</geo:lat><geo:long>2</geo:long><geo:alt>7</geo:alt>"))
        #expect(alt.elevationInMeters == 7)
        let pos = try #require(try place("<georss:where><gml:Point><gml:pos>42.3 -156.2 45</gml:pos></gml:Point></georss:where>"))
        #expect(pos.elevationInMeters == 45)
    }

    @Test("a shape is written with its points, unless it has too many")
    func output() throws {
        #expect(
            Modules.output("<item><georss:line>0 0 10 20.5</georss:line></item>").contains(
                """
                "location":{"latitude":5,"longitude":10.25,"shape":"line",\
                "points":[{"latitude":0,"longitude":0},{"latitude":10,"longitude":20.5}]}
                """))
        let place = try #require(try place("<georss:polygon>\((0..<300).map { _ in "1 2" }.joined(separator: " "))</georss:polygon>"))
        #expect(place == Location(latitude: 1, longitude: 2))
    }
}
