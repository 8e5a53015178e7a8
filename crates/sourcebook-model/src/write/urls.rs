//! Links out of the document: 2.0 wants whole URLs, later versions take any reference.

use crate::document::ExternalDocs;

use super::LossKind;
use super::members::Members;
use super::writer::Writer;

impl Writer<'_> {
    /// The link to a page outside the document.
    pub(super) fn external_docs(&mut self, members: &mut Members, docs: Option<&ExternalDocs>) {
        let Some(docs) = docs else { return };
        if self.whole_url(Some(&docs.url), "`externalDocs`", "externalDocs").is_none() {
            return;
        }
        let mut object = Members::default();
        object.text("description", docs.description.as_deref());
        object.text("url", Some(&docs.url));
        object.extensions(&docs.extensions);
        members.push("externalDocs", object.into());
    }

    /// A URL, where the version can say it; `of` is what has it, and `member` where that stands.
    pub(super) fn whole_url<'u>(
        &mut self,
        url: Option<&'u str>,
        of: &str,
        member: &str,
    ) -> Option<&'u str> {
        let url = url?;
        if self.is_swagger2() && !is_whole(url) {
            self.lose(LossKind::Member, format!("the relative URL `{url}` of {of}"), member);
            return None;
        }
        Some(url)
    }
}

/// Whether a URL has a scheme (RFC 3986, section 3.1), and nothing that no URL has.
pub(super) fn is_whole(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_of_url = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_of_scheme)
        && !rest.is_empty()
        && rest.chars().all(is_of_url)
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_whole_url_has_a_scheme() {
        let table = [
            ("https://example.com/a?b#c", true),
            ("mailto:a@example.com", true),
            ("/a", false),
            ("a/b:c", false),
            ("//example.com/a", false),
            ("https://example.com/a b", false),
            ("https:", false),
            ("", false),
        ];
        for (url, expected) in table {
            assert_eq!(is_whole(url), expected, "{url}");
        }
    }
}
