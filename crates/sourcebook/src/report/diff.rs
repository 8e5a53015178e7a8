//! What would change in a file: a unified diff, bounded in length and in time.

use std::time::Duration;

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::artifact::Artifact;
use crate::console::{ADDED, Console, DIM, HUNK, REMOVED, Verbosity};

/// Maximum number of lines of one file's diff without `--verbose`.
const MAX_LINES: usize = 40;

/// Maximum number of characters of a line; a longer one is cut.
const MAX_LINE_CHARACTERS: usize = 200;

/// After this time the diff is right but may be longer than it need be.
const PATIENCE: Duration = Duration::from_millis(300);

/// The difference between what was found and what should be there.
pub(super) fn unified(found: &[u8], artifact: &Artifact, console: &Console<'_>) -> String {
    let (Ok(old), Ok(new)) = (str::from_utf8(found), str::from_utf8(&artifact.contents)) else {
        return format!("  {} bytes on disk, {} made\n", found.len(), artifact.contents.len());
    };
    // Line endings are not compared, so they are not a difference to be shown.
    let old = old.replace("\r\n", "\n");
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .timeout(PATIENCE)
        .diff_lines(old.as_str(), new);
    let path = &artifact.path;
    let mut lines = vec![
        console.paint(REMOVED, &format!("--- {path} (on disk)")),
        console.paint(ADDED, &format!("+++ {path} (made now)")),
    ];
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(console.paint(HUNK, hunk.header().to_string().trim_end()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', Some(REMOVED)),
                ChangeTag::Insert => ('+', Some(ADDED)),
                ChangeTag::Equal => (' ', None),
            };
            let line = format!("{sign}{}", shorten(change.value().trim_end_matches('\n')));
            lines.push(style.map_or_else(|| line.clone(), |style| console.paint(style, &line)));
            if change.missing_newline() {
                lines.push(console.paint(DIM, "\\ no newline at the end"));
            }
        }
    }
    bounded(lines, console)
}

fn bounded(mut lines: Vec<String>, console: &Console<'_>) -> String {
    if console.verbosity < Verbosity::Verbose && lines.len() > MAX_LINES + 1 {
        let more = lines.len() - MAX_LINES;
        lines.truncate(MAX_LINES);
        lines.push(console.paint(DIM, &format!("… {more} more lines (use -v to show all)")));
    }
    lines.iter().fold(String::new(), |text, line| text + "  " + line + "\n")
}

/// A line without control characters, which could change how a terminal shows the rest.
fn shorten(line: &str) -> String {
    let plain = |c: char| {
        if c.is_control() && c != '\t' { '\u{fffd}' } else { c }
    };
    let mut characters = line.chars();
    let mut shown: String = characters.by_ref().take(MAX_LINE_CHARACTERS).map(plain).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
