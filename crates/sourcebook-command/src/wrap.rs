//! Breaks texts into lines of a width, and indents them.

#[cfg(test)]
mod tests;

use crate::Profile;

/// Breaks a text into lines of at most `limit` characters (compatible profile) or columns of a
/// terminal (default profile).
///
/// Words are never split: a longer one stands on a line of its own. White space at a break goes
/// away, other white space and all line breaks of the text stay.
pub fn wrap(text: &str, limit: usize, profile: Profile) -> String {
    let mut wrapping = Wrapping { limit, profile, ..Wrapping::default() };
    wrapping.lines.reserve(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' => wrapping.line_break(),
            character if is_space(character) => wrapping.space(character),
            character => wrapping.letter(character),
        }
    }
    wrapping.finish()
}

/// Breaks a text into lines that fit `width` with `count` spaces before each; every line ends in a
/// line break, and empty lines have the spaces too.
pub fn indent(text: &str, count: usize, width: usize, profile: Profile) -> String {
    let wrapped = wrap(text, width.saturating_sub(count), profile);
    let mut indented = String::with_capacity(wrapped.len() + 16);
    for line in wrapped.split_terminator('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        indented.extend(std::iter::repeat_n(' ', count));
        indented.push_str(line);
        indented.push('\n');
    }
    indented
}

/// White space at which a line may be broken; a no-break space is none.
fn is_space(character: char) -> bool {
    character.is_whitespace() && character != '\u{a0}'
}

/// A text on its way into lines.
#[derive(Default)]
struct Wrapping {
    limit: usize,
    profile: Profile,
    lines: String,
    /// The width of what stands on the last of the lines.
    column: usize,
    space: Run,
    word: Run,
}

/// White space or a word that has no place yet.
#[derive(Default)]
struct Run {
    text: String,
    width: usize,
}

impl Run {
    fn push(&mut self, character: char, profile: Profile) {
        self.text.push(character);
        self.width += profile.width(character);
    }

    fn clear(&mut self) {
        self.text.clear();
        self.width = 0;
    }
}

impl Wrapping {
    /// Gives the white space and the word behind it their place.
    fn place(&mut self) {
        for run in [&mut self.space, &mut self.word] {
            self.lines.push_str(&run.text);
            self.column += run.width;
            run.clear();
        }
    }

    /// As [`Wrapping::place`]; white space at the end of a line is kept only where it fits.
    fn place_last(&mut self) {
        if self.word.text.is_empty() && self.column + self.space.width > self.limit {
            self.space.clear();
        }
        self.place();
    }

    fn line_break(&mut self) {
        self.place_last();
        self.lines.push('\n');
        self.column = 0;
    }

    fn space(&mut self, character: char) {
        if self.space.text.is_empty() || !self.word.text.is_empty() {
            self.place();
        }
        self.space.push(character, self.profile);
    }

    fn letter(&mut self, character: char) {
        self.word.push(character, self.profile);
        let needed = self.column + self.space.width + self.word.width;
        if needed > self.limit && self.word.width < self.limit {
            let is_empty = self.lines.is_empty() || self.lines.ends_with('\n');
            if !is_empty || self.profile.breaks_empty_lines() {
                self.lines.push('\n');
            }
            self.column = 0;
            self.space.clear();
        }
    }

    fn finish(mut self) -> String {
        self.place_last();
        self.lines
    }
}
