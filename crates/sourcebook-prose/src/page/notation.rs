//! Notations of other site generators as Markdown: front matter, admonitions, content tabs.
//!
//! Docusaurus and `VitePress` write `:::tip Title` … `:::`, `MkDocs` `!!! tip "Title"` with an indent of
//! four, and tabs as `=== "Title"`; Docusaurus has `<Tabs>` and `<TabItem>`. All of them become elements
//! around Markdown. What cannot be shown is named, and its marks are left out.

mod front_matter;
mod kinds;

use std::ops::Range;

use sourcebook_syntax::Span;

use self::kinds::{Kind, kind, title_of};
use crate::mapped::Mapped;

pub use self::front_matter::FrontMatter;

/// Maximum number of elements inside of each other; what is nested more deeply stays as it is.
const MAX_DEPTH: usize = 16;

/// A page as Markdown.
#[derive(Debug, Default)]
pub struct Translated {
    /// What mdBook reads.
    pub text: Mapped,
    /// What stands at the top of the page, between lines of `---`.
    pub front_matter: FrontMatter,
    /// What is not shown as its author means it, and where it stands.
    pub unrendered: Vec<(String, Span)>,
}

/// Reads a page that somebody wrote.
pub fn translate(text: &str) -> Translated {
    let (front_matter, start) = front_matter::read(text);
    let mut reader = Reader { text, open: Vec::new(), fence: None, read: Translated::default() };
    if let Some(title) = front_matter.title.as_ref().filter(|_| !has_title(&text[start..])) {
        reader.read.text.push_other(&format!("# {title}\n\n"), Span::new(0, start));
    }
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        reader.line(at..at + line.len());
        at += line.len();
    }
    reader.finish();
    Translated { front_matter, ..reader.read }
}

/// Whether a page has a heading of the first level outside of code.
fn has_title(text: &str) -> bool {
    let mut fence = None;
    text.lines().any(|line| {
        let is_title = fence.is_none() && line.starts_with("# ");
        fence = fence_behind(fence, line.trim_start());
        is_title
    })
}

/// What is open, with how far its lines are indented.
#[derive(Debug)]
enum Open {
    /// `:::`, with the number of colons.
    Colons { count: usize, end: &'static str },
    /// Indented by four, behind `!!!` or `???`.
    Indented { indent: usize, end: &'static str },
    /// Indented by four, behind `===`.
    Tab { indent: usize },
    /// `<Tabs>`.
    Tabs,
    /// `<TabItem>`.
    TabItem,
}

struct Reader<'t> {
    text: &'t str,
    open: Vec<Open>,
    /// The fence that is open: its letter and how often it stands there.
    fence: Option<(char, usize)>,
    read: Translated,
}

/// The fence that is open behind a line.
fn fence_behind(fence: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let letter = line.chars().next().filter(|letter| matches!(letter, '`' | '~'));
    let count = letter.map_or(0, |letter| line.chars().take_while(|one| *one == letter).count());
    match (fence, letter) {
        (None, Some(letter)) if count >= 3 && !line[count..].contains('`') => Some((letter, count)),
        (Some((open, least)), Some(letter))
            if open == letter && count >= least && line[count..].trim().is_empty() =>
        {
            None
        }
        _ => fence,
    }
}

impl Reader<'_> {
    /// How many spaces belong to what is open.
    fn removed(&self) -> usize {
        let depth = |open: &&Open| matches!(open, Open::Indented { .. } | Open::Tab { .. });
        4 * self.open.iter().filter(depth).count()
    }

    fn line(&mut self, range: Range<usize>) {
        let line = &self.text[range.clone()];
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() {
            return self.push(range, 0);
        }
        self.close_outer(indent, line);
        let removed = self.removed().min(indent);
        let rest = &line[removed..];
        let words = rest.trim();
        if self.fence.is_none() && self.mark(range.clone(), indent, words) {
            return;
        }
        let before = self.fence;
        self.fence = fence_behind(self.fence, rest.trim_start());
        let is_diagram = words.trim_start_matches(['`', '~']).trim() == "mermaid";
        if before.is_none() && self.fence.is_some() && is_diagram {
            self.name("a Mermaid diagram", range.clone());
        }
        self.push(range, removed);
    }

    fn push(&mut self, range: Range<usize>, removed: usize) {
        let range = range.start + removed..range.end;
        self.read.text.push(&self.text[range.clone()], Span::new(range.start, range.end));
    }

    /// Adds a line that the page does not have, in place of one that it has.
    fn put(&mut self, html: &str, indent: usize, range: &Range<usize>) {
        let text = self.read.text.text();
        let before = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
        let lines = format!("{before}{}{html}\n\n", " ".repeat(indent));
        self.read.text.push_other(&lines, Span::new(range.start, range.end));
    }

    fn name(&mut self, what: &str, range: Range<usize>) {
        let line = self.text[range.clone()].trim_end();
        let start = range.start + line.len() - line.trim_start().len();
        self.read.unrendered.push((what.to_owned(), Span::new(start, range.start + line.len())));
    }

    /// Closes what a line of this indent does not belong to.
    fn close_outer(&mut self, indent: usize, line: &str) {
        let range = self.read.text.text().len();
        let at = self.read.text.span(range..range).start as usize;
        while let Some(Open::Indented { indent: least, .. } | Open::Tab { indent: least }) =
            self.open.last()
        {
            let least = *least;
            if indent >= least {
                return;
            }
            let goes_on = line.trim_start().starts_with("=== \"") && indent + 4 == least;
            self.fence = None;
            let Some(open) = self.open.pop() else { return };
            let goes_on = goes_on && matches!(open, Open::Tab { .. });
            let outer = least - 4 - self.removed().min(least - 4);
            match open {
                Open::Tab { .. } if goes_on => self.put("</details>", outer, &(at..at)),
                Open::Tab { .. } => self.put("</details>\n</div>", outer, &(at..at)),
                Open::Indented { end, .. } => self.put(end, outer, &(at..at)),
                Open::Colons { .. } | Open::Tabs | Open::TabItem => {}
            }
            if goes_on {
                // The next tab stands in the same group.
                self.open.push(Open::Tabs);
                return;
            }
        }
    }

    /// Reads a line that is a mark of one of the notations.
    fn mark(&mut self, range: Range<usize>, indent: usize, words: &str) -> bool {
        let inner = indent - self.removed().min(indent);
        if inner > 3 && !words.starts_with("===") && !words.starts_with("!!!") {
            return false;
        }
        if words.starts_with(":::") {
            return self.colons(&range, inner, words);
        }
        if words.starts_with("!!! ") || words.starts_with("??? ") || words.starts_with("???+ ") {
            return self.indented(&range, indent, inner, words);
        }
        if let Some(title) = words.strip_prefix("=== \"").and_then(|rest| rest.strip_suffix('"')) {
            return self.tab(&range, indent, inner, title);
        }
        self.component(&range, inner, words) || self.foreign_tag(range, words)
    }

    fn colons(&mut self, range: &Range<usize>, inner: usize, words: &str) -> bool {
        let count = words.bytes().take_while(|byte| *byte == b':').count();
        let rest = words[count..].trim();
        if rest.is_empty() {
            let found = self
                .open
                .iter()
                .rposition(|open| matches!(open, Open::Colons { count: own, .. } if *own == count));
            let Some(at) = found.filter(|at| at + 1 == self.open.len()) else { return false };
            if let Open::Colons { end, .. } = self.open.remove(at) {
                self.put(end, inner, range);
            }
            return true;
        }
        let end = rest
            .find(|letter: char| !letter.is_alphanumeric() && letter != '-')
            .unwrap_or(rest.len());
        let (name, title) = rest.split_at(end);
        if name.is_empty() || self.open.len() >= MAX_DEPTH {
            return false;
        }
        let title = title.split_once('{').map_or(title, |(title, _)| title).trim();
        let title =
            title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
        let found = kind(name);
        if found.is_none() {
            self.name(&format!("the container `{name}`"), range.clone());
        }
        let kind = found.unwrap_or(Kind::Plain);
        self.put(
            &kind.start(name, Some(title).filter(|title| !title.is_empty()), false),
            inner,
            range,
        );
        self.open.push(Open::Colons { count, end: kind.end() });
        true
    }

    fn indented(&mut self, range: &Range<usize>, indent: usize, inner: usize, words: &str) -> bool {
        let is_fold = words.starts_with('?');
        let is_open = words.starts_with("???+");
        let rest = words.trim_start_matches(['!', '?', '+']).trim();
        let (names, title) = rest.split_once('"').unwrap_or((rest, ""));
        let title = rest.contains('"').then(|| title.trim_end_matches('"'));
        let name = names.split_whitespace().next().unwrap_or_default();
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name || self.open.len() >= MAX_DEPTH {
            return false;
        }
        let kind = match kind(name) {
            _ if is_fold => Kind::Fold,
            Some(kind) => kind,
            None => Kind::Note("note is-note"),
        };
        self.put(&kind.start(name, title, is_open), inner, range);
        self.open.push(Open::Indented { indent: indent + 4, end: kind.end() });
        true
    }

    fn tab(&mut self, range: &Range<usize>, indent: usize, inner: usize, title: &str) -> bool {
        if self.open.len() >= MAX_DEPTH {
            return false;
        }
        // The group of the tab before is open still.
        let goes_on = matches!(self.open.last(), Some(Open::Tabs));
        if goes_on {
            self.open.pop();
        }
        let group = if goes_on { "" } else { "<div class=\"tabs\">\n" };
        let title = kinds::escape(title);
        self.put(&format!("{group}<details><summary>{title}</summary>"), inner, range);
        self.open.push(Open::Tab { indent: indent + 4 });
        true
    }

    /// Docusaurus's components for tabs, and the lines that import them.
    fn component(&mut self, range: &Range<usize>, inner: usize, words: &str) -> bool {
        let is_tag = |name: &str| {
            words.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']))
                && words.ends_with('>')
        };
        if words.starts_with("import ") && words.contains("'@theme/") {
            return true;
        }
        if is_tag("<Tabs") && self.open.len() < MAX_DEPTH {
            self.put("<div class=\"tabs\">", inner, range);
            self.open.push(Open::Tabs);
        } else if is_tag("<TabItem") && matches!(self.open.last(), Some(Open::Tabs)) {
            let title = title_of(words).unwrap_or_default();
            self.put(
                &format!("<details><summary>{}</summary>", kinds::escape(title)),
                inner,
                range,
            );
            self.open.push(Open::TabItem);
        } else if words == "</TabItem>" && matches!(self.open.last(), Some(Open::TabItem)) {
            self.open.pop();
            self.put("</details>", inner, range);
        } else if words == "</Tabs>" && matches!(self.open.last(), Some(Open::Tabs)) {
            self.open.pop();
            self.put("</div>", inner, range);
        } else {
            return false;
        }
        true
    }

    /// Lines that only a generator of another kind understands: they are left out, and named.
    fn foreign_tag(&mut self, range: Range<usize>, words: &str) -> bool {
        const TAGS: [(&str, &str); 3] = [("{% ", " %}"), ("{{< ", " >}}"), ("{{% ", " %}}")];
        if words.eq_ignore_ascii_case("[toc]") || words.eq_ignore_ascii_case("[[toc]]") {
            return true;
        }
        let is_tag =
            TAGS.iter().any(|(start, end)| words.starts_with(start) && words.ends_with(end));
        if is_tag {
            self.name(&format!("the tag `{words}`"), range);
        }
        is_tag
    }

    /// Closes what is open at the end of the page.
    fn finish(&mut self) {
        let end = self.text.len();
        while let Some(open) = self.open.pop() {
            let html = match open {
                Open::Colons { end, .. } | Open::Indented { end, .. } => end,
                Open::Tab { .. } => "</details>\n</div>",
                Open::Tabs => "</div>",
                Open::TabItem => "</details>",
            };
            self.put(html, 0, &(end..end));
        }
    }
}

#[cfg(test)]
mod tests;
