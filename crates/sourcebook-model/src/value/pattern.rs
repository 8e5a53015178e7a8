//! Texts that match a regular expression.

use foldhash::HashSet;
use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::pattern::Pattern;

/// Maximum number of characters of a text.
const MAX_LENGTH: usize = 4_096;

/// Maximum number of repeats beyond those that are needed, in another text.
const MAX_FURTHER_REPEATS: usize = 2;

/// Characters that stand for a class, where they are in it.
const READABLE: &str = "a0A-_ .b1Bxyz";

/// A short text that matches an expression.
pub(super) fn shortest(text: &str) -> Option<String> {
    of_length(text, 0)
}

/// Different texts of at least a length, where that is possible, that match an expression, short ones
/// first.
pub(super) fn several(text: &str, least: usize, most: usize) -> Vec<String> {
    let pattern = Pattern::new(text);
    let hir = pattern.translated().and_then(|text| Parser::new().parse(text).ok());
    let Some(hir) = hir else { return Vec::new() };
    let made = (0..most).filter_map(|number| {
        let mut out = Writing { missing: missing(&hir, least), number, text: String::new() };
        out.write(&hir)?;
        Some(out.text)
    });
    let made: Vec<String> = made.collect();
    // An expression may say nothing of how a text ends, or of how it begins.
    let first = made.first().cloned().unwrap_or_default();
    let filling = |length: usize| "string".chars().cycle().take(length).collect::<String>();
    let short = filling(least.saturating_sub(first.chars().count()));
    let longer = (1..most)
        .flat_map(|number| [format!("{first}{short}{number}"), format!("{number}{short}{first}")]);
    let filled = [format!("{first}{short}"), format!("{short}{first}")];
    let mut known = HashSet::default();
    let all = made.into_iter().chain(filled).chain(longer);
    all.filter(|text| pattern.matches(text) == Some(true) && known.insert(text.clone()))
        .take(most)
        .collect()
}

/// A text of at least a length, where that is possible, that matches an expression.
pub(super) fn of_length(text: &str, least: usize) -> Option<String> {
    let pattern = Pattern::new(text);
    let hir = Parser::new().parse(pattern.translated()?).ok()?;
    let mut out = Writing { missing: missing(&hir, least), number: 0, text: String::new() };
    out.write(&hir)?;
    (pattern.matches(&out.text) == Some(true)).then_some(out.text)
}

/// How many characters the shortest text lacks.
fn missing(hir: &Hir, least: usize) -> usize {
    least.min(MAX_LENGTH).saturating_sub(minimum(hir))
}

/// The number of characters of the shortest text.
fn minimum(hir: &Hir) -> usize {
    hir.properties().minimum_len().unwrap_or(0)
}

/// A text that is being written.
struct Writing {
    /// How many characters it should have more than the shortest one.
    missing: usize,
    /// Which text it is: each choice takes a digit of it, in the base of its possibilities.
    number: usize,
    text: String,
}

impl Writing {
    /// Writes the shortest text, with as many more repeats as characters are missing, and what the
    /// number chooses.
    fn write(&mut self, hir: &Hir) -> Option<()> {
        if self.text.len() > 4 * MAX_LENGTH {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => {
                self.text.push_str(std::str::from_utf8(&literal.0).ok()?);
            }
            HirKind::Class(class) => {
                let characters = of_class(class);
                let chosen = self.choose(characters.len());
                self.text.push(*characters.get(chosen)?);
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(parts) => {
                // One that can grow where characters are missing.
                let grows = |part: &Hir| {
                    self.missing > 0
                        && part.properties().maximum_len().is_none_or(|most| most > minimum(part))
                };
                let mut parts: Vec<&Hir> = parts.iter().collect();
                parts.sort_by_key(|part| if grows(part) { 0 } else { 1 + minimum(part) });
                let chosen = self.choose(parts.len());
                self.write(parts.get(chosen)?)?;
            }
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
        }
        Some(())
    }

    fn repeat(&mut self, repetition: &Repetition) -> Option<()> {
        let each = minimum(&repetition.sub).max(1);
        let more = self.missing.div_ceil(each);
        let most = repetition.max.unwrap_or(u32::MAX).saturating_sub(repetition.min) as usize;
        let more = more.min(most);
        self.missing = self.missing.saturating_sub(more * each);
        let further = self.choose((most - more).min(MAX_FURTHER_REPEATS) + 1);
        let missing = std::mem::take(&mut self.missing);
        for _ in 0..repetition.min as usize + more + further {
            self.write(&repetition.sub)?;
        }
        self.missing = missing;
        Some(())
    }

    /// One of some possibilities.
    fn choose(&mut self, of: usize) -> usize {
        let of = of.max(1);
        let chosen = self.number % of;
        self.number /= of;
        chosen
    }
}

/// Characters of a class: those that people read well, else the first ones that can be printed.
fn of_class(class: &Class) -> Vec<char> {
    let Class::Unicode(class) = class else { return Vec::new() };
    let ranges = || class.iter().map(|range| range.start()..=range.end());
    let readable = READABLE.chars().filter(|one| ranges().any(|range| range.contains(one)));
    let readable: Vec<char> = readable.collect();
    if !readable.is_empty() {
        return readable;
    }
    let is_printable = |one: &char| !one.is_control() && !one.is_whitespace();
    let printable = ranges().flat_map(|range| range.take(200)).filter(is_printable);
    let printable: Vec<char> = printable.take(READABLE.len()).collect();
    if !printable.is_empty() {
        return printable;
    }
    ranges().next().map(|range| *range.start()).into_iter().collect()
}
