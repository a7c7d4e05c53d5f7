import Bytes

extension ConfigurationReader {
    /// - Parameter directory: what relative file URLs start from.
    mutating func readSource(_ table: TOMLTable, number: Int, file: SourceFile, directory: String, settings inherited: SourceSettings) {
        var title = "[[source]] number \(number)"
        if case .string(let name)? = table["name"]?.value, !name.isEmpty { title = "[[source]] '\(name.printable)'" }
        let reader = TableReader(table: table, place: "in " + title, file: file.name, places: places[file.name] ?? StringPlaces())
        Schema.source.check(reader, into: &diagnostics)
        let name = readName(reader)
        var settings = inherited
        settings.read(reader, into: &diagnostics)
        let origin = readOrigin(reader, file: file, directory: directory, allowsPrivateAddresses: settings.allowPrivateAddresses)
        let converter = readCommand("convert", reader, directory: directory)
        let reading = readReading(reader)
        if let name, let origin, let reading, !reader.has("convert") || converter != nil {
            configuration.sources.append(Source(name: name, origin: origin, converter: converter, reading: reading, settings: settings))
        }
    }

    /// `url` or `exec`, of which there has to be one.
    private mutating func readOrigin(
        _ table: TableReader, file: SourceFile, directory: String, allowsPrivateAddresses: Bool
    ) -> SourceOrigin? {
        guard table.has("exec") else {
            return readURL(table, file: file, directory: directory, allowsPrivateAddresses: allowsPrivateAddresses).map { .url($0) }
        }
        if table.has("url") {
            diagnostics.error(
                table.file, table.position(of: "exec"), "both 'url' and 'exec' are set \(table.place)",
                "remove one: the document comes from a URL, or from a program; 'convert' runs a program on what the URL gives")
        }
        return readCommand("exec", table, directory: directory).map { .program($0) }
    }

    // MARK: - Names

    private mutating func readName(_ table: TableReader) -> String? {
        let place = Place(file: table.file, position: table.position(of: "name"))
        guard table.has("name") else {
            if !Schema.source.isMisspelt("name", in: table.table) {
                diagnostics.error(
                    place.file, place.position, "'name' is missing \(table.place)", "add a unique one, such as name = \"example\"")
            }
            return nil
        }
        guard let name = table.string("name", example: "example", into: &diagnostics) else { return nil }
        if name.isEmpty {
            diagnostics.error(place.file, place.position, "'name' \(table.place) is empty", "write a unique one, such as \"example\"")
        } else if !name.utf8.allSatisfy(Self.isAllowedInName) {
            let meant = String(name.unicodeScalars.map { $0.isASCII && Self.isAllowedInName(UInt8($0.value)) ? Character($0) : "-" })
            diagnostics.error(
                place.file, place.position, "'name' \(table.place) holds other characters than ASCII letters, digits, '-', '_' and '.'",
                meant.count { $0 != "-" } * 2 > name.count ? "write \"\(meant.printable)\", for example" : nil)
        } else if name.utf8.count > 128 {
            diagnostics.error(place.file, place.position, "'name' \(table.place) is longer than 128 characters", "shorten it")
        } else if let first = names.add(name, at: place) {
            let places = ": first at \(first.place.text)"
            if first.name == name {
                diagnostics.error(
                    place.file, place.position, "the name '\(name)' is used twice\(places)", "rename one of the two sources")
            } else {
                diagnostics.warning(
                    place.file, place.position, "the names '\(first.name)' and '\(name)' differ only in case\(places)",
                    "rename one of the two sources, if they are not meant as one")
                return name
            }
        } else {
            if name == "." || name == ".." {
                diagnostics.warning(
                    place.file, place.position, "'name' \(table.place) means a directory where names become paths or URLs", "choose another"
                )
            }
            return name
        }
        return nil
    }

    private static func isAllowedInName(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    // MARK: - URLs

    private mutating func readURL(
        _ table: TableReader, file: SourceFile, directory: String, allowsPrivateAddresses: Bool
    ) -> SourceURL? {
        let place = Place(file: table.file, position: table.position(of: "url"))
        guard table.has("url") else {
            if !Schema.source.isMisspelt("url", in: table.table) {
                diagnostics.error(
                    place.file, place.position, "'url' is missing \(table.place)",
                    "add the feed's, such as url = \"https://example.org/feed.xml\"")
            }
            return nil
        }
        guard let text = table.string("url", example: "https://example.org/feed.xml", into: &diagnostics) else { return nil }
        do {
            let address = try SourceURL(text, relativeTo: directory)
            if let first = urls[address.text] {
                diagnostics.warning(
                    place.file, place.position, "'url' \(table.place) is that of another source: first at \(first.text)",
                    "remove one of the two")
            } else {
                urls[address.text] = place
            }
            for doubt in URLDoubt.all(of: address, written: text, allowsPrivateAddresses: allowsPrivateAddresses) {
                diagnostics.warning(place.file, place.position, "'url' \(table.place) \(doubt.message)", doubt.suggestion)
            }
            checkPassword(of: address, table, file: file, place)
            return address
        } catch {
            diagnostics.error(
                place.file, place.position, "'url' \(table.place) cannot be polled: \(error.message)",
                EscapeHint.suggestion(for: text) ?? error.suggestion)
            return nil
        }
    }

    /// Warns of a URL whose password others can read.
    private mutating func checkPassword(of address: SourceURL, _ table: TableReader, file: SourceFile, _ place: Place) {
        // Once a file: the permissions are the file's.
        if file.isWorldReadable, URLDoubt.hasPassword(address), exposed.insert(file.name).inserted {
            diagnostics.warning(
                place.file, place.position, "'url' \(table.place) holds a password, and every user of this machine can read the file",
                "chmod o-r \(file.name.printable), and let feedd's user read it by its group")
        }
    }
}
