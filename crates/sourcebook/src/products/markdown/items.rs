//! Items of lists: what their line begins with, traits behind it, and a description below.

use super::inline::code;
use super::plain;
use super::prose::{Place, prose};
use super::writer::{Writer, anchor};

/// A name with the id that links to it lead to; an empty id leads nowhere.
pub(in crate::products) fn lead(id: &str, name: &str) -> String {
    let anchor = if id.is_empty() { String::new() } else { anchor(id) };
    format!("{anchor}**{}**", code(name))
}

/// A line: what it begins with, and traits.
pub(in crate::products) fn line(lead: &str, traits: &[String]) -> String {
    let separator = if lead.is_empty() || traits.is_empty() { "" } else { " " };
    [lead, separator, &traits.join(" · ")].concat()
}

/// A trait of names in code, in their order; none without names.
pub(in crate::products) fn named<'n>(
    what: &str,
    names: impl IntoIterator<Item = &'n String>,
) -> Option<String> {
    let names: Vec<String> = names.into_iter().map(|name| code(name)).collect();
    (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
}

/// A description in which nothing is markup.
pub(in crate::products) fn describe(writer: &mut Writer, text: &str) {
    let text = plain::paragraphs(text);
    if let Some(prose) = prose(&text, Place::Item) {
        writer.prose(&prose);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_what_there_is() {
        let table = [
            ("id", "a`b", vec!["x", "y"], "<a id=\"id\"></a>**``a`b``** x · y"),
            ("", "a", vec![], "**`a`**"),
        ];
        for (id, name, traits, expected) in table {
            let traits: Vec<String> = traits.into_iter().map(str::to_owned).collect();
            assert_eq!(line(&lead(id, name), &traits), expected);
        }
        assert_eq!(line("", &["x".to_owned()]), "x");
        assert_eq!(named("of", &["a".to_owned(), "b".to_owned()]).as_deref(), Some("of `a`, `b`"));
        assert_eq!(named("of", &[]), None);
    }

    #[test]
    fn descriptions_are_no_markup_and_stay_in_their_item() {
        let mut writer = Writer::default();
        writer.item("a", |item| describe(item, "See <b>\nand *c*:\n- d"));
        writer.item("e", |item| describe(item, ""));
        let expected = "- a\\\n  See \\<b>\\\n  and \\*c\\*:\n  - d\n\n- e\n";
        assert_eq!(writer.finish(), expected);
    }
}
