//! The theme: colors for dark and light, radii, fonts and spacing, in one file of tokens.

mod color;

use std::path::Path;

use sourcebook_syntax::{Diagnostic, FileId, Place, Sources};

pub use color::Color;

use crate::codes::INVALID_SETTING;
use crate::config::{Table, read_tables};

/// The tokens of the look of book, error pages and cards.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its text; none for the built-in theme.
    pub file: Option<FileId>,
    /// Colors for readers who prefer dark.
    pub dark: Scheme,
    /// Colors for readers who prefer light.
    pub light: Scheme,
    /// Corner radii.
    pub radius: Sizes,
    /// Distances.
    pub space: Sizes,
    /// Font families: `body`, `heading`, `code`.
    pub fonts: Vec<(&'static str, String)>,
}

/// Sizes by name, as CSS lengths in rem.
pub type Sizes = Vec<(&'static str, String)>;

/// The colors of one scheme, by token.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// `dark` or `light`.
    pub name: &'static str,
    /// Each token's color, in the order of [`COLORS`].
    pub colors: Vec<(&'static str, Color)>,
    /// Where those stand that the theme sets itself.
    pub places: Vec<(&'static str, Place)>,
}

impl Scheme {
    /// The color of a token of [`COLORS`].
    pub fn color(&self, token: &str) -> Color {
        let found = self.colors.iter().find(|(name, _)| *name == token);
        found.map_or(Color::BLACK, |(_, color)| *color)
    }

    /// Where a token is set.
    pub fn place(&self, token: &str) -> Option<&Place> {
        self.places.iter().find(|(name, _)| *name == token).map(|(_, place)| place)
    }
}

/// Every color token: its name, and the built-in colors in dark and light.
pub const COLORS: &[(&str, &str, &str)] = &[
    ("surface", "#0B0D0E", "#FFFFFF"),
    ("raised", "#121516", "#FAFAFA"),
    ("hover", "#1A1D1F", "#F4F4F5"),
    ("border", "#272B2D", "#E4E4E7"),
    ("control", "#6D7275", "#85858F"),
    ("text", "#C6C8CB", "#3F3F46"),
    ("muted", "#9CA0A6", "#5F5F69"),
    ("heading", "#F6F7F8", "#09090B"),
    ("link", "#8AB4F8", "#1D4ED8"),
    ("link-soft", "#14202F", "#EFF4FE"),
    ("warning", "#F59E6C", "#B0400A"),
    ("warning-soft", "#1E1712", "#FEF6F0"),
    ("danger", "#F9918A", "#B42318"),
    ("danger-soft", "#211615", "#FEF3F2"),
    ("success", "#7FD6A0", "#15703A"),
    ("success-soft", "#10211A", "#F0FAF3"),
    ("focus", "#8AB4F8", "#1D4ED8"),
    ("button", "#F6F7F8", "#18181B"),
    ("on-button", "#09090B", "#FFFFFF"),
    ("code-text", "#DDDFE2", "#27272A"),
    ("code-keyword", "#C4B5FD", "#6D28D9"),
    ("code-string", "#86EFAC", "#166534"),
    ("code-number", "#FDBA74", "#9A3412"),
    ("code-name", "#93C5FD", "#1E40AF"),
    ("code-comment", "#9CA0A6", "#5F5F69"),
    ("mark", "#4A3F12", "#FDF0B8"),
];

/// Which text stands on which background.
pub const PAIRS: &[(&str, &str)] = &[
    ("text", "surface"),
    ("text", "raised"),
    ("text", "hover"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "hover"),
    ("heading", "surface"),
    ("heading", "raised"),
    ("heading", "hover"),
    ("heading", "mark"),
    ("link", "surface"),
    ("link", "raised"),
    ("link", "hover"),
    ("link", "link-soft"),
    ("warning", "surface"),
    ("warning", "raised"),
    ("warning", "warning-soft"),
    ("text", "warning-soft"),
    ("danger", "surface"),
    ("danger", "danger-soft"),
    ("text", "danger-soft"),
    ("success", "surface"),
    ("success", "success-soft"),
    ("on-button", "button"),
    ("code-text", "raised"),
    ("code-keyword", "raised"),
    ("code-string", "raised"),
    ("code-number", "raised"),
    ("code-name", "raised"),
    ("code-comment", "raised"),
];

const RADII: &[(&str, &str)] = &[("small", "0.25rem"), ("large", "0.5rem")];

const SPACES: &[(&str, &str)] = &[
    ("tiny", "0.25rem"),
    ("small", "0.5rem"),
    ("snug", "0.75rem"),
    ("medium", "1rem"),
    ("large", "1.5rem"),
    ("wide", "2rem"),
    ("huge", "3rem"),
    ("vast", "5rem"),
];

/// The fonts that are bundled: the site brings them along, and cards are drawn with the first.
pub const BUNDLED_FONTS: [&str; 2] = ["Public Sans", "Source Code Pro"];

const TEXT: &str = "\"Public Sans\", system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif";

const CODE: &str = "\"Source Code Pro\", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

const FONTS: &[(&str, &str)] = &[("body", TEXT), ("heading", TEXT), ("code", CODE)];

impl Theme {
    /// Whether the site needs a bundled font.
    pub fn uses_font(&self, font: &str) -> bool {
        self.fonts.iter().any(|(_, families)| families.contains(font))
    }
}

impl Default for Theme {
    fn default() -> Self {
        let own = |sizes: &[(&'static str, &str)]| {
            sizes.iter().map(|(name, size)| (*name, (*size).to_owned())).collect()
        };
        let scheme =
            |name, pick: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
                let parse = |token: &(&'static str, &'static str, &'static str)| {
                    (token.0, Color::parse(pick(token)).unwrap_or(Color::BLACK))
                };
                Scheme { name, colors: COLORS.iter().map(parse).collect(), places: Vec::new() }
            };
        Self {
            file: None,
            dark: scheme("dark", |token| token.1),
            light: scheme("light", |token| token.2),
            radius: own(RADII),
            space: own(SPACES),
            fonts: own(FONTS),
        }
    }
}

/// Reads the theme; what is wrong with it is added to `found`.
pub(super) fn read(
    sources: &mut Sources,
    name: &str,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) -> Theme {
    let text = match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("the theme {name} cannot be read: {error}");
            found.push(Diagnostic::new(&INVALID_SETTING, message));
            return Theme::default();
        }
    };
    let file = sources.add(name, text);
    let mut theme = Theme { file: Some(file), ..Theme::default() };
    let read = read_tables(sources, file, |mut root| {
        if let Some(mut colors) = root.table("colors") {
            for scheme in [&mut theme.dark, &mut theme.light] {
                if let Some(table) = colors.table(scheme.name) {
                    read_scheme(table, scheme);
                }
            }
            colors.finish_as("color scheme");
        }
        let sizes = [("radius", &mut theme.radius), ("space", &mut theme.space)];
        for (name, sizes) in sizes {
            if let Some(table) = root.table(name) {
                read_sizes(table, sizes);
            }
        }
        if let Some(table) = root.table("fonts") {
            read_fonts(table, &mut theme.fonts);
        }
        root.finish_as("table");
    });
    found.extend(read.err().into_iter().flatten());
    theme
}

fn read_scheme(mut table: Table<'_>, scheme: &mut Scheme) {
    for (token, color) in &mut scheme.colors {
        let Some(text) = table.string(token) else {
            continue;
        };
        if let Some(read) = Color::parse(&text) {
            *color = read;
            scheme.places.push((token, table.place(token)));
        } else {
            let help = "write it as six hexadecimal digits: `#090B0B`";
            table.reject(token, format!("`{text}` is not a color"), help);
        }
    }
    table.finish_as("color");
}

fn read_sizes(mut table: Table<'_>, sizes: &mut Sizes) {
    for (name, size) in sizes {
        let Some(text) = table.string(name) else {
            continue;
        };
        let number = text.strip_suffix("rem").map(str::trim);
        match number.and_then(|number| number.parse::<f32>().ok()) {
            Some(number) if number.is_finite() && number >= 0.0 => *size = format!("{number}rem"),
            _ => {
                let help = "sizes scale with the reader's text size: write it in rem, such as \
                `0.5rem`";
                table.reject(name, format!("`{text}` is not a valid size in rem"), help);
            }
        }
    }
    table.finish_as("size");
}

fn read_fonts(mut table: Table<'_>, fonts: &mut [(&'static str, String)]) {
    for (name, font) in fonts {
        let Some(text) = table.string(name) else {
            continue;
        };
        let is_allowed = |letter: char| letter.is_alphanumeric() || " ,-_\"'".contains(letter);
        if text.trim().is_empty()
            || !text.chars().all(is_allowed)
            || text.matches('"').count() % 2 == 1
        {
            let help = "separate font families with commas: `Inter, sans-serif`";
            table.reject(name, format!("`{text}` is not a list of font families"), help);
        } else {
            *font = text;
        }
    }
    table.finish_as("font");
}
