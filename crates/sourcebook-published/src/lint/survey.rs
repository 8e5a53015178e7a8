//! Finds, in one look at the bytes, the lines that the line rules have to visit.

use memchr::{memchr_iter, memmem};

use super::{character::is_space, page::Page};

/// The lines on which a line rule may find something, each list in order.
#[derive(Default)]
pub(super) struct Survey {
    /// Lines that end in white space.
    pub(super) trailing_space: Vec<usize>,
    /// Lines with a tab.
    pub(super) tabs: Vec<usize>,
    /// Blank lines after a blank line.
    pub(super) repeated_blanks: Vec<usize>,
    /// Lines that start with `#`.
    pub(super) hashes: Vec<usize>,
    /// Lines with `)[`.
    pub(super) reversed_links: Vec<usize>,
}

impl Survey {
    pub(super) fn of(page: &Page) -> Self {
        let visible = page.visible().as_bytes();
        let mut survey = Self {
            tabs: lines_of(page, memchr_iter(b'\t', visible)),
            reversed_links: lines_of(page, memmem::find_iter(visible, ")[")),
            ..Self::default()
        };
        survey.look_at_lines(page);
        survey
    }

    fn look_at_lines(&mut self, page: &Page) {
        let mut after_blank = false;
        for number in 0..page.line_count() {
            let range = page.range(number);
            let bytes = &page.visible().as_bytes()[range];
            let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
                if after_blank {
                    self.repeated_blanks.push(number);
                }
                after_blank = true;
                continue;
            };
            if first == b'#' {
                self.hashes.push(number);
            }
            let ends_in_space =
                (last <= b' ' || !last.is_ascii()) && page.line(number).ends_with(is_space);
            if ends_in_space {
                self.trailing_space.push(number);
            }
            let is_blank = ends_in_space && page.line(number).chars().all(is_space);
            if is_blank && after_blank {
                self.repeated_blanks.push(number);
            }
            after_blank = is_blank;
        }
    }
}

/// The lines of some ascending offsets, each once.
fn lines_of(page: &Page, offsets: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut lines: Vec<usize> = offsets.map(|offset| page.line_at(offset)).collect();
    lines.dedup();
    lines
}
