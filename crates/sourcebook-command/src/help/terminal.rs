//! The width of the terminal that a person looks at.

use super::WIDTH;

/// Narrower than this, words would stand alone on their lines.
const NARROWEST: usize = 40;

/// Wider than this, lines are hard to follow.
const WIDEST: usize = 100;

/// The columns for texts on standard output: those of its terminal, within reason, else 80.
pub fn terminal_width() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}
