//! The finisher: a renderer that runs behind the one for HTML and finishes its pages.

use std::fs;
use std::path::{Path, PathBuf};

use mdbook_renderer::{RenderContext, Renderer};

use super::assets::INDEX_FILE;
use super::card::Cards;
use super::components::{PageKind, arrange};
use super::frame::{Frame, Framed};
use super::head::{Head, address, head};
use super::made::Made;
use super::markup::escape;
use super::moved::Moved;
use super::outline::{Leaf, leaves};
use super::output::write;
use super::search_index::{self, Found};
use super::{Site, SiteError, leftovers, unlisted};
use crate::facts::pages::{html, url};
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
        let leaves = leaves(&site.facts, &context.book.items);
        Finisher::new(&site, &leaves, context)?.finish()?;
        Ok(())
    }
}

/// Makes the pages of the site from those of mdBook.
struct Finisher<'s> {
    site: &'s Site,
    leaves: &'s [Leaf],
    /// The folder of mdBook's pages.
    made: PathBuf,
    generated: Made,
    frame: Frame<'s>,
    /// None where nobody asks for cards.
    cards: Option<Cards>,
    moved: Moved,
    /// Where the site stands on its host, with a slash at both ends.
    base: String,
}

impl<'s> Finisher<'s> {
    /// What can be used again is kept in the renderer's own folder.
    fn new(site: &'s Site, leaves: &'s [Leaf], context: &RenderContext) -> Result<Self, SiteError> {
        let made = context.destination.parent().unwrap_or(Path::new(".")).join("html");
        let config = context.config.html_config().unwrap_or_default();
        let base = config.site_url.clone().unwrap_or_else(|| "/".to_owned());
        let generated = Made::read(&context.root, &context.config.book.src, site.has_products)?;
        let facts = &site.facts;
        let cache = context.destination.join(CARDS);
        let has_cards = !matches!(context.config.get(super::CARDS), Ok(Some(false)));
        Ok(Self {
            frame: Frame::new(site, leaves, &context.book.items, &config, &made)?,
            cards: has_cards
                .then(|| Cards::new(&site.folder, &facts.site, &facts.theme, cache))
                .transpose()?,
            moved: Moved::of(&config),
            site,
            leaves,
            generated,
            base: if base.ends_with('/') { base } else { base + "/" },
            made,
        })
    }

    fn finish(&self) -> Result<(), SiteError> {
        let work = |leaf: &Leaf| self.page(leaf);
        let done = threads::map(self.leaves, PAGES_FOR_A_THREAD, |leaf| leaf.path.len(), work);
        let found: Vec<Found> = done
            .into_iter()
            .collect::<Result<Vec<_>, SiteError>>()?
            .into_iter()
            .flatten()
            .collect();
        let is_home = |leaf: &Leaf| url(&leaf.path) == "/";
        if let Some(first) = self.leaves.first().filter(|_| !self.leaves.iter().any(is_home)) {
            // mdBook makes the start page of the first chapter when there is no other.
            self.put(first, "index.html")?;
        }
        write(&self.made.join(INDEX_FILE), search_index::script(&found).as_bytes())?;
        self.unlisted_pages(&found)?;
        self.moved.write(&self.site.folder, &self.made, &self.site.facts, self.frame.script())?;
        self.delete_leftovers()?;
        let url = self.site.facts.site.url.as_deref();
        if let Some(base) = url {
            write(&self.made.join("sitemap.xml"), sitemap(base, self.leaves).as_bytes())?;
        }
        write(&self.made.join("robots.txt"), robots(url).as_bytes())
    }

    /// Finishes a page; answers with what can be found on it.
    fn page(&self, leaf: &Leaf) -> Result<Vec<Found>, SiteError> {
        if let Some(cards) = &self.cards {
            cards.put(leaf, &self.made.join(card_of(leaf)))?;
        }
        self.put(leaf, &html(&leaf.path))
    }

    fn put(&self, leaf: &Leaf, file: &str) -> Result<Vec<Found>, SiteError> {
        let text = self.read(file)?;
        let facts = &self.site.facts;
        let page = facts.pages.as_ref().and_then(|pages| pages.get(&leaf.path));
        let markdown = page.map_or("", |page| facts.sources.file(page.file).text());
        let is_made = self.generated.has(&leaf.path, markdown);
        let kind = PageKind::of(markdown, is_made);
        let contents = arrange(contents_of(&text, file)?, kind, &facts.texts);
        let framed = Framed {
            file,
            root: &"../".repeat(file.matches('/').count()),
            leaf: Some(leaf),
            kind,
            head: &head(&facts.site, leaf, &card_of(leaf)),
            contents: &contents,
            moved: &self.moved.of_page(file),
        };
        write(&self.made.join(file), self.frame.page(&framed)?.as_bytes())?;
        let is_large = is_made && markdown.len() > facts.site.search_limit * 1024;
        Ok(search_index::of_page(leaf, &contents, kind, is_large))
    }

    fn read(&self, file: &str) -> Result<String, SiteError> {
        let path = self.made.join(file);
        fs::read_to_string(&path)
            .map_err(|error| SiteError::Io { path: path.display().to_string(), error })
    }

    /// The pages that no search engine should show: that of lost addresses, and the list of all pages.
    fn unlisted_pages(&self, found: &[Found]) -> Result<(), SiteError> {
        let facts = &self.site.facts;
        let texts = &facts.texts;
        let has_own = facts.pages.as_ref().is_some_and(|pages| pages.get("404.md").is_some());
        if self.made.join("404.html").is_file() {
            let text = self.read("404.html")?;
            let own = has_own.then(|| contents_of(&text, "404.html")).transpose()?;
            let html = own.map_or_else(|| unlisted::lost(texts, &self.base), ToOwned::to_owned);
            self.put_unlisted("404.html", &self.base, &texts.lost, &html)?;
        }
        if self.frame.all_pages == unlisted::ALL_PAGES {
            let html = unlisted::all_pages(self.frame.navigation(), found, texts);
            self.put_unlisted(unlisted::ALL_PAGES, "", &texts.search, &html)?;
        }
        Ok(())
    }

    fn put_unlisted(
        &self,
        file: &str,
        root: &str,
        title: &str,
        html: &str,
    ) -> Result<(), SiteError> {
        let facts = &self.site.facts;
        let contents = arrange(html, PageKind::Guide, &facts.texts);
        let more = "<meta name=\"robots\" content=\"noindex\">\n".to_owned();
        let title = format!("{title} - {}", facts.site.title);
        let framed = Framed {
            file,
            root,
            leaf: None,
            kind: PageKind::Guide,
            head: &Head { title, description: String::new(), more },
            contents: &contents,
            moved: "",
        };
        write(&self.made.join(file), self.frame.page(&framed)?.as_bytes())
    }

    fn delete_leftovers(&self) -> Result<(), SiteError> {
        let facts = &self.site.facts;
        let pages = facts.pages.as_ref();
        let is_own = |name: &str| {
            let is_page = name.strip_suffix(".html").is_some_and(|stem| {
                pages.is_some_and(|pages| pages.get(&format!("{stem}.md")).is_some())
            });
            is_page || pages.is_some_and(|pages| pages.has_file(name))
        };
        let folder = pages.map_or("docs", |pages| &pages.folder);
        let names =
            facts.manifest.as_ref().map(|manifest| facts.sources.file(manifest.file).name());
        let names =
            names.into_iter().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/'));
        let unpublished: Vec<String> = names.map(ToOwned::to_owned).collect();
        leftovers::delete(&self.made, &is_own, &unpublished)
    }
}

/// What mdBook's template puts into `<main>`, whatever stands around it.
fn contents_of<'t>(text: &'t str, page: &str) -> Result<&'t str, SiteError> {
    let found = text.split_once("<main>").and_then(|(_, rest)| rest.rsplit_once("</main>"));
    found.map(|(contents, _)| contents).ok_or_else(|| SiteError::Page {
        page: page.to_owned(),
        reason: "it is not a page made by mdBook 0.5: there is no element `main`".to_owned(),
    })
}

/// The file of a page's card on the site.
fn card_of(leaf: &Leaf) -> String {
    format!("{CARDS}/{}.png", html(&leaf.path).trim_end_matches(".html"))
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
