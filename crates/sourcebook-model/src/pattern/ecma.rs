//! Translates expressions of ECMA-262 into those of the crate `regex`.

use std::iter::Peekable;
use std::str::Chars;

/// What `\s` matches in ECMA-262 (`WhiteSpace` and `LineTerminator`), inside brackets.
const SPACES: &str = r"\t\n\x0B\x0C\r \x{A0}\x{FEFF}\p{Zs}\x{2028}\x{2029}";

/// The same expression in the other notation; `None` where it has none.
pub(super) fn translate(text: &str) -> Option<String> {
    let mut translation =
        Translation { rest: text.chars().peekable(), out: String::with_capacity(text.len() + 8) };
    while let Some(character) = translation.rest.next() {
        translation.outside(character)?;
    }
    Some(translation.out)
}

struct Translation<'t> {
    rest: Peekable<Chars<'t>>,
    out: String,
}

impl Translation<'_> {
    /// A character outside of brackets.
    fn outside(&mut self, character: char) -> Option<()> {
        match character {
            '\\' => self.escape(false)?,
            '[' => self.class()?,
            '.' => self.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '{' if !self.is_quantifier() => self.out.push_str(r"\{"),
            '{' => self.quantifier(),
            '}' | ']' => self.literal(character),
            '(' => self.group()?,
            _ => self.out.push(character),
        }
        Some(())
    }

    /// `(`, and what tells the kind of group. What looks around has no translation.
    fn group(&mut self) -> Option<()> {
        let mut ahead = self.rest.clone();
        if ahead.next() == Some('?') {
            match (ahead.next(), ahead.next()) {
                (Some('=' | '!'), _) | (Some('<'), Some('=' | '!')) => return None,
                _ => {}
            }
        }
        self.out.push('(');
        Some(())
    }

    /// Whether `{` begins a number of repeats; elsewhere it means itself.
    fn is_quantifier(&self) -> bool {
        let body: String = self.rest.clone().take_while(|one| *one != '}').take(20).collect();
        let is_closed = self.rest.clone().nth(body.chars().count()) == Some('}');
        let (least, most) = body.split_once(',').unwrap_or((&body, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        is_closed && !least.is_empty() && is_number(least) && is_number(most)
    }

    fn quantifier(&mut self) {
        self.out.push('{');
        for character in self.rest.by_ref() {
            self.out.push(character);
            if character == '}' {
                return;
            }
        }
    }

    /// Brackets and what is inside of them.
    fn class(&mut self) -> Option<()> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // `[]` matches nothing, and `[^]` every character.
            self.out.push_str(if is_negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Some(());
        }
        self.out.push_str(if is_negated { "[^" } else { "[" });
        loop {
            match self.rest.next()? {
                ']' => break,
                '\\' => self.escape(true)?,
                // Doubled, these have a meaning in the other notation only.
                character @ ('[' | '&' | '~' | '^') => self.literal(character),
                '-' if self.rest.peek() == Some(&'-') => self.out.push_str(r"\-"),
                character => self.out.push(character),
            }
        }
        self.out.push(']');
        Some(())
    }

    /// What follows a backslash.
    fn escape(&mut self, in_class: bool) -> Option<()> {
        let character = self.rest.next()?;
        match character {
            'd' => self.set(in_class, "0-9", false),
            'D' => self.set(in_class, "0-9", true),
            'w' => self.set(in_class, "A-Za-z0-9_", false),
            'W' => self.set(in_class, "A-Za-z0-9_", true),
            's' => self.set(in_class, SPACES, false),
            'S' => self.set(in_class, SPACES, true),
            'b' if in_class => self.out.push_str(r"\x08"),
            'b' => self.out.push_str(r"(?-u:\b)"),
            'B' if !in_class => self.out.push_str(r"\B"),
            // The ends of a text in other dialects, and references back to groups.
            'A' | 'Z' | 'z' | 'G' | 'k' | '1'..='9' if !in_class => return None,
            '0' => self.out.push_str(r"\x00"),
            't' | 'n' | 'r' | 'v' | 'f' => self.out.extend(['\\', character]),
            'c' => self.control(),
            'x' => self.code(2, 'x')?,
            'u' => self.code(4, 'u')?,
            'p' | 'P' => self.property(character)?,
            _ => self.literal(character),
        }
        Some(())
    }

    /// A set of characters; `set` is what stands in the brackets.
    fn set(&mut self, in_class: bool, set: &str, is_negated: bool) {
        match (in_class, is_negated) {
            (true, false) => self.out.push_str(set),
            (_, true) => self.out.extend(["[^", set, "]"]),
            (false, false) => self.out.extend(["[", set, "]"]),
        }
    }

    /// `\cX`, the control character of a letter.
    fn control(&mut self) {
        match self.rest.next_if(char::is_ascii_alphabetic) {
            Some(letter) => self.out.push_str(&format!(r"\x{:02X}", letter as u32 % 32)),
            None => self.out.push_str(r"\\c"),
        }
    }

    /// A character by its code in `length` hexadecimal digits, or in braces; the letter itself
    /// where there are none.
    fn code(&mut self, length: usize, letter: char) -> Option<()> {
        let mut ahead = self.rest.clone();
        let digits: String = if ahead.next_if_eq(&'{').is_some() {
            let digits: String = ahead.by_ref().take_while(|one| *one != '}').collect();
            digits
        } else {
            ahead.by_ref().take(length).collect()
        };
        let code = digits.chars().all(|one| one.is_ascii_hexdigit());
        match u32::from_str_radix(&digits, 16).ok().filter(|_| code) {
            // Half of a pair of surrogates is no character.
            Some(code) => {
                let character = char::from_u32(code)?;
                self.rest = ahead;
                self.out.push_str(&format!(r"\x{{{:X}}}", character as u32));
            }
            None => self.out.push(letter),
        }
        Some(())
    }

    /// `\p{…}`: the names are the same in both notations.
    fn property(&mut self, letter: char) -> Option<()> {
        self.rest.next_if_eq(&'{')?;
        let name: String = self.rest.by_ref().take_while(|one| *one != '}').collect();
        let name = name
            .strip_prefix("Script_Extensions=")
            .map(|script| format!("scx={script}"))
            .unwrap_or(name);
        self.out.push_str(&format!(r"\{letter}{{{name}}}"));
        Some(())
    }

    /// A character that means itself.
    fn literal(&mut self, character: char) {
        if character.is_ascii_punctuation() {
            self.out.push('\\');
        }
        self.out.push(character);
    }
}
