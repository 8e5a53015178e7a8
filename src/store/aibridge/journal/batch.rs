//! What is written together, sorted by the tables that it goes to.

use uuid::Uuid;

use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Detail, Ended, Entry, Prompt, PromptResponse, Started, ToolUsage};

/// Maximum number of rows that one statement writes; both databases limit the number of its
/// arguments.
const MAX_ROWS: usize = 512;

/// Entries, sorted by the tables that they go to.
pub(super) struct RowBatch<'e> {
    pub(super) server: Uuid,
    /// Those without a prompt.
    pub(super) started: Vec<&'e Started>,
    pub(super) prompted: Vec<(&'e Started, &'e Prompt)>,
    /// Each with the mark whether it must not have ended already.
    pub(super) ended: Vec<(&'e Ended, bool)>,
    pub(super) forgotten: Vec<Uuid>,
    pub(super) answered: Vec<&'e PromptResponse>,
    pub(super) responses: Vec<(&'e Ended, &'e String)>,
    pub(super) usages: Vec<(&'e Ended, &'e Detail<TokenUsage>)>,
    pub(super) tools: Vec<(&'e Ended, &'e Detail<ToolUsage>)>,
}

impl<'e> RowBatch<'e> {
    pub(super) fn new(entries: &'e [Entry], server: Uuid) -> Self {
        let (mut started, mut prompted) = (Vec::new(), Vec::new());
        let (mut ended, mut forgotten) = (Vec::new(), Vec::new());
        for entry in entries {
            match entry {
                Entry::Started(one) => match &one.prompt {
                    Some(prompt) => prompted.push((one, prompt)),
                    None => started.push(one),
                },
                Entry::Ended(one) => ended.push((one, false)),
                Entry::Interrupted(one) => ended.push((one, true)),
                Entry::Forgotten(id) => forgotten.push(*id),
            }
        }
        let answered = ended.iter().filter_map(|(one, _)| one.prompt_response.as_ref());
        let responses =
            ended.iter().flat_map(|(one, _)| one.responses.iter().map(|part| (*one, part)));
        let usages = ended.iter().flat_map(|(one, _)| one.usages.iter().map(|part| (*one, part)));
        let tools = ended.iter().flat_map(|(one, _)| one.tools.iter().map(|part| (*one, part)));
        Self {
            server,
            answered: answered.collect(),
            responses: responses.collect(),
            usages: usages.collect(),
            tools: tools.collect(),
            started,
            prompted,
            ended,
            forgotten,
        }
    }
}

/// The rows in as few parts as there are whose sizes are powers of two: so there are ten statements
/// for each table, and not one for each number of rows, and connections keep them prepared.
pub(super) fn by_powers<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = 1 << rows.len().min(MAX_ROWS).checked_ilog2()?;
        let (part, rest) = rows.split_at(size);
        rows = rest;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_ROWS, by_powers};

    #[test]
    fn every_row_stands_in_one_part_whose_size_is_a_power_of_two() {
        for count in [0, 1, 2, 7, 511, 512, 513, 3_000] {
            let rows: Vec<usize> = (0..count).collect();
            let parts: Vec<&[usize]> = by_powers(&rows).collect();
            assert_eq!(parts.concat(), rows);
            let fits = |part: &&[usize]| part.len().is_power_of_two() && part.len() <= MAX_ROWS;
            assert!(parts.iter().all(fits), "{count}");
        }
    }
}
