//! Settings files on pages: keys that no option has, and values that they do not take.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::value::{Taken, refuse};
use super::{Context, tell_gone};
use crate::entries::{Entries, Entry};
use crate::finding::Findings;
use crate::near::{Near, nearest};
use crate::page::{Block, Directive};
use crate::vocabulary::{KnownOption, Options};

problem_code! {
    /// A block that is a settings file of a program has a key that no option of the program has, and
    /// that is like one that an option has. Whoever copies the block gets an error, or a setting that
    /// nobody reads.
    ///
    /// Write the key that the message suggests. A block counts as a settings file when its first key
    /// is known, and at least as many of its keys are known as are not, or when the comment `<!--
    /// sourcebook: config -->` stands before it.
    pub static PROSE_CONFIG = "prose-config", Error, "a page sets a key that no option has";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let options = &context.vocabulary.options;
    if !options.has_keys() {
        return;
    }
    for (number, entries) in context.data {
        let (Ok(entries), Some(block)) = (entries, context.written.page.blocks.get(*number)) else {
            continue;
        };
        if is_settings_file(options, entries) || is_declared(context, block) {
            for entry in &entries.list {
                judge(context, block, entry, findings);
            }
        }
    }
}

/// Whether the first key is known, and at least as many as are unknown.
fn is_settings_file(options: &Options, entries: &Entries) -> bool {
    let is_known = |entry: &Entry| is_known(options, &entry.path.join("."));
    let known = entries.list.iter().filter(|entry| is_known(entry)).count();
    entries.list.first().is_some_and(is_known) && known * 2 >= entries.list.len()
}

fn is_known(options: &Options, path: &str) -> bool {
    options.key(path).is_some() || options.has_keys_below(path)
}

/// Whether a comment says that the block belongs to the settings file.
fn is_declared(context: &Context<'_>, block: &Block) -> bool {
    let annotations = &context.written.page.annotations;
    annotations.iter().any(|one| one.directive == Directive::Config && one.target == block.span)
}

fn judge(context: &Context<'_>, block: &Block, entry: &Entry, findings: &mut Findings) {
    let options = &context.vocabulary.options;
    let path = entry.path.join(".");
    if let Some(known) = options.key(&path) {
        if let Some(scalar) = &entry.scalar {
            let span = block.text.span(unquoted(block, &scalar.range));
            findings.list.extend(refuse(context, &Taken::by(known), &path, &scalar.text, span));
        }
        return;
    }
    if options.has_keys_below(&path) || is_inside_of_option(options, &entry.path) {
        return;
    }
    let (key, place) = (entry.path.last(), context.place(block.text.span(key_range(block, entry))));
    let Some(key) = key.filter(|_| !context.is_foreign(&path, findings)) else { return };
    let near = near_key(options, &entry.path);
    let gone = context.gone(|past| past.key(&path, options));
    if near.is_none() && gone.is_none() && !context.settings.is_strict {
        // What stands below an unknown table is unknown with it.
        let parent = entry.path[..entry.path.len() - 1].join(".");
        if parent.is_empty() || is_known(options, &parent) {
            findings.mention(place, path);
        }
        return;
    }
    let message = format!("no option has the key `{path}`");
    let diagnostic = Diagnostic::new(&PROSE_CONFIG, message).at(place, "unknown key");
    if let Some(gone) = gone {
        // Another table cannot be written in the place of a key.
        let mut diagnostic = tell_gone(diagnostic, &gone, "");
        diagnostic.replacement = None;
        return findings.add(diagnostic);
    }
    findings.add(match near {
        Some((near, whole)) => {
            let origin = options.key(&whole).map(KnownOption::origin);
            let diagnostic = diagnostic.help(format!("did you mean `{}`?", near.name));
            let diagnostic = match origin {
                Some(origin) => diagnostic.note(format!("`{whole}` is in {origin}")),
                None => diagnostic,
            };
            if near.is_certain { diagnostic.replace_with(near.name) } else { diagnostic }
        }
        None => diagnostic.help(format!("add `{key}` to `foreign` if something else reads it")),
    });
}

/// Whether one of the tables above is an option of its own, whose contents the facts do not tell.
fn is_inside_of_option(options: &Options, path: &[String]) -> bool {
    (1..path.len()).any(|end| options.key(&path[..end].join(".")).is_some())
}

/// The key in the same table that is nearest, and its whole path.
fn near_key<'o>(options: &'o Options, path: &[String]) -> Option<(Near<'o>, String)> {
    let (key, tables) = path.split_last()?;
    let table = tables.join(".");
    let siblings = options.keys().filter_map(|known| {
        let rest = if table.is_empty() {
            known
        } else {
            known.strip_prefix(table.as_str())?.strip_prefix('.')?
        };
        rest.split('.').next()
    });
    let near = nearest(key, siblings)?;
    let whole =
        if table.is_empty() { near.name.to_owned() } else { format!("{table}.{}", near.name) };
    Some((near, whole))
}

/// A range without the quotes at its ends.
fn unquoted(block: &Block, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let text = block.text.text().get(range.clone()).unwrap_or_default();
    let is_quoted = text.len() >= 2 && (text.starts_with('"') || text.starts_with('\''));
    if is_quoted { range.start + 1..range.end - 1 } else { range.clone() }
}

fn key_range(block: &Block, entry: &Entry) -> std::ops::Range<usize> {
    unquoted(block, &entry.key)
}
