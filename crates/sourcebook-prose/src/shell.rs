//! A forgiving reader of shell: which commands stand in a text, word by word.
//!
//! It reads what people write on pages: prompts, placeholders (`<name>`, `[flags]`, `…`), templates
//! (`{{ }}`), scripts cut short. A word that is not known to the letter is *wild* from the first byte
//! that can be anything. A mistake (a quote that is not closed) is kept, and reading goes on. All
//! ranges are bytes of the text that was read, on borders of characters.

mod here_documents;
mod pieces;
mod prompts;
mod reader;
mod variables;
mod word;
mod wrappers;

use std::ops::Range;

pub use word::Word;

/// Which kind of shell a text is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// `sh`, `bash`, `zsh` and their like.
    #[default]
    Posix,
    /// A session in a terminal: commands with prompts, and what they print.
    Session,
    /// `PowerShell`.
    PowerShell,
    /// The command prompt of Windows.
    Batch,
}

impl Style {
    /// The style of a block, by its language in lower case; none for another language.
    pub fn of_language(language: &str) -> Option<Self> {
        match language {
            "sh" | "bash" | "shell" | "zsh" | "fish" | "ksh" | "dash" | "shellscript" => {
                Some(Self::Posix)
            }
            "console" | "shell-session" | "shellsession" | "sh-session" | "bash-session"
            | "terminal" | "session" => Some(Self::Session),
            "powershell" | "ps1" | "pwsh" | "posh" | "ps" => Some(Self::PowerShell),
            "bat" | "batch" | "cmd" | "dosbatch" | "dos" => Some(Self::Batch),
            _ => None,
        }
    }

    /// What a backslash is elsewhere: it takes the next letter as it is, and joins lines.
    fn escape(self) -> u8 {
        match self {
            Self::Posix | Self::Session => b'\\',
            Self::PowerShell => b'`',
            Self::Batch => b'^',
        }
    }
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// The commands, also those in substitutions and in `sh -c '…'`, in the order of their ends.
    pub commands: Vec<Command>,
    /// What no shell would accept.
    pub faults: Vec<Fault>,
}

/// A simple command: a program with its arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Command {
    /// Variables that are set, for the command (`X=1 cmd`) or by it (`export X=1`).
    pub assignments: Vec<Assignment>,
    /// Its words, without redirections.
    pub words: Vec<Word>,
    /// The number of the word that names the program: behind `sudo`, `env`, `docker run …` and so on.
    /// The number of words, where there is none.
    pub program: usize,
    /// The here-documents that it reads.
    pub here_documents: Vec<Range<usize>>,
    /// Whether its input is what another command prints.
    pub is_piped: bool,
    /// Whether further words come from elsewhere, as with `xargs`.
    pub has_more_words: bool,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Command {
    /// The program and its arguments, without what stands before it.
    pub fn own_words(&self) -> &[Word] {
        self.words.get(self.program..).unwrap_or_default()
    }
}

/// A variable that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// Where its name stands.
    pub range: Range<usize>,
    /// What it is set to.
    pub value: Word,
}

/// Something that no shell would accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What no shell would accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A quote that is not closed.
    OpenQuote,
    /// A `$(` or a backtick that is not closed.
    OpenSubstitution,
    /// A here-document whose last line is missing.
    OpenHereDocument,
}

/// Reads a text. With any `$ ` prompt in it, only lines with a prompt are commands, with the lines
/// that continue them.
pub fn read(text: &str, style: Style) -> Script {
    let mut reader = reader::Reader::new(text, style);
    match prompts::prompted_lines(text, style) {
        Some(starts) => {
            for start in starts {
                reader.line_from(start);
            }
        }
        None => reader.everything(),
    }
    let mut script = reader.finish();
    wrappers::find_programs(text, style, &mut script);
    script
}

#[cfg(test)]
mod tests;
