//! The frame of a page: header, navigation, breadcrumb, outline, the way on.

mod around;
mod source;

use std::fmt::Write;
use std::path::Path;

use mdbook_driver::book::BookItem;
use mdbook_driver::config::HtmlConfig;
use serde::Serialize;

use super::components::{Contents, Heading, PageKind, is_broad};
use super::head::Head;
use super::markup::{escape, write};
use super::navigation::Navigation;
use super::outline::Leaf;
use super::template::Template;
use super::{Site, SiteError, assets::Assets};
use crate::facts::pages::html;

pub(super) use around::Around;
pub(super) use source::Source;

/// The mark in the header where the project has no logo of its own.
const MARK: &str = "<svg viewBox=\"0 0 22 22\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\" \
    stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\"><path d=\"M4 4.75A1.75 1.75 0 0 1 5.75 \
    3H18v16H5.75A1.75 1.75 0 0 1 4 17.25z\"/><path d=\"M4 16.5A1.75 1.75 0 0 1 5.75 15H18\"/><path d=\"m8.25 \
    8.75 2.1 2.1 3.9-4.1\" stroke=\"var(--link)\"/></svg>";

/// The same for the tab of a browser.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 22 22' fill='none' \
    stroke='%233b6fe0' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M4 4.75A1.75 \
    1.75 0 0 1 5.75 3H18v16H5.75A1.75 1.75 0 0 1 4 17.25z'/%3E%3Cpath d='m8.25 8.75 2.1 2.1 3.9-4.1'/%3E%3C/svg%3E";

/// The template's name among those that a project can replace.
const TEMPLATE: &str = "site/page.html.hbs";

/// Files of the docs folder that are the icon of the site where they are there.
const ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];

/// What the template is given.
#[derive(Serialize)]
struct Context<'c> {
    language: &'c str,
    /// Fragments that lead elsewhere, as JSON; empty where there are none.
    moved: &'c str,
    root: &'c str,
    title: &'c str,
    description: &'c str,
    head: &'c str,
    icon: String,
    styles: Vec<String>,
    scripts: Vec<Script>,
    is_home: bool,
    logo: String,
    site: &'c str,
    version: &'c str,
    parts: Vec<Link<'c>>,
    all_pages: &'c str,
    repository: &'c str,
    texts: &'c crate::facts::Texts,
    sidebar: String,
    class: &'static str,
    trail: String,
    content: String,
    foot: String,
    outline: String,
}

#[derive(Serialize)]
struct Script {
    address: String,
    waits: bool,
}

#[derive(Serialize)]
struct Link<'c> {
    title: &'c str,
    address: String,
}

/// What all pages have in common.
pub(super) struct Frame<'s> {
    site: &'s Site,
    template: Template,
    navigation: Navigation,
    around: Around<'s>,
    assets: Assets,
    source: Source,
    /// The project's own style sheets and scripts on the site.
    own: (Vec<String>, Vec<String>),
    /// The project's logo and icon on the site.
    logo: Option<String>,
    icon: Option<String>,
    /// The page without a script that lists all pages.
    pub(super) all_pages: &'static str,
}

/// A page that is put into the frame.
pub(super) struct Framed<'p> {
    /// Its HTML file.
    pub(super) file: &'p str,
    /// What leads from it to the root of the site.
    pub(super) root: &'p str,
    pub(super) leaf: Option<&'p Leaf>,
    pub(super) kind: PageKind,
    pub(super) head: &'p Head,
    pub(super) contents: &'p Contents<'p>,
    pub(super) moved: &'p str,
}

impl<'s> Frame<'s> {
    /// The frame of a book.
    ///
    /// # Errors
    /// When the template is not valid, or a file cannot be read or written.
    pub(super) fn new(
        site: &'s Site,
        leaves: &'s [Leaf],
        items: &[BookItem],
        config: &HtmlConfig,
        made: &Path,
    ) -> Result<Self, SiteError> {
        let pages = site.facts.pages.as_ref();
        let is_file = |name: &&&str| pages.is_some_and(|pages| pages.has_file(name));
        let icon = ICONS.iter().find(is_file).map(|name| (*name).to_owned());
        let logo = site
            .facts
            .site
            .logo
            .as_ref()
            .map(|logo| around::put_logo(&site.folder, &logo.value, made));
        let is_taken = leaves.iter().any(|leaf| html(&leaf.path) == "search.html");
        Ok(Self {
            site,
            template: Template::new(&site.folder, TEMPLATE)?,
            navigation: Navigation::of(items),
            around: Around::of(leaves),
            assets: Assets::write(made, &site.facts.theme, &site.facts.texts)?,
            source: Source::of(site),
            own: around::own_files(&site.folder, config, made)?,
            logo: logo.transpose()?,
            icon,
            all_pages: if is_taken { "index.html" } else { "search.html" },
        })
    }

    /// The navigation.
    pub(super) fn navigation(&self) -> &Navigation {
        &self.navigation
    }

    /// The name of the script of all pages.
    pub(super) fn script(&self) -> &str {
        &self.assets.script
    }

    /// A whole page.
    ///
    /// # Errors
    /// When the template asks for what it is not given.
    pub(super) fn page(&self, page: &Framed<'_>) -> Result<String, SiteError> {
        let Framed { root, contents, head, .. } = *page;
        let settings = &self.site.facts.site;
        let texts = &self.site.facts.texts;
        let content = write(&contents.nodes);
        let is_home = content.contains("class=\"sourcebook-hero\"");
        let outline = if is_home || is_broad(contents) {
            String::new()
        } else {
            outline(&contents.headings, texts)
        };
        let class = match (is_home, is_broad(contents)) {
            (true, _) => "home",
            (_, true) => "page broad",
            _ => "page",
        };
        let trail = if is_home || page.file == "index.html" {
            String::new()
        } else {
            self.around.trail(page, texts)
        };
        let parts = self.navigation.firsts();
        let address = |name: &String| format!("{root}{name}");
        self.template.render(&Context {
            language: &settings.language,
            moved: page.moved,
            root,
            title: &head.title,
            description: &head.description,
            head: &head.more,
            icon: self
                .icon
                .as_ref()
                .or(self.logo.as_ref())
                .map_or_else(|| ICON.to_owned(), address),
            styles: std::iter::once(&self.assets.styles).chain(&self.own.0).map(address).collect(),
            scripts: self.scripts(root),
            is_home,
            logo: self.logo.as_ref().map_or_else(
                || MARK.to_owned(),
                |logo| format!("<img class=\"logo\" src=\"{root}{}\" alt=\"\">", escape(logo)),
            ),
            site: &settings.title,
            version: settings.version.as_deref().unwrap_or_default(),
            parts: parts
                .map(|(title, file)| Link { title, address: format!("{root}{file}") })
                .collect(),
            all_pages: self.all_pages,
            repository: settings.repository.as_deref().unwrap_or_default(),
            texts,
            sidebar: self.navigation.sidebar(page.file, root, contents),
            class,
            trail,
            content: title(contents, page.leaf, page.kind) + &content,
            foot: if is_home { String::new() } else { self.foot(page) },
            outline,
        })
    }

    fn scripts(&self, root: &str) -> Vec<Script> {
        let script = |name: &String, waits| Script { address: format!("{root}{name}"), waits };
        let own = self.own.1.iter().map(|name| script(name, true));
        std::iter::once(script(&self.assets.script, false)).chain(own).collect()
    }

    /// Where the source of a page is, when it changed, and the pages beside it.
    fn foot(&self, page: &Framed<'_>) -> String {
        let Some(leaf) = page.leaf else { return String::new() };
        let texts = &self.site.facts.texts;
        let mut links = String::new();
        if page.kind == PageKind::Guide {
            if let Some(address) = self.source.edit(&leaf.path) {
                let _ =
                    write!(links, "<a href=\"{}\">{}</a>", escape(&address), escape(&texts.edit));
            }
            if let Some(date) = self.source.changed(&leaf.path) {
                let _ = write!(
                    links,
                    "<span>{} <time datetime=\"{date}\">{date}</time></span>",
                    escape(&texts.changed)
                );
            }
        }
        let foot = if links.is_empty() {
            links
        } else {
            format!("<footer class=\"foot\">{links}</footer>\n")
        };
        foot + &self.around.pager(page, texts)
    }
}

/// The title of a page, its states, and what it is about.
fn title(contents: &Contents<'_>, leaf: Option<&Leaf>, kind: PageKind) -> String {
    if contents.title.is_empty() {
        return String::new();
    }
    let mut html = format!("<div class=\"title\"><h1>{}</h1>", write(&contents.title));
    let states = leaf.map(|leaf| &leaf.states[..]).unwrap_or_default();
    if !states.is_empty() {
        let states =
            states.iter().map(|state| format!("<span class=\"state\">{}</span>", escape(state)));
        let _ = write!(html, "<p class=\"states\">{}</p>", states.collect::<String>());
    }
    let sentence = leaf.and_then(|leaf| leaf.lead.as_deref());
    let sentence = sentence.filter(|_| kind == PageKind::Guide);
    if let Some(lead) = sentence.filter(|lead| !begins_with(contents, lead)) {
        let _ = write!(html, "<p class=\"lead\">{}</p>", escape(lead));
    }
    html + "</div>\n"
}

/// Whether the first paragraph says the same.
fn begins_with(contents: &Contents<'_>, lead: &str) -> bool {
    let first = contents.nodes.iter().find(|node| !node.is_blank());
    let text =
        first.map(|node| super::markup::plain(std::slice::from_ref(node))).unwrap_or_default();
    text.trim_start().starts_with(lead.trim_end_matches('.'))
}

/// The outline at the right.
fn outline(headings: &[Heading], texts: &crate::facts::Texts) -> String {
    if headings.len() < 2 {
        return String::new();
    }
    let title = escape(&texts.on_this_page);
    let mut html = format!(
        "<nav class=\"outline\" aria-labelledby=\"outline-title\"><h2 id=\"outline-title\">{title}</h2><ul>"
    );
    let mut is_deep = false;
    for (at, heading) in headings.iter().enumerate() {
        let goes_deep = heading.level > 2 && at > 0;
        if at > 0 {
            html.push_str(match (is_deep, goes_deep) {
                (false, true) => "<ul>",
                (true, false) => "</li></ul></li>",
                _ => "</li>",
            });
        }
        is_deep = goes_deep;
        let _ = write!(html, "<li><a href=\"#{}\">{}</a>", heading.id, escape(&heading.text));
    }
    html + if is_deep { "</li></ul></li></ul></nav>" } else { "</li></ul></nav>" }
}
