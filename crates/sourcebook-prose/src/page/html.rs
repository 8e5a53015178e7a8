//! Anchors and links that are written as HTML.

use std::cell::RefCell;

use lol_html::{RewriteStrSettings, element, rewrite_str};

/// What attributes of elements say.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// The values of `id`, and of `name` at `a`.
    pub(super) anchors: Vec<String>,
    /// The values of `href` and `src`.
    pub(super) links: Vec<String>,
}

/// Reads a piece of HTML. Of a broken one, what stands before the fault is read.
pub(super) fn attributes(html: &str) -> Attributes {
    // Without an attribute there is nothing to find.
    if !html.contains('=') {
        return Attributes::default();
    }
    let found = RefCell::new(Attributes::default());
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
            let mut found = found.borrow_mut();
            found.anchors.extend(element.get_attribute("id"));
            found.links.extend(element.get_attribute("href"));
            found.links.extend(element.get_attribute("src"));
            if element.tag_name() == "a" {
                found.anchors.extend(element.get_attribute("name"));
            }
            Ok(())
        }));
    let _ = rewrite_str(html, settings);
    found.into_inner()
}
