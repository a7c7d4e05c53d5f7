import Configuration
import Store
import Transfer
import WebAddress

/// Where the document of a poll comes from.
extension SourcePoll {
    /// Gets the document from where the source has it, and has it converted where the source says so.
    ///
    /// - Throws: `CancellationError` alone.
    func fetch(_ source: Source, _ state: SourceState, _ cause: PollCause, _ turn: Request.RedirectTurn?) async throws -> PollResponse {
        if cause == .due { await budget.room() }
        do {
            if source.reading.obeysRobots, !source.isLocal,
                let refusal = try await lists.refusal(of: state.document.movedURL ?? source.url, source)
            {
                return .failed(PollFailure(refusal))
            }
            let response =
                switch source.origin {
                case .url: try await download(source, state, cause, turn)
                case .program(let command): try await run(command, of: source)
                }
            let answer = PollResponse(response, to: state, now: time.now())
            guard case .document(var document, let digest) = answer else { return answer }
            if let converter = source.converter { document = try await convert(document, with: converter, of: source) }
            if source.reading == .sitemap {
                document = try await SitemapGathering(self, source, state, cause, turn).gather(document)
            }
            return .document(document, digest: digest)
        } catch TransferError.cancelled {
            throw CancellationError()
        } catch let error as TransferError {
            return .failed(PollFailure(.transfer(error)))
        }
    }

    private func download(
        _ source: Source, _ state: SourceState, _ cause: PollCause, _ turn: Request.RedirectTurn?
    ) async throws -> Response {
        // Sources that were moved to one host wait for its turn, as all who ask it.
        if let turn, let host = state.document.movedURL.flatMap({ WebURL($0)?.hostName }), host != source.host {
            try await Self.wait(for: turn, at: host)
        }
        return try await fetcher.fetch(
            Request(
                url: state.document.movedURL ?? source.url, validators: state.document.validators, timeout: source.timeout,
                bodyLimit: source.maxBody, allowsFile: source.isLocal, allowsPrivateAddresses: source.allowPrivateAddresses,
                isUrgent: cause > .due, redirectTurn: turn))
    }

    /// - Throws: `CancellationError` where feedd is stopping; `onHold` where the host asked for no requests.
    static func wait(for turn: Request.RedirectTurn, at host: String) async throws {
        switch await turn(host) {
        case .granted: break
        case .onHold(let rest): throw TransferError.onHold(host: host, rest: rest)
        case .refused: throw CancellationError()
        }
    }

    /// The response that a server with the program's output would give.
    private func run(_ command: ProgramCommand, of source: Source) async throws -> Response {
        let body = try await programs.run(command, environment: ["FEEDD_SOURCE": source.name], limits: ProgramLimits(of: source))
        return Response(status: 200, url: "", body: body)
    }

    /// The response with what the converter makes of its body. The digest stays that of the document that was fetched, so that the converter runs only
    /// when that changes.
    private func convert(_ response: Response, with converter: ProgramCommand, of source: Source) async throws -> Response {
        var converted = response
        converted.body = try await programs.run(
            converter, input: response.body.bytes, environment: ConverterEnvironment.variables(of: source, response),
            limits: ProgramLimits(of: source))
        // Type and encoding were those of the document that was fetched.
        converted.headers = Headers(response.headers.fields.filter { $0.name.lowercased() != "content-type" })
        return converted
    }
}

extension ProgramLimits {
    init(of source: Source) {
        self.init(time: source.timeout, output: source.maxBody, memory: source.maxMemory)
    }
}
