//! Prompts: what a terminal prints before a command.

use super::Style;

/// Where the commands begin behind the prompts of a text; none where it has no prompts.
pub(super) fn prompted_lines(text: &str, style: Style) -> Option<Vec<usize>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim_start();
    let weak = WEAK_PROMPTS.into_iter().find(|prompt| {
        let is_likely = *prompt != "# " || style == Style::Session && !has_sentences(text);
        is_likely && first.starts_with(prompt)
    });
    let starts = |length: &dyn Fn(&str) -> Option<usize>| {
        let mut at = 0;
        let mut starts = Vec::new();
        for line in text.split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            if let Some(length) = length(&line[indent..]) {
                starts.push(at + indent + length);
            }
            at += line.len();
        }
        (!starts.is_empty()).then_some(starts)
    };
    let weak_length = |line: &str| line.starts_with(weak?).then_some(weak?.len());
    starts(&strong_prompt).or_else(|| starts(&weak_length))
}

/// Whether a line behind `# ` begins as a sentence does: then these lines are comments.
fn has_sentences(text: &str) -> bool {
    let comments = text.lines().filter_map(|line| line.trim_start().strip_prefix("# "));
    comments.into_iter().any(|comment| comment.starts_with(|letter: char| letter.is_uppercase()))
}

/// Prompts that something else can begin with as well.
const WEAK_PROMPTS: [&str; 3] = ["% ", "> ", "# "];

/// The length of a prompt that nothing else begins with.
fn strong_prompt(line: &str) -> Option<usize> {
    for prompt in ["$ ", "➜ ", "❯ ", "PS> "] {
        if let Some(rest) = line.strip_prefix(prompt) {
            // A prompt that somebody wrote where a program writes one as well.
            let again = if rest.starts_with("$ ") { 2 } else { 0 };
            return Some(prompt.len() + again);
        }
    }
    if line.starts_with("PS ") || line.as_bytes().get(1..3) == Some(b":\\") {
        let end = line.find('>').filter(|end| line[..*end].contains(":\\"))?;
        return Some(end + 1);
    }
    // `user@host:~$ ` and `[user@host folder]# `
    let end = line.find(['$', '#']).filter(|end| line[*end + 1..].starts_with(' '))?;
    let before = &line[..end];
    let is_session = before.contains('@') && !before.contains(['"', '\'', '=']);
    let is_one = before.starts_with('[') && before.trim_end().ends_with(']')
        || !before.contains(char::is_whitespace);
    (is_session && is_one).then_some(end + 2)
}
