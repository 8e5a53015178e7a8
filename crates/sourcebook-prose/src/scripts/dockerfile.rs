//! Commands in Dockerfiles.

use crate::mapped::Mapped;

/// The commands of `RUN`, `CMD` and `ENTRYPOINT`, in either form.
pub(super) fn commands(block: &Mapped) -> Vec<Mapped> {
    let text = block.text();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = logical_line(text, at);
        let line = &text[at..end];
        let indent = line.len() - line.trim_start().len();
        let word = line.split_whitespace().next().unwrap_or_default();
        if matches!(word, "RUN" | "CMD" | "ENTRYPOINT") {
            let start = at + indent + word.len();
            let arguments = &text[start..end];
            if arguments.trim_start().starts_with('[') {
                found.push(words(block, start, end));
            } else {
                let start = start + (arguments.len() - arguments.trim_start().len());
                found.push(block.part(start..end.max(start)));
            }
        }
        at = end;
    }
    found
}

/// Where a line ends that may be continued.
fn logical_line(text: &str, start: usize) -> usize {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        at += line.len();
        if !line.trim_end().ends_with('\\') {
            break;
        }
    }
    at
}

/// A list of strings as a command line: each in single quotes.
pub(super) fn words(block: &Mapped, start: usize, end: usize) -> Mapped {
    let text = &block.text()[start..end];
    let mut line = Mapped::default();
    let mut from = 0;
    while let Some((quote_at, quote)) =
        text[from..].char_indices().find(|(_, letter)| matches!(letter, '"' | '\''))
    {
        let begin = from + quote_at + 1;
        let Some(length) = text[begin..].find(quote) else { break };
        let (first, last) = (start + begin, start + begin + length);
        let is_plain = !text[begin..begin + length].contains(['\'', '\\']);
        if is_plain {
            line.push_other("'", block.span(first - 1..first));
            line.push_part(block, first..last);
            line.push_other("' ", block.span(last..last + 1));
        }
        from = begin + length + 1;
    }
    line
}
