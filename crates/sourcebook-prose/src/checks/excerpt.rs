//! Blocks that are excerpts of files, and are not what the files say any more.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::page::{Annotation, Directive};

problem_code! {
    /// The comment `<!-- sourcebook: file PATH#L3-9 -->` says that the block below it is those lines of
    /// a file, and it is not: the file was changed since, or its lines have moved.
    ///
    /// Copy the lines again, or correct the path and the numbers of the lines. Lines may be indented
    /// less than in the file. Without `#L…` the block is the whole file.
    pub static PROSE_EXCERPT = "prose-excerpt", Error,
        "an excerpt of a file is not what the file says";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for annotation in &context.written.page.annotations {
        if let Directive::File { path, lines } = &annotation.directive {
            findings.list.extend(wrong(context, annotation, path, *lines));
        }
    }
}

fn wrong(
    context: &Context<'_>,
    annotation: &Annotation,
    path: &str,
    lines: Option<(usize, usize)>,
) -> Option<Diagnostic> {
    let place = context.place(annotation.span);
    let diagnose = |message: String| Diagnostic::new(&PROSE_EXCERPT, message);
    let Some(text) = context.vocabulary.excerpts.get(path) else {
        let message = format!("there is no file {path}");
        return Some(
            diagnose(message).at(place, "this file").help("name a text file of the project"),
        );
    };
    let page = context.written.page;
    let Some(block) = page.blocks.iter().find(|block| block.span == annotation.target) else {
        let message = "no block follows this comment".to_owned();
        let help = "put it on the line before the fence of the excerpt";
        return Some(diagnose(message).at(place, "an excerpt of what").help(help));
    };
    let all: Vec<&str> = text.lines().collect();
    let (first, last) = lines.unwrap_or((1, all.len()));
    let Some(wanted) = all.get(first.saturating_sub(1)..last) else {
        let message = format!("{path} has only {} lines", all.len());
        return Some(
            diagnose(message).at(place, "these lines").help("correct the numbers of the lines"),
        );
    };
    let shown: Vec<&str> = block.text.text().lines().collect();
    let at = difference(wanted, &shown)?;
    let start = block.text.text().split_inclusive('\n').take(at).map(str::len).sum::<usize>();
    let length = shown.get(at).map_or(0, |line| line.len());
    let span = block.text.span(start..start + length);
    let message = format!("this is not what {path} says in line {}", first + at);
    let diagnostic = diagnose(message).at(context.place(span), "differs from the file");
    Some(match wanted.get(at) {
        Some(line) => diagnostic.help(format!("the file says `{}`", line.trim())),
        None => diagnostic.help("the excerpt has more lines than the file"),
    })
}

/// The first line that differs; white space at the ends, and what all lines are indented by, aside.
fn difference(wanted: &[&str], shown: &[&str]) -> Option<usize> {
    let (outer, inner) = (indent(wanted), indent(shown));
    let without =
        |line: &str, indent: usize| line.get(indent..).unwrap_or("").trim_end().to_owned();
    let count = wanted.len().max(shown.len());
    (0..count).find(|at| {
        let wanted = wanted.get(*at).map(|line| without(line, outer));
        let shown = shown.get(*at).map(|line| without(line, inner));
        wanted != shown && (wanted.as_deref(), shown.as_deref()) != (None, Some(""))
    })
}

/// What all lines that are not empty are indented by.
fn indent(lines: &[&str]) -> usize {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0)
}
