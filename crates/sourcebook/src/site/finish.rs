//! The finisher: a renderer that runs behind the one for HTML and finishes its pages.

use std::fs;
use std::path::Path;

use mdbook_renderer::{RenderContext, Renderer};

use super::card::Cards;
use super::enrich::escape;
use super::head::{Head, address, head};
use super::outline::{Leaf, leaves};
use super::output::{SCRIPT_FILE, write};
use super::rewrite::{Around, rewrite};
use super::search::{Renamed, sort_index};
use super::{Site, SiteError};
use crate::facts::pages::{html, url};
use crate::products::theme_css::FONT_FILE;
use crate::threads;

/// The renderer of the name `sourcebook`.
#[derive(Debug, Clone, Copy)]
pub struct Finish;

/// Pages for which a thread is worth its start.
const PAGES_FOR_A_THREAD: usize = 4;

/// The folder of the cards on the site.
const CARDS: &str = "cards";

/// The script of all pages.
const SCRIPT: &str = include_str!("book.js");

/// The bundled font for browsers: its Latin letters in every weight.
static WEB_FONT: &[u8] = include_bytes!("../../fonts/PublicSans-Variable-Latin.woff2");

impl Renderer for Finish {
    fn name(&self) -> &'static str {
        "sourcebook"
    }

    fn render(&self, context: &RenderContext) -> mdbook_driver::errors::Result<()> {
        let site = Site::open(&context.root)?;
        let made = context.destination.parent().unwrap_or(Path::new(".")).join("html");
        finish(&site, &leaves(&site.facts, &context.book.items), &made, &context.destination)?;
        Ok(())
    }
}

/// Finishes the pages in `made`; what can be used again is kept in `own`.
fn finish(site: &Site, leaves: &[Leaf], made: &Path, own: &Path) -> Result<(), SiteError> {
    let settings = &site.facts.site;
    let cards = Cards::new(&site.folder, settings, &site.facts.theme, own.join(CARDS))?;
    let index = sort_index(made)?;
    let index = index.as_ref();
    let around = Around::of(leaves);
    let work = |leaf: &Leaf| {
        let card = card_of(leaf);
        cards.put(leaf, &made.join(&card))?;
        page(made, &html(&leaf.path), &head(settings, leaf, &card), &around, index)?;
        Ok(url(&leaf.path) == "/")
    };
    let done = threads::map(leaves, PAGES_FOR_A_THREAD, |leaf| leaf.path.len(), work);
    let homes = done.into_iter().collect::<Result<Vec<bool>, SiteError>>()?;
    if let Some(first) = leaves.first().filter(|_| !homes.contains(&true)) {
        // mdBook makes the start page of the first chapter when there is no other.
        page(made, "index.html", &head(settings, first, &card_of(first)), &around, index)?;
    }
    for (file, title) in [("404.html", "Page not found"), ("print.html", "All pages")] {
        if made.join(file).is_file() {
            page(made, file, &unlisted(&settings.title, title), &around, index)?;
        }
    }
    write(&made.join(SCRIPT_FILE), SCRIPT.as_bytes())?;
    if site.facts.theme.uses_bundled_font() {
        write(&made.join(FONT_FILE), WEB_FONT)?;
    }
    if let Some(base) = &settings.url {
        write(&made.join("sitemap.xml"), sitemap(base, leaves).as_bytes())?;
    }
    write(&made.join("robots.txt"), robots(settings.url.as_deref()).as_bytes())
}

/// The file of a page's card on the site.
fn card_of(leaf: &Leaf) -> String {
    format!("{CARDS}/{}.png", html(&leaf.path).trim_end_matches(".html"))
}

/// The head of a page that no search engine should show.
fn unlisted(site: &str, title: &str) -> Head {
    Head {
        title: format!("{title} - {site}"),
        description: String::new(),
        more: "<meta name=\"robots\" content=\"noindex\">\n".to_owned(),
    }
}

fn page(
    made: &Path,
    name: &str,
    head: &Head,
    around: &Around<'_>,
    index: Option<&Renamed>,
) -> Result<(), SiteError> {
    let file = made.join(name);
    let io = |error| SiteError::Io { path: file.display().to_string(), error };
    let mut text = fs::read_to_string(&file).map_err(io)?;
    if let Some(Renamed { old, new }) = index {
        text = text.replace(old.as_str(), new);
    }
    let text = rewrite(&text, name, head, around)
        .map_err(|reason| SiteError::Page { page: name.to_owned(), reason })?;
    write(&file, text.as_bytes())
}

/// The addresses of all pages (sitemaps.org). Without dates: the same input gives the same bytes.
fn sitemap(base: &str, leaves: &[Leaf]) -> String {
    let mut addresses: Vec<String> =
        leaves.iter().map(|leaf| escape(&address(base, &leaf.path))).collect();
    addresses.sort_unstable();
    let rows = addresses.iter().map(|address| format!("<url><loc>{address}</loc></url>\n"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        rows.collect::<String>()
    )
}

fn robots(base: Option<&str>) -> String {
    let sitemap = base.map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
