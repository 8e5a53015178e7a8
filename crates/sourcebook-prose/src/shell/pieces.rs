//! The pieces of a word: letters, quotes, variables and placeholders.

use super::reader::Reader;
use super::{FaultKind, Style, Word};

impl Reader<'_> {
    /// Reads the piece of a word that begins with a byte; false where the word ends before it.
    pub(super) fn piece(&mut self, word: &mut Word, byte: u8) -> bool {
        let is_escape = byte == self.style.escape();
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b'&' | b'(' | b')' => return false,
            b'<' | b'>' => match self.placeholder() {
                Some(end) => self.wild_to(word, end),
                None => return false,
            },
            _ if is_escape => return self.escaped(word),
            b'\'' => self.single_quoted(word),
            b'"' => self.double_quoted(word),
            b'`' if self.style != Style::PowerShell => {
                // The backtick that ends a substitution ends the word as well.
                if self.is_in_backticks() {
                    return false;
                }
                self.substituted(word);
            }
            b'$' => self.dollar(word),
            _ => self.letters(word, byte),
        }
        true
    }

    /// A letter that an escape takes as it is; false at the end of a continued line.
    fn escaped(&mut self, word: &mut Word) -> bool {
        if let Some(length) = self.continuation() {
            self.at += length;
            return !matches!(self.peek(), None | Some(b' ' | b'\t'));
        }
        self.at += 1;
        self.letter(word);
        true
    }

    /// Takes one letter as it is.
    fn letter(&mut self, word: &mut Word) {
        let rest = &self.text[self.at..];
        let length = rest.chars().next().map_or(0, char::len_utf8);
        word.push(&rest[..length], self.at);
        self.at += length;
    }

    /// Letters that mean themselves, and those that can stand for anything.
    fn letters(&mut self, word: &mut Word, byte: u8) {
        let rest = &self.text[self.at..];
        let is_first = self.at == word.range.start;
        if let Some(end) = wild_length(rest, is_first, self.style) {
            return self.wild_to(word, self.at + end);
        }
        if !byte.is_ascii_alphanumeric() && byte.is_ascii() {
            return self.letter(word);
        }
        let is_letter = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
        let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
        if end == 0 {
            return self.letter(word);
        }
        word.push(&rest[..end], self.at);
        self.at += end;
    }

    /// Takes what is written up to a place, which can stand for anything.
    fn wild_to(&mut self, word: &mut Word, end: usize) {
        word.set_wild();
        word.push(&self.text[self.at..end], self.at);
        self.at = end;
    }

    fn single_quoted(&mut self, word: &mut Word) {
        let start = self.at + 1;
        word.is_quoted = true;
        let Some(end) = self.closing_quote(b'\'') else { return self.open_quote(word) };
        self.quoted_text(word, start, end);
        self.at = end + 1;
    }

    /// Text in quotes; placeholders in it stand for anything as well.
    fn quoted_text(&mut self, word: &mut Word, start: usize, end: usize) {
        let text = &self.text[start..end];
        if let Some(wild) = wild_in_quotes(text) {
            word.push(&text[..wild], start);
            word.set_wild();
            word.push(&text[wild..], start + wild);
        } else {
            word.push(text, start);
        }
        word.range.end = word.range.end.max(end + 1);
    }

    fn double_quoted(&mut self, word: &mut Word) {
        word.is_quoted = true;
        if self.closing_quote(b'"').is_none() {
            return self.open_quote(word);
        }
        let quote = self.at;
        self.at += 1;
        let mut from = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.quoted_text(word, from, self.at);
                    self.at += 1;
                    return;
                }
                _ if byte == self.style.escape() && self.at + 1 < self.bytes.len() => {
                    self.quoted_text(word, from, self.at);
                    self.at += 1;
                    // The end of a line that is continued is no letter of the word.
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    } else {
                        self.letter(word);
                    }
                    from = self.at;
                }
                b'$' => {
                    self.quoted_text(word, from, self.at);
                    self.dollar(word);
                    from = self.at;
                }
                b'`' => {
                    self.quoted_text(word, from, self.at);
                    self.substituted(word);
                    from = self.at;
                }
                _ => self.at += 1,
            }
        }
        self.quoted_text(word, from.min(self.at), self.at);
        self.fault(FaultKind::OpenQuote, quote..quote + 1);
    }

    /// A quote that is not closed: the rest of the line belongs to the word, and no more.
    fn open_quote(&mut self, word: &mut Word) {
        self.fault(FaultKind::OpenQuote, self.at..self.at + 1);
        let rest = &self.text[self.at..];
        let end = self.at + rest.find('\n').unwrap_or(rest.len());
        self.wild_to(word, end);
    }

    /// Where the quote is closed that opens here.
    fn closing_quote(&mut self, quote: u8) -> Option<usize> {
        let known = &mut self.no_quotes_from[usize::from(quote == b'"')];
        if known.is_some_and(|from| self.at >= from) {
            return None;
        }
        let escape = (quote == b'"').then(|| self.style.escape());
        let mut at = self.at + 1;
        while let Some(byte) = self.bytes.get(at) {
            if *byte == quote {
                return Some(at);
            }
            at += if Some(*byte) == escape { 2 } else { 1 };
        }
        *known = Some(self.at);
        None
    }

    /// A variable, a substitution, or a dollar that means itself.
    fn dollar(&mut self, word: &mut Word) {
        let next = self.bytes.get(self.at + 1).copied();
        match next {
            Some(b'(') if self.bytes.get(self.at + 2) == Some(&b'(') => {
                let end = self.text[self.at..].find("))").map(|end| self.at + end + 2);
                self.wild_to(word, end.unwrap_or(self.text.len()));
            }
            Some(b'(') => self.substituted(word),
            Some(b'{') => {
                let end = self.text[self.at..].find('}').map(|end| self.at + end + 1);
                self.wild_to(word, end.unwrap_or(self.at + 2));
            }
            Some(b'\'' | b'"') => self.at += 1,
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                let rest = &self.bytes[self.at + 1..];
                // `$env:NAME` is one of PowerShell's.
                let is_name =
                    |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':');
                let length = rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len());
                self.wild_to(word, self.at + 1 + length);
            }
            Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'!' | b'$' | b'-') => {
                self.wild_to(word, self.at + 2);
            }
            _ => self.letter(word),
        }
    }

    /// The output of commands, which can be anything; the commands are read.
    fn substituted(&mut self, word: &mut Word) {
        let start = self.at;
        self.substitution();
        word.set_wild();
        word.push(&self.text[start..self.at], start);
    }
}

/// The length of a placeholder or a pattern at the start of a text that is in no quotes.
fn wild_length(text: &str, is_first: bool, style: Style) -> Option<usize> {
    let to = |end: &str| text.find(end).map(|at| at + end.len());
    match text.as_bytes().first()? {
        b'{' if text.starts_with("{{") => to("}}").or(Some(2)),
        // `{` alone is a word of the shell.
        b'{' if !text[1..].starts_with([' ', '\n']) && text.len() > 1 => {
            let line = text.lines().next().unwrap_or_default();
            Some(line.find('}').map_or(1, |end| end + 1))
        }
        b'[' if !text[1..].starts_with([' ', '[', '\n']) && text.len() > 1 => {
            let line = text.lines().next().unwrap_or_default();
            let end = line.find(']')?;
            // Beyond the first word only a placeholder has spaces: `[command to run]`.
            (is_first || !line[..end].contains(' ')).then_some(end + 1)
        }
        b'*' | b'?' => Some(1),
        b'.' if text.starts_with("...") => Some(3),
        b'%' if style == Style::Batch => {
            let name = text[1..].find('%').filter(|end| *end > 0)?;
            (!text[1..=name].contains(char::is_whitespace)).then_some(name + 2)
        }
        _ => text.starts_with('…').then_some('…'.len_utf8()),
    }
}

/// Where text in quotes begins to be anything.
fn wild_in_quotes(text: &str) -> Option<usize> {
    let placeholder = text.find('<').filter(|start| {
        let rest = &text[start + 1..];
        rest.starts_with(|letter: char| letter.is_alphanumeric()) && rest.contains('>')
    });
    [text.find("{{"), text.find('…'), text.find("..."), placeholder].into_iter().flatten().min()
}
