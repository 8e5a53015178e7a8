//! The kinds of admonitions of other generators, and the elements that are made of them.

/// What is made of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A remark, with its classes.
    Note(&'static str),
    /// Something that is folded.
    Fold,
    /// An element without a look of its own.
    Plain,
}

/// Names of kinds, and the classes of the remark.
const NOTES: [(&[&str], &str); 4] = [
    (
        &[
            "note",
            "info",
            "important",
            "abstract",
            "summary",
            "tldr",
            "example",
            "quote",
            "cite",
            "question",
            "help",
            "faq",
            "seealso",
            "todo",
            "secondary",
        ],
        "note is-note",
    ),
    (&["tip", "hint", "success", "check", "done"], "note tip"),
    (&["warning", "caution", "attention"], "note is-warning"),
    (&["danger", "error", "failure", "fail", "missing", "bug"], "note caution"),
];

/// The kind of a name; none for one that is not known.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let name = name.to_ascii_lowercase();
    if name == "details" {
        return Some(Kind::Fold);
    }
    let found = NOTES.iter().find(|(names, _)| names.contains(&name.as_str()));
    found.map(|(_, class)| Kind::Note(class))
}

impl Kind {
    /// What begins it. Without a title, a remark is called after its kind, in the reader's language.
    pub(super) fn start(self, name: &str, title: Option<&str>, is_open: bool) -> String {
        let word = capitalized(name);
        match (self, title) {
            (Self::Note(class), Some("")) => format!("<div class=\"{class}\" role=\"note\">"),
            (Self::Note(class), Some(title)) => format!(
                "<div class=\"{class}\" role=\"note\"><p class=\"note-title\">{}</p>",
                escape(title)
            ),
            (Self::Note(class), None) => format!(
                "<div class=\"{class}\" role=\"note\"><p class=\"note-title\" data-word=\"{word}\"></p>"
            ),
            (Self::Fold, title) => {
                let title = title.filter(|title| !title.is_empty()).map_or(word, escape);
                let open = if is_open { " open" } else { "" };
                format!("<details class=\"more\"{open}><summary>{title}</summary>")
            }
            (Self::Plain, _) => "<div>".to_owned(),
        }
    }

    /// What ends it.
    pub(super) fn end(self) -> &'static str {
        if self == Self::Fold { "</details>" } else { "</div>" }
    }
}

fn capitalized(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-');
    let mut word = String::new();
    for (at, letter) in letters.enumerate() {
        word.push(if at == 0 { letter.to_ascii_uppercase() } else { letter });
    }
    word
}

/// The title of a `<TabItem>`: its label, or its value.
pub(super) fn title_of(tag: &str) -> Option<&str> {
    let attribute = |name: &str| {
        let rest = tag
            .split_once(&format!(" {name}=\""))
            .or_else(|| tag.split_once(&format!(" {name}='")))?
            .1;
        rest.split(['"', '\'']).next()
    };
    attribute("label").or_else(|| attribute("value"))
}

/// A text in HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
