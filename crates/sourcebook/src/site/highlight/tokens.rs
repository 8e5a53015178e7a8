//! Reads code of one language token by token.

use super::languages::{Language, Manner, Quotes};
use super::{Class, Pieces};

/// The pieces of a code.
pub(super) fn read<'t>(language: &Language, code: &'t str) -> Pieces<'t> {
    let mut reader = Reader {
        language,
        code,
        at: 0,
        begins: true,
        line_begins: true,
        in_tag: false,
        pieces: Vec::new(),
    };
    while reader.at < code.len() {
        reader.step();
    }
    reader.pieces
}

struct Reader<'l, 't> {
    language: &'l Language,
    code: &'t str,
    at: usize,
    /// Whether a command begins here.
    begins: bool,
    /// Whether nothing but white space and `-` stands before on the line.
    line_begins: bool,
    /// Whether a tag is open.
    in_tag: bool,
    pieces: Pieces<'t>,
}

impl<'t> Reader<'_, 't> {
    fn step(&mut self) {
        let rest = &self.code[self.at..];
        let Some(letter) = rest.chars().next() else { return };
        let manner = self.language.manner;
        if letter == '\n' {
            self.begins |= !self.code[..self.at].ends_with('\\');
            self.line_begins = true;
            self.take(1, None);
        } else if letter.is_whitespace() {
            self.take(letter.len_utf8(), None);
        } else if let Some(length) = self.comment(rest) {
            self.take(length, Some(Class::Comment));
        } else if manner == Manner::Tags && !self.in_tag {
            self.text_of_tags(rest);
        } else if manner == Manner::Lines && self.line_begins && self.is_table(rest) {
            self.take(end_of_line(rest), Some(Class::Name));
        } else if let Some(quotes) = self.quotes(rest) {
            self.string(rest, quotes);
        } else if letter.is_ascii_digit() || is_negative(rest) && !self.follows_word() {
            self.number(rest);
        } else if letter.is_alphabetic() || letter == '_' {
            self.word(rest);
        } else {
            self.sign(rest, letter);
        }
    }

    fn take(&mut self, length: usize, class: Option<Class>) {
        self.pieces.push((class, &self.code[self.at..self.at + length]));
        self.at += length;
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        let before = self.code[..self.at].chars().next_back();
        let is_free = before.is_none_or(char::is_whitespace);
        let needs_space = matches!(self.language.manner, Manner::Shell | Manner::Lines);
        let mut marks = self.language.line_comments.iter();
        if (is_free || !needs_space) && marks.any(|mark| rest.starts_with(mark)) {
            return Some(end_of_line(rest));
        }
        let (open, close) = self.language.block_comment?;
        let inside = rest.strip_prefix(open)?;
        Some(inside.find(close).map_or(rest.len(), |end| open.len() + end + close.len()))
    }

    fn quotes(&self, rest: &str) -> Option<&'static Quotes> {
        let quotes = self.language.strings.iter().find(|quotes| rest.starts_with(quotes.mark))?;
        if quotes.mark != "'" {
            return Some(quotes);
        }
        // An apostrophe in a word is none of quotes: `don't`, and lifetimes of Rust.
        let string = string_end(rest, quotes).and_then(|end| rest.get(..end));
        let is_closed = string.is_some_and(|string| string.ends_with('\''));
        let is_too_long = quotes.is_letter
            && string.is_some_and(|string| !string.contains('\\') && string.chars().count() > 3);
        let is_apostrophe =
            !is_closed || is_too_long || (self.follows_word() && !self.has_prefix());
        (!is_apostrophe).then_some(quotes)
    }

    /// Whether a letter, a digit or `_` stands before.
    fn follows_word(&self) -> bool {
        let before = self.code[..self.at].chars().next_back();
        before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ')')
    }

    /// Whether what stands before is the prefix of a string: `f'…'`.
    fn has_prefix(&self) -> bool {
        let before = &self.code[..self.at];
        let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
        word.len() <= 2 && word.bytes().all(|byte| b"fbruFBRU".contains(&byte))
    }

    fn string(&mut self, rest: &'t str, quotes: &Quotes) {
        let length = string_end(rest, quotes).unwrap_or(rest.len());
        let is_key = match self.language.manner {
            Manner::Data => rest[length..].trim_start().starts_with(':'),
            Manner::Lines => {
                self.line_begins && rest[length..].trim_start_matches(' ').starts_with([':', '='])
            }
            _ => false,
        };
        self.begins = false;
        self.line_begins = false;
        self.take(length, Some(if is_key { Class::Name } else { Class::String }));
    }

    fn number(&mut self, rest: &'t str) {
        let sign = usize::from(rest.starts_with('-'));
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
        let mut length = sign + end_of(&rest[sign..], is_part);
        // The exponent of a number can have a sign.
        if rest[..length].ends_with(['e', 'E']) && rest[length..].starts_with(['-', '+']) {
            length += 1 + end_of(&rest[length + 1..], is_part);
        }
        let text = rest[..length].trim_end_matches('.');
        let digits = text.trim_start_matches('-');
        let is_number = digits.starts_with("0x")
            || digits.bytes().all(|byte| byte.is_ascii_digit() || b"._eE+-".contains(&byte));
        // In commands and unquoted values, `2.1.0-rc` and `10s` are words like others.
        let is_free = !rest[length..].starts_with(['-', ':', '/', '@'])
            || self.language.manner == Manner::Data;
        let class = (is_number && is_free && self.language.manner != Manner::Shell)
            .then_some(Class::Number);
        self.begins = false;
        self.line_begins = false;
        self.take(text.len().max(1), class);
    }

    fn word(&mut self, rest: &'t str) {
        let has_hyphens = self.language.manner != Manner::Program;
        let length = end_of(rest, |letter| {
            letter.is_alphanumeric() || letter == '_' || has_hyphens && "-.".contains(letter)
        });
        let word = &rest[..length];
        let behind = rest[length..].trim_start_matches(' ');
        let is_keyword = self.language.has_keyword(word);
        let class = match self.language.manner {
            Manner::Lines if self.line_begins && behind.starts_with([':', '=']) => {
                Some(Class::Name)
            }
            Manner::Data if behind.starts_with(':') => Some(Class::Name),
            Manner::Tags => Some(Class::Name),
            Manner::Shell if self.begins && is_keyword => Some(Class::Keyword),
            Manner::Shell if self.begins && !behind.starts_with('=') => Some(Class::Name),
            Manner::Program | Manner::Data | Manner::Lines if is_keyword => Some(Class::Keyword),
            _ => None,
        };
        // Behind a keyword and behind an assignment a command begins as well.
        self.begins &= class == Some(Class::Keyword);
        self.line_begins = false;
        self.take(length, class);
    }

    fn sign(&mut self, rest: &'t str, letter: char) {
        match self.language.manner {
            Manner::Tags if letter == '>' => {
                self.in_tag = false;
                return self.take(1, Some(Class::Keyword));
            }
            Manner::Tags if rest.starts_with("/>") => {
                self.in_tag = false;
                return self.take(2, Some(Class::Keyword));
            }
            Manner::Shell => {
                self.begins = matches!(letter, '|' | '&' | ';' | '(');
                if !self.begins {
                    // The rest of a word: paths, options, variables.
                    let length = end_of(rest, |letter| {
                        !letter.is_whitespace() && !"|&;()'\"#".contains(letter)
                    });
                    return self.take(length.max(letter.len_utf8()), None);
                }
            }
            _ => {}
        }
        self.line_begins &= letter == '-';
        self.take(letter.len_utf8(), None);
    }

    /// What stands between tags, or the beginning of one.
    fn text_of_tags(&mut self, rest: &'t str) {
        let Some(inside) = rest.strip_prefix('<') else {
            let length = rest.find('<').unwrap_or(rest.len());
            return self.take(length, None);
        };
        let name = end_of(inside, |letter| letter.is_alphanumeric() || "/!?:-".contains(letter));
        self.in_tag = name > 0;
        self.take(1 + name, (name > 0).then_some(Class::Keyword));
    }

    /// Whether a table of TOML or INI begins.
    fn is_table(&self, rest: &str) -> bool {
        rest.starts_with('[') && self.language.line_comments.contains(&";")
    }
}

fn is_negative(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next() == Some('-') && letters.next().is_some_and(|letter| letter.is_ascii_digit())
}

fn end_of_line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// How many bytes at the start satisfy a condition.
fn end_of(rest: &str, is_part: impl Fn(char) -> bool) -> usize {
    rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())
}

/// The length of a string with its quotes; one that is not closed on its line ends with the line.
fn string_end(rest: &str, quotes: &Quotes) -> Option<usize> {
    let mark = quotes.mark;
    let mut at = mark.len();
    loop {
        let next = rest[at..]
            .find(|letter: char| letter == '\n' || letter == '\\' || mark.starts_with(letter))?;
        at += next;
        if rest[at..].starts_with(mark) {
            return Some(at + mark.len());
        }
        if rest[at..].starts_with('\\') && quotes.has_escapes {
            at += 1;
            at += rest[at..].chars().next()?.len_utf8();
        } else if rest[at..].starts_with('\n') && !quotes.is_long {
            return Some(at);
        } else {
            at += 1;
        }
    }
}
