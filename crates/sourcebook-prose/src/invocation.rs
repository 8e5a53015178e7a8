//! A command line of a known program, taken apart as the program would.

use std::ops::Range;

use crate::shell::{Command, Word};
use crate::vocabulary::programs::{CommandId, Flag, Programs};
use crate::vocabulary::usage::Arity;

/// A call of a known program.
#[derive(Debug, Clone)]
pub(crate) struct Invocation<'s, 'f> {
    /// The words, the program first.
    pub(crate) words: &'s [Word],
    /// The command that is called, as far as it is known.
    pub(crate) command: CommandId,
    /// Commands on the way to it, each with the number of its word; the program first.
    pub(crate) path: Vec<(CommandId, usize)>,
    /// The number of the word that names no command, where one must.
    pub(crate) unknown_command: Option<usize>,
    /// The flags, in order.
    pub(crate) flags: Vec<GivenFlag<'f>>,
    /// The numbers of the words that are arguments, in order.
    pub(crate) arguments: Vec<usize>,
    /// Whether how many arguments there are cannot be known: some words are anything, or were not
    /// read because of what stands before them.
    pub(crate) is_open: bool,
    /// Whether help is asked for, so that nothing else counts.
    pub(crate) asks_help: bool,
}

/// A flag of a command line.
#[derive(Debug, Clone)]
pub(crate) struct GivenFlag<'f> {
    /// The number of its word.
    pub(crate) word: usize,
    /// Where its name stands in the word, without dashes.
    pub(crate) name: Range<usize>,
    /// What it is; none where the command has no such flag.
    pub(crate) flag: Option<Flag<'f>>,
    /// Whether it is a letter behind a single dash.
    pub(crate) is_short: bool,
    /// Its value: the number of the word, and the range in it.
    pub(crate) value: Option<(usize, Range<usize>)>,
}

/// Takes a command apart, if it calls a known program.
pub(crate) fn read<'s, 'f>(
    programs: &Programs<'f>,
    command: &'s Command,
) -> Option<Invocation<'s, 'f>> {
    let words = command.own_words();
    let first = words.first().filter(|word| word.is_plain())?;
    let root = programs.program(&first.text)?;
    let invocation = Invocation {
        words,
        command: root,
        path: vec![(root, 0)],
        unknown_command: None,
        flags: Vec::new(),
        arguments: Vec::new(),
        is_open: command.has_more_words,
        asks_help: false,
    };
    let mut reader =
        Reader { programs, invocation, at: 1, is_descending: true, may_be_value: false };
    reader.all();
    Some(reader.invocation)
}

struct Reader<'p, 's, 'f> {
    programs: &'p Programs<'f>,
    invocation: Invocation<'s, 'f>,
    at: usize,
    /// Whether the next word may name a command below.
    is_descending: bool,
    /// Whether the word before may take this one as its value.
    may_be_value: bool,
}

impl<'s, 'f> Reader<'_, 's, 'f> {
    fn all(&mut self) {
        while let Some(word) = self.invocation.words.get(self.at) {
            let known = word.known();
            let may_be_value = std::mem::take(&mut self.may_be_value);
            if known == "--" && word.is_plain() {
                let rest = self.at + 1..self.invocation.words.len();
                // What stands behind it is often the command line of something else.
                self.invocation.is_open |= !rest.is_empty();
                self.invocation.arguments.extend(rest);
                break;
            } else if let Some(name) = known.strip_prefix("--") {
                self.long_flag(word, name);
            } else if known.len() > 1 && known.starts_with('-') && !is_number(known) {
                self.short_flags(word, known);
            } else if !self.positional(word, may_be_value) {
                self.invocation.is_open = true;
                break;
            }
            self.at += 1;
        }
        self.judge_again();
    }

    fn long_flag(&mut self, word: &'s Word, known: &str) {
        let end = known.find('=').unwrap_or(known.len());
        // `--$X` and `--<flag>` can be any; so can `--fo…`.
        let is_whole = end < known.len() || word.is_plain();
        if end == 0 || !is_whole {
            self.invocation.is_open = true;
            return;
        }
        let name = &known[..end];
        self.invocation.asks_help |= name == "help";
        let flag = self.programs.flag(self.invocation.command, name);
        let joined = (end < known.len()).then(|| (self.at, 2 + end + 1..word.text.len()));
        let given = self.given(2..2 + end, flag, joined);
        if given.flag.is_none() && given.value.is_none() {
            // Whether the next word is its value is not known.
            self.invocation.is_open = true;
            self.may_be_value = true;
        }
        self.invocation.flags.push(given);
    }

    /// A flag, with the next word as its value where it takes that.
    fn given(
        &mut self,
        name: Range<usize>,
        flag: Option<Flag<'f>>,
        joined: Option<(usize, Range<usize>)>,
    ) -> GivenFlag<'f> {
        let word = self.at;
        let takes_next = joined.is_none() && flag.is_some_and(|flag| flag.takes_next_word());
        let next = self.invocation.words.get(self.at + 1).filter(|_| takes_next);
        let value = joined.or_else(|| next.map(|next| (self.at + 1, 0..next.text.len())));
        self.at += usize::from(next.is_some());
        GivenFlag { word, name, flag, is_short: false, value }
    }

    /// `-v`, `-xvf file`, `-n5`
    fn short_flags(&mut self, word: &'s Word, known: &str) {
        // Some programs take a single dash for whole names as well.
        let end = known.find('=').unwrap_or(known.len());
        let whole = self.programs.flag(self.invocation.command, &known[1..end]);
        if end > 2 && whole.is_some() {
            let joined = (end < known.len()).then(|| (self.at, end + 1..word.text.len()));
            let given = self.given(1..end, whole, joined);
            self.invocation.flags.push(given);
            return;
        }
        for (at, letter) in known.char_indices().skip(1) {
            let end = at + letter.len_utf8();
            let flag = self.programs.shorthand(self.invocation.command, letter);
            let is_help = flag.is_none_or(|flag| flag.option.flag == "help");
            self.invocation.asks_help |= letter == 'h' && is_help;
            let takes_value = flag.is_some_and(|flag| flag.takes_next_word());
            let rest = word.text[end..].strip_prefix('=').map_or(end, |_| end + 1);
            let has_joined = end < word.text.len() && (takes_value || rest > end);
            let joined = has_joined.then_some((self.at, rest..word.text.len()));
            let mut given = self.given(at..end, flag, joined);
            given.is_short = true;
            self.invocation.is_open |= given.flag.is_none();
            let is_last = given.value.is_some() || given.flag.is_none();
            self.invocation.flags.push(given);
            if is_last {
                break;
            }
        }
    }

    /// A word that is no flag; false where reading cannot go on.
    fn positional(&mut self, word: &'s Word, may_be_value: bool) -> bool {
        let node = self.programs.node(self.invocation.command);
        if !self.is_descending || node.command.children.is_empty() {
            return self.argument(word);
        }
        if !word.is_plain() {
            return is_optional(word);
        }
        if let Some(child) = self.programs.child(self.invocation.command, &word.text) {
            self.invocation.command = child;
            self.invocation.path.push((child, self.at));
            return true;
        }
        if may_be_value {
            return true;
        }
        if word.text == "help" {
            self.invocation.asks_help = true;
            return false;
        }
        if Arity::of(node.command).takes_any {
            return self.argument(word);
        }
        if !node.command.external_commands && !node.is_incomplete {
            self.invocation.unknown_command = Some(self.at);
        }
        false
    }

    fn argument(&mut self, word: &Word) -> bool {
        self.is_descending = false;
        // `[name]` may be left out, and `…` or `$ARGS` can be several.
        let is_several = word.known().is_empty()
            && (word.text.starts_with(['…', '*']) || word.text.starts_with("..."))
            || !word.is_quoted && word.text.starts_with('$');
        self.invocation.is_open |= is_several;
        if !is_optional(word) {
            self.invocation.arguments.push(self.at);
        }
        true
    }

    /// A flag may stand before the command that has it.
    fn judge_again(&mut self) {
        let command = self.invocation.command;
        for given in &mut self.invocation.flags {
            if given.flag.is_some() {
                continue;
            }
            let Some(word) = self.invocation.words.get(given.word) else { continue };
            let name = word.text.get(given.name.clone()).unwrap_or_default();
            given.flag = match name.chars().next() {
                Some(letter) if given.is_short => self.programs.shorthand(command, letter),
                _ => self.programs.flag(command, name),
            };
        }
    }
}

/// Whether a word of a usage text may be left out: `[flags]`.
fn is_optional(word: &Word) -> bool {
    word.wild == Some(0) && word.text.starts_with('[')
}

fn is_number(text: &str) -> bool {
    text[1..].starts_with(|letter: char| letter.is_ascii_digit())
}
