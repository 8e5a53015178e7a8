//! Checks of rendered pages: every link and anchor resolves, every table's rows have the same
//! number of cells.

#[allow(dead_code, reason = "only pages of the default layout keep them")]
pub(crate) mod lines;
#[allow(dead_code, reason = "only pages of the default layout are asked for it")]
pub(crate) mod structure;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use sourcebook::products::api_reference::RenderedPage;

/// Everything that is wrong with a set of pages, one sentence each.
pub(crate) fn problems(pages: &[RenderedPage]) -> Vec<String> {
    let parsed: HashMap<&str, ParsedPage> =
        pages.iter().map(|page| (page.file.as_str(), parse(&page.text))).collect();
    let mut problems = Vec::new();
    for page in pages {
        let here = &parsed[page.file.as_str()];
        for link in &here.links {
            if let Some(problem) = link_problem(&parsed, &page.file, link) {
                problems.push(format!("{}: {problem}", page.file));
            }
        }
        for table in &here.tables {
            problems
                .extend(table_problem(&page.text, table).map(|it| format!("{}: {it}", page.file)));
        }
        problems.extend(here.doubled.iter().map(|id| format!("{}: id `{id}` twice", page.file)));
    }
    problems
}

struct ParsedPage {
    anchors: HashSet<String>,
    doubled: Vec<String>,
    links: Vec<String>,
    tables: Vec<Range<usize>>,
}

fn parse(text: &str) -> ParsedPage {
    let mut page = ParsedPage {
        anchors: HashSet::new(),
        doubled: Vec::new(),
        links: Vec::new(),
        tables: Vec::new(),
    };
    let mut heading: Option<String> = None;
    // Whether an anchor stands right before: a heading behind it is reached by that.
    let mut is_anchored = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(text) = heading.take().filter(|_| !std::mem::take(&mut is_anchored)) {
                    add_heading(&mut page.anchors, &text);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
            Event::Start(Tag::Table(_)) => page.tables.push(range),
            Event::Start(Tag::Item) => is_anchored = false,
            Event::Html(html) | Event::InlineHtml(html) => {
                for id in ids(&html) {
                    is_anchored = true;
                    if !page.anchors.insert(id.clone()) {
                        page.doubled.push(id);
                    }
                }
            }
            _ => {}
        }
    }
    page
}

/// The anchor that mdBook and GitHub give a heading; repeated ones are numbered.
fn add_heading(anchors: &mut HashSet<String>, heading: &str) {
    let slug: String = heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        })
        .collect();
    let numbered = (1..).map(|number| format!("{slug}-{number}"));
    let free = std::iter::once(slug.clone()).chain(numbered).find(|one| !anchors.contains(one));
    anchors.extend(free);
}

fn ids(html: &str) -> Vec<String> {
    let attributes = html.split(" id=\"").skip(1);
    attributes.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn link_problem(pages: &HashMap<&str, ParsedPage>, from: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") || link.starts_with('/') {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let file = file.strip_prefix("./").unwrap_or(file);
    let file = if file.is_empty() { from } else { file };
    let Some(page) = pages.get(file) else { return Some(format!("`{link}` leads to no page")) };
    let exists = anchor.is_empty() || page.anchors.contains(anchor);
    (!exists).then(|| format!("`{link}` leads to no anchor"))
}

fn table_problem(text: &str, range: &Range<usize>) -> Option<String> {
    let lines: Vec<&str> = text[range.clone()].trim_end().lines().collect();
    let count = cells(lines.first()?);
    let odd = lines.iter().find(|line| cells(line) != count)?;
    Some(format!("a row has {} cells instead of {count}: {odd}", cells(odd)))
}

/// The cells of a row as GitHub Flavored Markdown splits them: at every `|` without a backslash.
fn cells(line: &str) -> usize {
    let mut escaped = false;
    let mut pipes = 0;
    for character in line.chars() {
        if character == '|' && !escaped {
            pipes += 1;
        }
        escaped = character == '\\' && !escaped;
    }
    pipes
}
