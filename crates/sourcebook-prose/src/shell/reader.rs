//! Reads commands one behind the other.

use std::ops::Range;

use super::{Command, Fault, FaultKind, Script, Style, Word, variables};

/// Substitutions inside each other that are read; deeper ones are passed over.
const MAX_DEPTH: usize = 32;

/// Words that stand before a command and are none.
const KEYWORDS: [&str; 14] = [
    "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "!", "time", "{",
    "}",
];

/// Words with which a line begins that is no command.
const HEADERS: [&str; 5] = ["for", "select", "case", "function", "foreach"];

/// A here-document whose lines are still to come.
pub(super) struct Awaited {
    /// The line that ends it.
    pub(super) delimiter: String,
    /// Where that is announced.
    pub(super) range: Range<usize>,
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) style: Style,
    pub(super) script: Script,
    pub(super) awaited: Vec<Awaited>,
    /// Where a search for a closing quote has found that there is none: one place for each quote.
    pub(super) no_quotes_from: [Option<usize>; 2],
    depth: usize,
    /// Whether the innermost substitution ends at a backtick.
    is_in_backticks: bool,
}

/// Where reading a list of commands ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// At the end of the text.
    End,
    /// Behind the line.
    Line,
    /// At a closing parenthesis.
    Parenthesis,
    /// At a backtick.
    Backtick,
}

/// The command that is being read.
#[derive(Default)]
struct Open {
    command: Command,
    /// Whether it is the head of a loop or of a case, whose words are no command.
    is_header: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, style: Style) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            style,
            script: Script::default(),
            awaited: Vec::new(),
            no_quotes_from: [None; 2],
            depth: 0,
            is_in_backticks: false,
        }
    }

    pub(super) fn everything(&mut self) {
        self.list(Stop::End);
    }

    /// Reads the command line that begins at a place, unless one before it reaches beyond.
    pub(super) fn line_from(&mut self, start: usize) {
        if start >= self.at {
            self.at = start;
            self.list(Stop::Line);
        }
    }

    pub(super) fn finish(self) -> Script {
        self.script
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        self.bytes[self.at..].starts_with(text.as_bytes())
    }

    /// Reads commands up to where they end. Whether that was found.
    fn list(&mut self, stop: Stop) -> bool {
        let mut open = Open::default();
        loop {
            self.blanks();
            let Some(byte) = self.peek() else {
                self.end(&mut open, false);
                return matches!(stop, Stop::End | Stop::Line);
            };
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.end(&mut open, false);
                    self.here_documents();
                    if stop == Stop::Line {
                        return true;
                    }
                }
                b'#' => self.comment(),
                b')' if stop == Stop::Parenthesis => {
                    self.at += 1;
                    self.end(&mut open, false);
                    return true;
                }
                b'`' if stop == Stop::Backtick => {
                    self.at += 1;
                    self.end(&mut open, false);
                    return true;
                }
                b'(' => self.parenthesis(&mut open),
                // The pattern of a case, or a stray one: what stands before it is no command.
                b')' => {
                    self.at += 1;
                    open = Open::default();
                }
                b';' | b'|' | b'&' => self.operator(&mut open),
                b'<' | b'>' if !self.is_placeholder() => self.redirection(&mut open.command),
                _ => self.argument(&mut open),
            }
        }
    }

    /// Passes over spaces, and over the ends of lines that are continued.
    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if matches!(byte, b' ' | b'\t' | b'\r') {
                self.at += 1;
            } else if byte == self.style.escape() && self.continuation().is_some() {
                self.at += self.continuation().unwrap_or(1);
            } else {
                return;
            }
        }
    }

    /// The length of the mark that continues a line, with the end of the line. Spaces behind the mark
    /// cannot be seen on a page.
    pub(super) fn continuation(&self) -> Option<usize> {
        let rest = &self.bytes[self.at + 1..];
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match rest.get(spaces) {
            Some(b'\n') => Some(spaces + 2),
            None => Some(spaces + 1),
            Some(_) => None,
        }
    }

    fn comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    /// A subshell, a function's parentheses, or arithmetic.
    fn parenthesis(&mut self, open: &mut Open) {
        self.at += 1;
        if self.starts_with("(") {
            let end = self.text[self.at..].find("))").map(|end| self.at + end + 2);
            self.at = end.unwrap_or(self.at + 1);
        } else if open.command.words.is_empty() && !open.is_header {
            self.nested(Stop::Parenthesis);
        } else if self.starts_with(")") {
            self.at += 1;
            *open = Open::default();
        }
    }

    fn operator(&mut self, open: &mut Open) {
        let byte = self.bytes[self.at];
        if byte == b'&' && self.bytes.get(self.at + 1) == Some(&b'>') {
            self.at += 1;
            return self.redirection(&mut open.command);
        }
        let is_pipe = byte == b'|' && !self.starts_with("||");
        let same = self.bytes[self.at..].iter().take_while(|other| **other == byte).count();
        self.at += same;
        if is_pipe && self.peek() == Some(b'&') {
            self.at += 1;
        }
        self.end(open, is_pipe);
    }

    /// Passes over a redirection; what a here-document holds comes with the next line.
    fn redirection(&mut self, command: &mut Command) {
        let start = self.at;
        while matches!(self.peek(), Some(b'<' | b'>' | b'&' | b'|' | b'-')) && self.at - start < 3 {
            self.at += 1;
        }
        let mark = &self.text[start..self.at];
        let is_here_document = mark.starts_with("<<") && mark != "<<<";
        // `<(…)` and `>(…)` run commands.
        if self.peek() == Some(b'(') && mark.len() == 1 {
            self.at += 1;
            self.nested(Stop::Parenthesis);
            return;
        }
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        if matches!(self.peek(), None | Some(b'\n' | b';' | b'|' | b'&' | b')' | b'<' | b'>')) {
            return;
        }
        let target = self.word();
        if is_here_document {
            self.awaited.push(Awaited { delimiter: target.text, range: target.range });
        }
        command.range.end = self.at;
    }

    fn argument(&mut self, open: &mut Open) {
        let start = self.at;
        let word = self.word();
        // Nothing but a bare mark: go on behind it.
        if self.at == start {
            self.at += 1;
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
            return;
        }
        // `2>` is a redirection.
        let is_number =
            !word.text.is_empty() && word.text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && matches!(self.peek(), Some(b'<' | b'>')) && !self.is_placeholder() {
            return self.redirection(&mut open.command);
        }
        if open.is_header {
            return;
        }
        let command = &mut open.command;
        if command.words.is_empty() {
            if command.assignments.is_empty() {
                command.range = word.range.clone();
            }
            if !word.is_quoted && KEYWORDS.contains(&word.text.as_str()) {
                return;
            }
            if !word.is_quoted && HEADERS.contains(&word.text.as_str()) {
                open.is_header = true;
                return;
            }
            if let Some(assignment) = variables::assignment(&word) {
                command.range.end = word.range.end;
                command.assignments.push(assignment);
                self.array();
                return;
            }
        }
        command.range.end = word.range.end;
        command.words.push(word);
    }

    /// Passes over the values of an array: `X=(a b)`.
    fn array(&mut self) {
        if self.peek() == Some(b'(') {
            let end = self.bytes[self.at..].iter().position(|byte| *byte == b')');
            self.at = end.map_or(self.bytes.len(), |end| self.at + end + 1);
        }
    }

    fn end(&mut self, open: &mut Open, is_pipe: bool) {
        let Open { mut command, is_header } = std::mem::take(open);
        open.command.is_piped = is_pipe;
        variables::move_assignments(&mut command);
        // The here-documents of a line belong to its last command that is read before them.
        let is_empty = command.words.is_empty() && command.assignments.is_empty();
        if !is_header && !is_empty {
            command.program = 0;
            self.script.commands.push(command);
        }
    }

    /// Reads the commands of a substitution or a subshell.
    fn nested(&mut self, stop: Stop) -> bool {
        if self.depth >= MAX_DEPTH {
            return true;
        }
        self.depth += 1;
        let outer = std::mem::replace(&mut self.is_in_backticks, stop == Stop::Backtick);
        let awaited = std::mem::take(&mut self.awaited);
        let is_closed = self.list(stop);
        self.awaited = awaited;
        self.is_in_backticks = outer;
        self.depth -= 1;
        is_closed
    }

    /// Reads `$(…)` or `` `…` ``, at whose mark the reader stands.
    pub(super) fn substitution(&mut self) {
        let start = self.at;
        let (length, stop) =
            if self.peek() == Some(b'`') { (1, Stop::Backtick) } else { (2, Stop::Parenthesis) };
        self.at += length;
        if !self.nested(stop) {
            self.fault(FaultKind::OpenSubstitution, start..start + length);
        }
    }

    pub(super) fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        self.script.faults.push(Fault { kind, range });
    }

    pub(super) fn is_in_backticks(&self) -> bool {
        self.is_in_backticks
    }

    /// Whether `<` begins a placeholder, such as `<name>`, and no redirection.
    pub(super) fn is_placeholder(&self) -> bool {
        self.placeholder().is_some()
    }

    /// Where the placeholder ends that begins with `<` here.
    pub(super) fn placeholder(&self) -> Option<usize> {
        /// One that is longer is none.
        const MAX_BYTES: usize = 80;
        let rest = self.bytes.get(self.at..)?.strip_prefix(b"<")?;
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
        rest.first().filter(|byte| is_letter(byte))?;
        let mut depth = 1_usize;
        for (at, byte) in rest.iter().enumerate().take(MAX_BYTES) {
            match byte {
                b'<' => depth += 1,
                // In `<in >out` a space stands before the mark.
                b'>' if rest[at - 1] == b' ' => return None,
                b'>' if depth == 1 => return Some(self.at + at + 2),
                b'>' => depth -= 1,
                b'\n' | b'&' | b';' | b'$' | b'"' => return None,
                _ => {}
            }
        }
        None
    }

    /// Reads one word.
    pub(super) fn word(&mut self) -> Word {
        let mut word = Word::at(self.at);
        while let Some(byte) = self.peek() {
            if !self.piece(&mut word, byte) {
                break;
            }
        }
        word.range.end = self.at;
        word
    }
}
