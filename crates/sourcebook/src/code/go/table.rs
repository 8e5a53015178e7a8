//! The rows of a map, in the columns in which `gofmt` puts them.

/// Keys of at most so many bytes share their columns, whatever they are like.
const SMALL: usize = 40;

/// How many times longer or shorter than the keys above a longer key may be to share their columns.
const RATIO: f64 = 2.5;

/// Rows of literals: `key: {values},`, indented twice. A row stands in columns with those above it
/// unless the length of its key differs too much from their geometric mean (`exprList` in Go's
/// `go/printer`).
pub(super) fn table(rows: &[(String, String)]) -> String {
    let mut text = String::new();
    let mut start = 0;
    let mut logarithms = 0.0;
    for (at, (key, _)) in rows.iter().enumerate() {
        if at > start && !fits(rows[at - 1].0.len(), key.len(), logarithms, at - start) {
            push_columns(&mut text, &rows[start..at]);
            (start, logarithms) = (at, 0.0);
        }
        logarithms += length(key.len()).ln();
    }
    push_columns(&mut text, &rows[start..]);
    text
}

/// Whether a key stands in columns with those above.
fn fits(above: usize, key: usize, logarithms: f64, count: usize) -> bool {
    if above <= SMALL && key <= SMALL {
        return true;
    }
    let ratio = length(key) / (logarithms / length(count)).exp();
    RATIO * ratio > 1.0 && ratio < RATIO
}

/// A length that is far below the greatest number.
fn length(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn push_columns(text: &mut String, rows: &[(String, String)]) {
    let width = rows.iter().map(|(key, _)| key.chars().count()).max().unwrap_or_default();
    for (key, values) in rows {
        let spaces = " ".repeat(width - key.chars().count() + 1);
        text.push_str(&format!("\t\t{key}:{spaces}{{{values}}},\n"));
    }
}
