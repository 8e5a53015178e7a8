//! Styles, script and fonts of the site, which the pages load.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::SiteError;
use super::output::{hexadecimal, write};
use crate::facts::{Texts, Theme};
use crate::products::theme_css::{FONTS, tokens};

const STYLES: &str = include_str!("../../templates/site/site.css");
const SCRIPT: &str = include_str!("../../templates/site/site.js");
const SEARCH: &str = include_str!("../../templates/site/search.js");

/// Where the search stands in the script.
const PLACE_OF_SEARCH: &str = "  // SEARCH\n";

/// The bundled fonts for browsers, in the order of [`FONTS`], with their licenses.
static FONT_FILES: [&[u8]; 2] = [
    include_bytes!("../../fonts/PublicSans-Variable-Latin.woff2"),
    include_bytes!("../../fonts/SourceCodePro-Medium.woff2"),
];

/// The file of the search index.
pub(super) const INDEX_FILE: &str = "search-index.js";

/// The names of the files, which have the hash of their contents in them.
#[derive(Debug)]
pub(super) struct Assets {
    pub(super) styles: String,
    pub(super) script: String,
}

impl Assets {
    /// Writes the files of a site.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn write(made: &Path, theme: &Theme, texts: &Texts) -> Result<Self, SiteError> {
        let styles = format!("{}{STYLES}", tokens(theme, ""));
        let texts = serde_json::to_string(texts).unwrap_or_default();
        let script = format!(
            "const TEXTS = {texts};\nconst INDEX = \"{INDEX_FILE}\";\n{}",
            SCRIPT.replace(PLACE_OF_SEARCH, SEARCH)
        );
        for ((name, _, file), bytes) in FONTS.iter().zip(FONT_FILES) {
            if theme.uses_font(name) {
                write(&made.join(file), bytes)?;
            }
        }
        Ok(Self { styles: put(made, "css", &styles)?, script: put(made, "js", &script)? })
    }
}

fn put(made: &Path, ending: &str, text: &str) -> Result<String, SiteError> {
    let hash = hexadecimal(&Sha256::digest(text)[..4]);
    let name = format!("sourcebook-{hash}.{ending}");
    write(&made.join(&name), text.as_bytes())?;
    Ok(name)
}
