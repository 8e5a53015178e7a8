//! Anchors before headings: where mdBook gives a heading the same id, one of the two is left.

use std::borrow::Cow;

/// What mdBook makes of an anchor that stands alone, up to its id.
const OPEN: &str = "<p><a id=\"";

/// What follows the id, up to the tag of a heading behind it.
const CLOSE: &str = "\"></a></p>\n<h";

/// A page without the anchors whose heading has their id.
pub(super) fn without_doubled(page: &str) -> Cow<'_, str> {
    let mut left = String::new();
    let mut kept = 0;
    for (at, _) in page.match_indices(OPEN) {
        let rest = &page[at + OPEN.len()..];
        let Some((id, behind)) = rest.split_once(CLOSE) else { break };
        // The level of the heading is one digit.
        let heading = behind.get(1..).and_then(|tag| tag.strip_prefix(" id=\""));
        let heading = heading.and_then(|rest| rest.split_once('"')).map(|(id, _)| id);
        if heading == Some(id) {
            left.push_str(&page[kept..at]);
            kept = at + OPEN.len() + id.len() + CLOSE.len() - "<h".len();
        }
    }
    if kept == 0 {
        return Cow::Borrowed(page);
    }
    left.push_str(&page[kept..]);
    Cow::Owned(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_left_out_where_its_heading_has_its_id() {
        let table = [
            ("a<p><a id=\"x\"></a></p>\n<h2 id=\"x\">X</h2>", "a<h2 id=\"x\">X</h2>"),
            (
                "<p><a id=\"X\"></a></p>\n<h2 id=\"x\">X</h2>",
                "<p><a id=\"X\"></a></p>\n<h2 id=\"x\">X</h2>",
            ),
            ("<p><a id=\"x\"></a></p>\n<p>x</p>", "<p><a id=\"x\"></a></p>\n<p>x</p>"),
            (
                "<p><a id=\"a\"></a></p>\n<p>t</p>\n<p><a id=\"b\"></a></p>\n<h3 id=\"b\">",
                "<p><a id=\"a\"></a></p>\n<p>t</p>\n<h3 id=\"b\">",
            ),
        ];
        for (page, expected) in table {
            assert_eq!(without_doubled(page), expected);
        }
    }
}
