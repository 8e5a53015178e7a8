//! Problems of the files that a site is made from.

use sourcebook_syntax::problem_code;

problem_code! {
    /// `docs/manifest.json` is one JSON object. Its member `routes` is the list of navigation
    /// entries; each has a `title`, a `description`, a `path` relative to the docs folder and,
    /// optionally, an `icon`, a `state` (one string or several) and `children`. An entry with
    /// `generated` instead of a path stands for pages that Sourcebook makes.
    ///
    /// Correct the marked place; the message suggests the closest known member.
    pub static INVALID_MANIFEST = "invalid-manifest", Fatal,
        "the navigation manifest is invalid";
}

problem_code! {
    /// Each line of `docs/_redirects` is a rule: the old path, the new path or URL, and a status
    /// (301 by default; a `!` after it forces the rule). `:name` stands for one path segment and a
    /// final `*` for the rest; the target refers to them as `:name` and `:splat`. `#` at the
    /// beginning of a word starts a comment. Query parameters and conditions (language, country)
    /// are not supported, because not every server could follow them.
    ///
    /// Correct the marked word.
    pub static INVALID_REDIRECT = "invalid-redirect", Error,
        "a line of the redirects is not a valid rule";
}

problem_code! {
    /// Because there is a manifest or a redirects file, every Markdown file in the docs folder is
    /// read to check links and anchors. One of them cannot be opened or is not UTF-8.
    ///
    /// Make the file readable, convert it to UTF-8, or move it out of the docs folder.
    pub static UNREADABLE_PAGES = "unreadable-pages", Fatal,
        "a page in the docs folder cannot be read";
}
