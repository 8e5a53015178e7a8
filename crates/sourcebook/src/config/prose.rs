//! `[prose]`: which hand-written pages are checked against the facts, and how.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::choice::{Choice, choices};
use super::declaration::settings;
use super::given::Given;
use super::kind::{Flag, HasDefault, InFolder, Kind, Placed, Texts, list_kind};
use super::path;
use super::setting::Shape;

settings! {
    /// What is checked of hand-written pages: `[prose]`.
    #[derive(Debug, Clone)]
    pub struct ProseSettings {
        /// The pages that are checked; by default those of the docs folder, and `README.md`. An
        /// empty list turns these checks off.
        pub pages: Patterns, example &["docs/**/*.md", "README.md"];
        /// Pages about other times, where names of today are not expected: they give notes only.
        /// Proposals, upgrade guides, changelogs and release notes are known by their paths.
        pub history: Patterns = &[], example &["docs/releases/**"];
        /// Names that look like ones of this program and belong to somebody else. `*` stands for
        /// any part of a name.
        pub foreign: Placed<Texts> = &[], example &["MY_SERVER_IMAGE", "/api/v2/partners/**"];
        /// Whether names that are not in the facts are errors even where nothing is near them, and
        /// entries of `foreign` that match nothing are warnings.
        pub strict: Flag = false;
        /// What stands for this server in the URLs of requests: origins, or names of variables.
        pub hosts: Texts = &[], example &["http://localhost:3000", "MY_SERVER_URL"];
        /// Facts documents of other programs whose commands stand on the pages. Those of
        /// `[facts.NAME]` are known anyway.
        pub programs: Placed<FilesInFolder> = &[], example &["facts/my-agent.json"];
        /// How headings become anchors; by default as mdBook makes them where there is a book, and
        /// elsewhere a heading has the anchors of every rule.
        pub slug: Choice<SlugRule>, example SlugRule::MdBook;
        /// A file of names of metrics, one in a line, where the facts have none.
        pub metrics: Placed<InFolder>, example "docs/metrics.txt";
    }
}

choices! {
    /// How headings become anchors.
    pub enum SlugRule {
        /// As mdBook makes them.
        "mdbook" => MdBook,
        /// As GitHub makes them.
        "github" => GitHub,
        /// As MkDocs makes them.
        "mkdocs" => MkDocs,
    }
}

/// Patterns of paths: `*` stands for a part of a name, `**` for any folders.
#[derive(Debug)]
pub struct Patterns;

impl Kind for Patterns {
    type Value = GlobSet;
    type Literal = &'static [&'static str];

    fn shape() -> Shape {
        Shape::Texts("list of patterns")
    }

    fn read(given: &mut Given<'_, '_>) -> Option<GlobSet> {
        let patterns = given.strings()?;
        match glob_set(patterns.iter().map(String::as_str)) {
            Ok(set) => Some(set),
            Err(error) => {
                let help = "`*` stands for a part of a name, `**` for any folders";
                given
                    .reject(format!("`{}` is not a list of patterns: {error}", given.name()), help);
                None
            }
        }
    }

    fn to_toml(literal: Self::Literal) -> Option<String> {
        Texts::to_toml(literal)
    }
}

impl HasDefault for Patterns {
    fn of_default(default: Self::Literal) -> GlobSet {
        // Defaults are patterns; a test reads them all.
        glob_set(default.iter().copied()).unwrap_or_default()
    }
}

/// The set of paths that match one of some patterns. `*` does not cross folders.
///
/// # Errors
/// What the first invalid pattern lacks.
pub(crate) fn glob_set<'p>(
    patterns: impl IntoIterator<Item = &'p str>,
) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern).literal_separator(true).build()?);
    }
    set.build()
}

/// Files inside the project's folder.
#[derive(Debug)]
pub struct FilesInFolder;
list_kind!(FilesInFolder, Shape::Texts("list of paths"), read_files);

fn read_files(given: &mut Given<'_, '_>) -> Option<Vec<String>> {
    let mut files = Vec::new();
    for text in given.strings()? {
        match path::inside(&text) {
            Ok(path) => files.push(path),
            Err(reason) => {
                let message = format!("`{}` cannot contain `{text}`: {reason}", given.name());
                given.reject(message, "write paths relative to the folder of sourcebook.toml");
                return None;
            }
        }
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_within_a_folder_and_two_cross_any() {
        let table = [
            ("docs/*.md", "docs/a.md", true),
            ("docs/*.md", "docs/a/b.md", false),
            ("docs/**/*.md", "docs/a.md", true),
            ("docs/**/*.md", "docs/a/b/c.md", true),
            ("docs/**", "docs/a/b.mdx", true),
            ("*.{md,mdx}", "README.mdx", true),
            ("README.md", "docs/README.md", false),
        ];
        for (pattern, path, expected) in table {
            let set = glob_set([pattern]).expect("a pattern");
            assert_eq!(set.is_match(path), expected, "{pattern} on {path}");
        }
    }
}
