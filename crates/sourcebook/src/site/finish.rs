//! The finisher: a renderer that runs behind the one for HTML and finishes its pages.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use mdbook_renderer::{RenderContext, Renderer};

use super::card::Cards;
use super::enrich::escape;
use super::head::{Head, address, head};
use super::outline::{Leaf, leaves};
use super::search::{Renamed, sort_index};
use super::{Site, SiteError};
use crate::facts::pages::{html, url};
use crate::files::replace;
use crate::threads;

/// The renderer of the name `sourcebook`.
#[derive(Debug, Clone, Copy)]
pub struct Finish;

/// Pages for which a thread is worth its start.
const PAGES_FOR_A_THREAD: usize = 4;

/// The folder of the cards on the site.
const CARDS: &str = "cards";

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
    let work = |leaf: &Leaf| {
        let card = format!("{CARDS}/{}.png", html(&leaf.path).trim_end_matches(".html"));
        write(&made.join(&card), &cards.card(leaf)?)?;
        let file = html(&leaf.path);
        let is_home = url(&leaf.path) == "/";
        page(made, &file, &head(settings, leaf, &card), index)?;
        Ok(is_home)
    };
    let done = threads::map(leaves, PAGES_FOR_A_THREAD, |leaf| leaf.path.len(), work);
    let homes = done.into_iter().collect::<Result<Vec<bool>, SiteError>>()?;
    if let Some(first) = leaves.first().filter(|_| !homes.contains(&true)) {
        // mdBook makes the start page of the first chapter when there is no other.
        let card = format!("{CARDS}/{}.png", html(&first.path).trim_end_matches(".html"));
        page(made, "index.html", &head(settings, first, &card), index)?;
    }
    for (file, title) in [("404.html", "Page not found"), ("print.html", "All pages")] {
        if made.join(file).is_file() {
            page(made, file, &unlisted(&settings.title, title), index)?;
        }
    }
    if let Some(base) = &settings.url {
        write(&made.join("sitemap.xml"), sitemap(base, leaves).as_bytes())?;
    }
    write(&made.join("robots.txt"), robots(settings.url.as_deref()).as_bytes())
}

/// The head of a page that no search engine should show.
fn unlisted(site: &str, title: &str) -> Head {
    Head {
        title: format!("{title} - {site}"),
        description: String::new(),
        more: "<meta name=\"robots\" content=\"noindex\">\n".to_owned(),
    }
}

fn page(made: &Path, name: &str, head: &Head, index: Option<&Renamed>) -> Result<(), SiteError> {
    let file = made.join(name);
    let io = |error| SiteError::Io { path: file.display().to_string(), error };
    let mut text = fs::read_to_string(&file).map_err(io)?;
    if let Some(Renamed { old, new }) = index {
        text = text.replace(old.as_str(), new);
    }
    let text =
        rewrite(&text, head).map_err(|reason| SiteError::Page { page: name.to_owned(), reason })?;
    write(&file, text.as_bytes())
}

fn write(file: &Path, contents: &[u8]) -> Result<(), SiteError> {
    replace(file, contents, None)
        .map_err(|error| SiteError::Io { path: file.display().to_string(), error })
}

/// A page of mdBook with its head finished and its sidebar toggle mended.
fn rewrite(page: &str, head: &Head) -> Result<String, String> {
    let (titles, toggles) = (Cell::new(0), Cell::new(0));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("head > title", |title| {
            titles.set(titles.get() + 1);
            title.set_inner_content(&head.title, ContentType::Text);
            Ok(())
        }))
        .append_element_content_handler(element!("head > meta[name=description]", |meta| {
            if head.description.is_empty() {
                meta.remove();
            } else {
                // Unlike contents, attributes are escaped for quotes only.
                meta.set_attribute("content", &head.description.replace('&', "&amp;"))?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!("head", |element| {
            element.append(&head.more, ContentType::Html);
            Ok(())
        }))
        .append_element_content_handler(element!("#mdbook-sidebar-toggle", |toggle| {
            toggles.set(toggles.get() + 1);
            mend_toggle(toggle)?;
            Ok(())
        }));
    let text = rewrite_str(page, settings).map_err(|error| error.to_string())?;
    if (titles.get(), toggles.get()) == (1, 1) {
        Ok(text)
    } else {
        Err("it is not a page as mdBook 0.5 makes it: its title or its sidebar toggle is missing"
            .to_owned())
    }
}

/// The toggle is a label, which may have neither the state nor the name that mdBook's script and
/// template give it, and which no key reaches. As a button it may, and keys work.
fn mend_toggle(toggle: &mut Element<'_, '_>) -> Result<(), lol_html::errors::AttributeNameError> {
    toggle.set_attribute("role", "button")?;
    toggle.set_attribute("tabindex", "0")?;
    toggle.after(TOGGLE_KEYS, ContentType::Html);
    Ok(())
}

const TOGGLE_KEYS: &str = "\n<script>
document.getElementById('mdbook-sidebar-toggle').addEventListener('keydown', function (event) {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); this.click(); }
});
</script>";

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
