//! The preprocessor: facts, lists of child pages, badges, and links to READMEs. What a generated
//! page says stays a text.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use pulldown_cmark::{Event, Parser, Tag};
use sourcebook_prose::page::translate;
use sourcebook_syntax::nearest;

use super::braces::{BRACE, inert};
use super::made::Made;
use super::outline::{Leaf, entries, leaf};
use super::{BEFORE, FOLLOWER, Site, SiteError};
use crate::artifact::split;
use crate::facts::names::{Names, inclusions};
use crate::facts::pages::html;
use crate::facts::{Facts, manifest::Entry};

/// The preprocessor of the name `sourcebook`.
#[derive(Debug, Clone, Copy)]
pub struct Enrich;

/// Where a page wants the list of its child pages.
const CHILDREN: &str = "<children></children>";

impl Preprocessor for Enrich {
    fn name(&self) -> &'static str {
        "sourcebook"
    }

    fn run(
        &self,
        context: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_driver::errors::Result<Book> {
        check_order(context)?;
        let site = Site::open(&context.root)?;
        let entries = entries(site.facts.manifest.as_ref());
        let made = Made::read(&context.root, &context.config.book.src, site.has_products)?;
        let mut names = Lazy { site: &site, names: None };
        enrich(&site.facts, &entries, &made, &mut names, &mut book.items)?;
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_driver::errors::Result<bool> {
        Ok(renderer == "html")
    }
}

/// What mdBook's own preprocessor includes before this one cannot be told from what a page says.
fn check_order(context: &PreprocessorContext) -> mdbook_driver::errors::Result<()> {
    let before: Vec<String> = context.config.get(BEFORE)?.unwrap_or_default();
    let is_first = before.iter().any(|name| name == FOLLOWER);
    if is_first || !context.config.build.use_default_preprocessors {
        return Ok(());
    }
    Err(SiteError::Order.into())
}

/// Facts by name, asked for only when a page includes one: the facts command may be slow.
struct Lazy<'s> {
    site: &'s Site,
    names: Option<Names>,
}

impl Lazy<'_> {
    fn get(&mut self, page: &str, name: &str) -> Result<String, SiteError> {
        let names = match self.names.take() {
            Some(names) => names,
            None => self.site.names()?,
        };
        let names = self.names.insert(names);
        names.get(name).cloned().ok_or_else(|| {
            let near = nearest(name, names.keys().map(String::as_str));
            let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            SiteError::UnknownFact { page: page.to_owned(), name: name.to_owned(), help }
        })
    }
}

fn enrich(
    facts: &Facts,
    entries: &HashMap<&str, &Entry>,
    made: &Made,
    names: &mut Lazy<'_>,
    items: &mut [BookItem],
) -> Result<(), SiteError> {
    for item in items {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        if let Some(leaf) = leaf(facts, entries, chapter, &[]) {
            let is_made = made.has(&leaf.path, &chapter.content);
            chapter.content = with_index_links(facts, &leaf, std::mem::take(&mut chapter.content));
            if is_made {
                // Its text is that of a document or a program, which includes nothing.
                let content = std::mem::take(&mut chapter.content);
                let whole = 0..content.len();
                chapter.content = inert(content, std::slice::from_ref(&whole));
            } else {
                check_includes(facts, &leaf)?;
                let translated = translate(&chapter.content).text.text().to_owned();
                chapter.content = translated;
                chapter.content = with_facts(names, &leaf, &chapter.content)?;
                for place in places(&chapter.content).into_iter().rev() {
                    let list = children(facts, entries, &leaf, chapter);
                    chapter.content.replace_range(place, &list);
                }
            }
        }
        enrich(facts, entries, made, names, &mut chapter.sub_items)?;
    }
    Ok(())
}

/// mdBook leaves the directive on the page where there is no file.
fn check_includes(facts: &Facts, leaf: &Leaf) -> Result<(), SiteError> {
    let page = facts.pages.as_ref().and_then(|pages| pages.get(&leaf.path));
    match page.and_then(|page| page.missing.first()) {
        Some((file, _)) => {
            Err(SiteError::MissingInclude { page: leaf.path.clone(), file: file.clone() })
        }
        None => Ok(()),
    }
}

/// mdBook makes `index.html` of a README, and leaves links to `README.md` as they are.
fn with_index_links(facts: &Facts, leaf: &Leaf, mut content: String) -> String {
    let page = facts.pages.as_ref().and_then(|pages| pages.get(&leaf.path));
    for link in page.map(|page| &page.links[..]).unwrap_or_default().iter().rev() {
        let range = link.span.range();
        let Some(found) = content.get(range.clone()).and_then(|text| text.rfind("README.md"))
        else {
            continue;
        };
        if !link.target.contains("://") && link.target.contains("README.md") {
            let start = range.start + found;
            content.replace_range(start..start + "README".len(), "index");
        }
    }
    content
}

fn badges(states: &[String]) -> String {
    let badge = |state: &String| format!("<span class=\"state\">{}</span>", escape(state));
    states.iter().map(badge).collect()
}

/// The page with the facts that it includes, which include nothing themselves.
fn with_facts(names: &mut Lazy<'_>, leaf: &Leaf, content: &str) -> Result<String, SiteError> {
    let mut text = String::with_capacity(content.len());
    let mut facts = Vec::new();
    let mut at = 0;
    for inclusion in inclusions(content) {
        text.push_str(&content[at..inclusion.range.start]);
        let start = text.len();
        text.push_str(&names.get(&leaf.path, &inclusion.name)?);
        facts.push(start..text.len());
        at = inclusion.range.end;
    }
    text.push_str(&content[at..]);
    Ok(inert(text, &facts))
}

/// Where a page wants the list: paragraphs of nothing else, so that code can show the element.
fn places(content: &str) -> Vec<Range<usize>> {
    if !content.contains(CHILDREN) {
        return Vec::new();
    }
    let blocks = Parser::new(content).into_offset_iter();
    let blocks = blocks.filter(|(event, range)| {
        matches!(event, Event::Start(Tag::Paragraph | Tag::HtmlBlock))
            && content.get(range.clone()).is_some_and(|text| text.trim() == CHILDREN)
    });
    blocks.map(|(_, range)| range).collect()
}

/// The list of the child pages with their descriptions. It is one block of HTML without blank
/// lines, so that Markdown leaves it as it is.
fn children(
    facts: &Facts,
    entries: &HashMap<&str, &Entry>,
    parent: &Leaf,
    chapter: &Chapter,
) -> String {
    let mut list = "<ul class=\"sourcebook-children\">\n".to_owned();
    for item in &chapter.sub_items {
        let BookItem::Chapter(child) = item else {
            continue;
        };
        let Some(leaf) = leaf(facts, entries, child, &[]) else {
            continue;
        };
        let depth = split(&parent.path).0.split('/').filter(|part| !part.is_empty()).count();
        let root = "../".repeat(depth);
        let href = format!("{root}{}", html(&leaf.path));
        let icon = leaf.icon.map_or_else(String::new, |icon| {
            // The title beside it says what it means.
            let source = escape(&format!("{root}{icon}"));
            format!("<img class=\"sourcebook-icon\" src=\"{source}\" alt=\"\">")
        });
        let _ = write!(
            list,
            "<li><p>{icon}<a href=\"{}\">{}</a>{}</p>",
            escape(&href),
            escape(&leaf.title),
            badges(&leaf.states)
        );
        if !leaf.description.is_empty() {
            let _ = write!(list, "<p>{}</p>", escape(&leaf.description));
        }
        list.push_str("</li>\n");
    }
    list + "</ul>\n"
}

/// A text in HTML, in which no preprocessor finds a directive.
pub(super) fn escape(text: &str) -> String {
    handlebars::html_escape(text).replace('{', BRACE)
}
