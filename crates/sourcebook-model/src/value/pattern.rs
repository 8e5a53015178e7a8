//! Texts that match a regular expression.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::pattern::Pattern;

/// Maximum number of characters of a text.
const MAX_LENGTH: usize = 4_096;

/// Characters that stand for a class, where they are in it.
const READABLE: &str = "a0A-_ .b1Bxyz";

/// A short text that matches an expression, and another one for each number.
pub(super) fn shortest(text: &str, number: usize) -> Option<String> {
    if number == 0 {
        return of_length(text, 0);
    }
    let made = of_length(text, 0)?;
    let longer = of_length(text, made.chars().count() + number)?;
    (longer != made).then_some(longer)
}

/// A text of at least a length, where that is possible, that matches an expression.
pub(super) fn of_length(text: &str, least: usize) -> Option<String> {
    let pattern = Pattern::new(text);
    let hir = Parser::new().parse(pattern.translated()?).ok()?;
    let mut out = String::new();
    let mut missing = least.min(MAX_LENGTH).saturating_sub(minimum(&hir));
    write(&hir, &mut missing, &mut out)?;
    (pattern.matches(&out) == Some(true)).then_some(out)
}

/// The number of characters of the shortest text.
fn minimum(hir: &Hir) -> usize {
    hir.properties().minimum_len().unwrap_or(0)
}

/// Writes the shortest text, with as many more repeats as characters are missing.
fn write(hir: &Hir, missing: &mut usize, out: &mut String) -> Option<()> {
    if out.len() > 4 * MAX_LENGTH {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => out.push(of_class(class)?),
        HirKind::Capture(capture) => write(&capture.sub, missing, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, missing, out)?;
            }
        }
        HirKind::Alternation(parts) => {
            // One that can grow where characters are missing.
            let grows = |part: &&Hir| {
                *missing > 0
                    && part.properties().maximum_len().is_none_or(|most| most > minimum(part))
            };
            let part = parts.iter().find(grows);
            let part = part.or_else(|| parts.iter().min_by_key(|part| minimum(part)));
            write(part?, missing, out)?;
        }
        HirKind::Repetition(repetition) => {
            let each = minimum(&repetition.sub).max(1);
            let more = missing.div_ceil(each);
            let most = repetition.max.unwrap_or(u32::MAX).saturating_sub(repetition.min) as usize;
            let more = more.min(most);
            *missing = missing.saturating_sub(more * each);
            for _ in 0..repetition.min as usize + more {
                write(&repetition.sub, &mut 0, out)?;
            }
        }
    }
    Some(())
}

/// A character of a class: one that people read well, else the first one that can be printed.
fn of_class(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let ranges = || class.iter().map(|range| range.start()..=range.end());
    let readable = READABLE.chars().find(|one| ranges().any(|range| range.contains(one)));
    let printable = || {
        ranges()
            .find_map(|range| range.take(200).find(|one| !one.is_control() && !one.is_whitespace()))
    };
    readable.or_else(printable).or_else(|| ranges().next().map(|range| *range.start()))
}
