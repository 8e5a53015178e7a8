//! Social cards: one PNG for each page, drawn from an SVG template with the theme's colors.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use resvg::usvg::{Options, Tree, fontdb};
use resvg::{tiny_skia, usvg};
use serde::Serialize;
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::SiteError;
use super::outline::Leaf;
use super::output::{hexadecimal, make_folder, write};
use super::template::Template;
use crate::config::SiteSettings;
use crate::facts::Theme;
use crate::files::replace;

/// Bundled, so that every machine draws the same bytes. Under the SIL Open Font License.
static FONT: &[u8] = include_bytes!("../../fonts/PublicSans-SemiBold.ttf");

/// The font is part of every card's hash; hashing it once is enough.
static FONT_HASH: LazyLock<[u8; 32]> = LazyLock::new(|| Sha256::digest(FONT).into());

const WIDTH: f32 = 1040.0;

/// Changes with what draws: a card of another version is drawn anew.
const DRAWN_BY: &str = concat!(env!("CARGO_PKG_VERSION"), "/resvg-0.49");

/// Draws cards, or takes them from the cache.
pub(super) struct Cards {
    template: Template,
    colors: Colors,
    site: String,
    cache: PathBuf,
}

#[derive(Debug, Clone, Serialize)]
struct Colors {
    surface: String,
    heading: String,
    text: String,
    link: String,
}

/// What the template is given.
#[derive(Debug, Serialize)]
struct Context<'c> {
    #[serde(flatten)]
    colors: &'c Colors,
    site: &'c str,
    section: &'c str,
    title: Vec<Line>,
    description: Vec<Line>,
}

/// A line of text and the height of its baseline.
#[derive(Debug, Serialize)]
struct Line {
    text: String,
    y: u32,
}

/// The template's name among those that a project can replace.
const TEMPLATE: &str = "site/card.svg.hbs";

impl Cards {
    /// Cards in the look of a theme; those that were drawn before are kept in `cache`.
    pub(super) fn new(
        folder: &Path,
        site: &SiteSettings,
        theme: &Theme,
        cache: PathBuf,
    ) -> Result<Self, SiteError> {
        let template = Template::new(folder, TEMPLATE)?;
        let color = |token: &str| theme.dark.color(token).to_string();
        let colors = Colors {
            surface: color("surface"),
            heading: color("heading"),
            text: color("text"),
            link: color("link"),
        };
        Ok(Self { template, colors, site: site.title.clone(), cache })
    }

    /// Puts a page's card into a file: drawn now, or copied from the cache.
    pub(super) fn put(&self, leaf: &Leaf, file: &Path) -> Result<(), SiteError> {
        let fail = |reason: String| SiteError::Page { page: leaf.path.clone(), reason };
        let svg = self.svg(leaf).map_err(fail)?;
        let hash = Sha256::new().chain_update(DRAWN_BY).chain_update(FONT_HASH.as_slice());
        let hash = hash.chain_update(&svg).finalize();
        let cached = self.cache.join(hexadecimal(&hash[..16]) + ".png");
        make_folder(file)?;
        if fs::copy(&cached, file).is_ok() {
            return Ok(());
        }
        let png = draw(&svg).map_err(fail)?;
        // Another build may be using the cache: it sees a whole card or none.
        replace(&cached, &png, None)
            .map_err(|error| SiteError::Io { path: cached.display().to_string(), error })?;
        write(file, &png)
    }

    fn svg(&self, leaf: &Leaf) -> Result<String, String> {
        let section = leaf.parents.last().map_or("", |(_, title)| title.as_str());
        let title = lines(&leaf.title, 64.0, 2, 230, 76);
        let below = title.last().map_or(230, |line| line.y) + 80;
        let description = lines(&leaf.description, 32.0, 4, below, 44);
        let (colors, site) = (&self.colors, self.site.as_str());
        let context = Context { colors, site, section, title, description };
        self.template.render(&context).map_err(|error| error.to_string())
    }
}

/// A text in at most `most` lines of [`WIDTH`], the last one cut where it is too long.
fn lines(text: &str, size: f32, most: usize, first: u32, step: u32) -> Vec<Line> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match rows.last_mut() {
            Some(row) if width(&format!("{row} {word}"), size) <= WIDTH => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    let is_cut = rows.len() > most;
    rows.truncate(most);
    for row in &mut rows {
        shorten(row, size, false);
    }
    if let Some(last) = rows.last_mut().filter(|_| is_cut) {
        shorten(last, size, true);
    }
    let ys = (0..).map(|at| first + at * step);
    rows.into_iter().zip(ys).map(|(text, y)| Line { text, y }).collect()
}

/// Cuts a row that is too wide, or one behind which words were left out.
fn shorten(row: &mut String, size: f32, has_more: bool) {
    if !has_more && width(row, size) <= WIDTH {
        return;
    }
    while width(&format!("{row}…"), size) > WIDTH {
        row.pop();
    }
    row.push('…');
}

/// How wide a text is, in pixels at a size.
fn width(text: &str, size: f32) -> f32 {
    static METRICS: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(FONT).ok());
    let Some(font) = METRICS.as_ref() else {
        return 0.0;
    };
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let charmap = font.charmap();
    let advance = |letter: char| {
        charmap.map(letter).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(size)
    };
    text.chars().map(advance).sum()
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

fn draw(svg: &str) -> Result<Vec<u8>, String> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Public Sans".to_owned(),
        // A card is made of nothing but its template: no file and no address is looked for.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
        .ok_or_else(|| "the card has no size".to_owned())?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_where_they_are_too_wide() {
        let texts = |rows: Vec<Line>| rows.into_iter().map(|line| line.text).collect::<Vec<_>>();
        assert_eq!(texts(lines("Short title", 64.0, 2, 0, 1)), ["Short title"]);
        let long = "several words ".repeat(20);
        let rows = texts(lines(&long, 64.0, 2, 0, 1));
        assert_eq!(rows.len(), 2);
        assert!(rows[1].ends_with('…'), "{rows:?}");
        let rows = texts(lines(&"w".repeat(200), 64.0, 2, 0, 1));
        assert!(rows.len() == 1 && rows[0].ends_with('…'), "{rows:?}");
        assert!(rows.iter().all(|row| width(row, 64.0) <= WIDTH));
        assert!(lines("", 64.0, 2, 0, 1).is_empty());
    }

    #[test]
    fn a_card_is_drawn_once_and_always_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let cards = Cards::new(
            folder.path(),
            &SiteSettings::default(),
            &Theme::default(),
            folder.path().join("cache"),
        );
        let cards = cards.expect("cards");
        let leaf = Leaf {
            lead: None,
            part: None,
            path: "a.md".to_owned(),
            title: "A <b> & \"c\"".to_owned(),
            icon: None,
            description: "What it says.".to_owned(),
            states: Vec::new(),
            parents: vec![(String::new(), "Section".to_owned())],
        };
        let card = |leaf: &Leaf| {
            let file = folder.path().join("book/card.png");
            cards.put(leaf, &file).expect("a card");
            fs::read(file).expect("a file")
        };
        let drawn = card(&leaf);
        assert!(drawn.starts_with(b"\x89PNG"));
        let cached: Vec<_> = fs::read_dir(folder.path().join("cache")).expect("a cache").collect();
        assert_eq!(cached.len(), 1);
        assert_eq!(card(&leaf), drawn, "from the cache");
        assert_eq!(draw(&cards.svg(&leaf).expect("an SVG")).expect("a PNG"), drawn);
        let blank = Leaf { title: String::new(), description: String::new(), ..leaf };
        assert_ne!(card(&blank), drawn, "text is drawn");
    }
}
