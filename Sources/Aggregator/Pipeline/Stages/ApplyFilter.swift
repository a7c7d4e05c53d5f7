import Filter

/// Finds out which items the source's filter drops: after what its site injected was removed, so that a rule does not hold because of a link to another
/// article.
struct ApplyFilter: Stage {
    func process(_ batch: inout Batch) {
        let rules = batch.source.filter
        if rules.isEmpty { return }
        let evaluator = FilterEvaluator(now: batch.polledAt)
        for index in batch.candidates.indices where !batch.candidates[index].isLeftOut {
            // The pipeline gives up behind this stage.
            if batch.deadline.isPassed { return }
            let candidate = batch.candidates[index]
            guard case .normalized(let normalized) = candidate.stage else { continue }
            let item = FilterSubject(candidate.cleaned.map(normalized.item.with) ?? normalized.item)
            let verdict = rules.verdict(on: item, with: evaluator)
            if verdict == .undecided { batch.undecided += 1 }
            guard verdict.drops else { continue }
            let mayPass = candidate.page != nil && !rules.verdict(on: item, with: evaluator, awaitsPage: true).drops
            batch.candidates[index].filtering = mayPass ? .droppedWithoutPage : .dropped
        }
    }
}
