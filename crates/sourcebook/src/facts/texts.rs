//! The words that the site itself says: on buttons, above lists, in the search.

use std::path::Path;

use sourcebook_syntax::{Diagnostic, FileId, Sources};

use crate::codes::INVALID_SETTING;
use crate::config::{Table, read_tables};

macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident, $key:literal = $english:literal,)+) => {
        /// The words of one language; English where nothing else is said.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct Texts {
            $($(#[doc = $doc])+ pub $name: String,)+
        }

        impl Default for Texts {
            fn default() -> Self {
                Self { $($name: $english.to_owned(),)+ }
            }
        }

        impl Texts {
            /// Every text with its key.
            fn all(&mut self) -> Vec<(&'static str, &mut String)> {
                vec![$(($key, &mut self.$name),)+]
            }
        }
    };
}

texts! {
    /// The link that keys reach first.
    skip, "skip" = "Skip to content",
    /// The field of the search, and what it is called.
    search, "search" = "Search",
    /// What can be found.
    search_hint, "search-hint" = "Search operations, settings, pages",
    /// The link to the repository.
    source, "source" = "Source code",
    /// The button for the scheme of colors.
    colors, "colors" = "Colors",
    /// Colors as the system has them.
    colors_system, "colors-system" = "as the system",
    /// Dark letters on light ground.
    colors_light, "colors-light" = "light",
    /// Light letters on dark ground.
    colors_dark, "colors-dark" = "dark",
    /// The navigation at the side.
    pages, "pages" = "Pages",
    /// The button that closes something.
    close, "close" = "Close",
    /// The pages above this one.
    breadcrumb, "breadcrumb" = "Breadcrumb",
    /// The button on code.
    copy_code, "copy-code" = "Copy code",
    /// The button beside a path.
    copy_path, "copy-path" = "Copy path",
    /// What is said when that was done.
    copied, "copied" = "Copied",
    /// What is said when that was not possible.
    not_copied, "not-copied" = "Could not copy",
    /// The button below long code; `{}` is the number of lines.
    show_all, "show-all" = "Show all {} lines",
    /// The button that folds it again.
    show_less, "show-less" = "Show less",
    /// The outline at the right.
    on_this_page, "on-this-page" = "On this page",
    /// The link to the source of a page.
    edit, "edit" = "Edit this page",
    /// What stands before the date of the last change.
    changed, "changed" = "Last changed",
    /// What stands above the title of the page before.
    previous, "previous" = "Previous",
    /// What stands above the title of the page behind.
    next, "next" = "Next",
    /// Both of these together.
    previous_and_next, "previous-and-next" = "Previous and next page",
    /// What stands above samples of a request.
    request, "request" = "Request",
    /// What stands above examples of responses.
    response, "response" = "Response",
    /// What stands above the example of a schema.
    example, "example" = "Example",
    /// The tabs of languages.
    samples, "samples" = "Samples of the request by language",
    /// The tabs of responses.
    answers, "answers" = "Responses by status",
    /// The mark of what should not be used any more.
    deprecated, "deprecated" = "Deprecated",
    /// What stands before the variable of an option.
    variable, "variable" = "Variable",
    /// The field that filters a list of options.
    filter, "filter" = "Filter by name or word",
    /// How many are left; the first `{}` is their number, the second one that of all.
    filtered, "filtered" = "{} of {}",
    /// What is said where none is left.
    nothing, "nothing" = "Nothing has these words.",
    /// The list of what was found.
    results, "results" = "Results",
    /// How many were found; `{}` is the number.
    found, "found" = "{} results",
    /// What is said where nothing was found.
    not_found, "not-found" = "Nothing found. Search looks at paths, flags, variables, titles and texts.",
    /// What the arrows do.
    key_choose, "key-choose" = "choose",
    /// What Enter does.
    key_open, "key-open" = "open",
    /// What Escape does.
    key_close, "key-close" = "close",
    /// What is found: operations.
    operations, "operations" = "Operations",
    /// What is found: schemas.
    schemas, "schemas" = "Schemas",
    /// What is found: options, variables and settings.
    settings, "settings" = "Settings",
    /// What is found: commands.
    commands, "commands" = "Commands",
    /// What is found: problems, metrics and spans.
    names, "names" = "Names",
    /// What is found: pages.
    found_pages, "found-pages" = "Pages",
    /// What is found: sections of pages.
    sections, "sections" = "Sections",
    /// The title of a remark.
    note, "note" = "Note",
    /// The title of a hint.
    tip, "tip" = "Tip",
    /// The title of something that must not be missed.
    important, "important" = "Important",
    /// The title of a warning.
    warning, "warning" = "Warning",
    /// The title of a danger.
    caution, "caution" = "Caution",
    /// The title of the page for addresses that lead nowhere.
    lost, "lost" = "This page does not exist",
    /// What stands below it.
    lost_hint, "lost-hint" = "It may have been moved or renamed.",
    /// The way out of there.
    home, "home" = "Start page",
    /// What stands above pages with a similar address.
    similar, "similar" = "Similar pages",
    /// The title of an address that leads to another one.
    moved, "moved" = "This page has moved",
}

/// The languages whose texts are built in, beside English.
const BUILT_IN: &[(&str, &str)] = &[
    ("de", include_str!("../../templates/site/texts/de.toml")),
    ("es", include_str!("../../templates/site/texts/es.toml")),
    ("fr", include_str!("../../templates/site/texts/fr.toml")),
    ("ja", include_str!("../../templates/site/texts/ja.toml")),
    ("zh", include_str!("../../templates/site/texts/zh.toml")),
];

impl Texts {
    /// The texts of a language by its BCP 47 tag: those of `de` for `de-CH`, English where there are
    /// none.
    pub fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let mut texts = Self::default();
        if let Some((_, toml)) = BUILT_IN.iter().find(|(name, _)| *name == primary) {
            let mut sources = Sources::new();
            let file = sources.add("texts.toml", (*toml).to_owned());
            // A test reads each of them.
            let _ = texts.take(&sources, file);
        }
        texts
    }

    /// The title of a remark by its English word.
    pub fn remark(&self, word: &str) -> String {
        let text = match word {
            "Tip" => &self.tip,
            "Important" => &self.important,
            "Warning" => &self.warning,
            "Caution" => &self.caution,
            _ => &self.note,
        };
        text.clone()
    }

    /// Takes the texts of a file in place of its own.
    fn take(&mut self, sources: &Sources, file: FileId) -> Result<(), Vec<Diagnostic>> {
        read_tables(sources, file, |root| self.read(root))
    }

    fn read(&mut self, mut root: Table<'_>) {
        for (key, text) in self.all() {
            let Some(given) = root.string(key) else { continue };
            let places = text.matches("{}").count();
            if given.matches("{}").count() == places {
                *text = given;
            } else {
                let help = format!("write `{{}}` {places} times, where a number is set in");
                root.reject(key, "the text has another number of `{}`", help);
            }
        }
        root.finish_as("text");
    }
}

/// Reads the project's own texts; what is wrong with them is added to `found`.
pub(super) fn read(
    sources: &mut Sources,
    name: &str,
    folder: &Path,
    language: &str,
    found: &mut Vec<Diagnostic>,
) -> Texts {
    let mut texts = Texts::of(language);
    match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => {
            let file = sources.add(name, text);
            found.extend(texts.take(sources, file).err().into_iter().flatten());
        }
        Err(error) => {
            let message = format!("the texts {name} cannot be read: {error}");
            found.push(Diagnostic::new(&INVALID_SETTING, message));
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_language_says_everything() {
        for (language, toml) in BUILT_IN {
            let mut sources = Sources::new();
            let file = sources.add("texts.toml", (*toml).to_owned());
            let mut texts = Texts::default();
            for (_, text) in texts.all() {
                // What is left as it is here was not translated.
                *text = "{}".repeat(text.matches("{}").count());
            }
            assert_eq!(texts.take(&sources, file), Ok(()), "{language}");
            for (name, text) in texts.all() {
                assert!(text.chars().any(char::is_alphabetic), "{language}: {name} is missing");
            }
        }
    }

    #[test]
    fn a_language_is_found_by_its_first_part() {
        assert_eq!(Texts::of("de-CH").search, "Suchen");
        assert_eq!(Texts::of("ZH-Hans").close, Texts::of("zh").close);
        assert_eq!(Texts::of("tlh"), Texts::default());
    }
}
