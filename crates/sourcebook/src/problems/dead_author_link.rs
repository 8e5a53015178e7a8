//! Links in descriptions of the API document that lead to nothing.

use sourcebook_model::Document;
use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// A description of the API document links to something that is not in the reference and not in
    /// the book. Links to `#components/schemas/NAME` as a JSON pointer, to headings of descriptions, and
    /// to operations, tags and sections as Redoc and Swagger UI write them (`#operation/ID`,
    /// `#tag/NAME`, `#section/HEADING`, `#/TAG/ID`) are led to where these stand. This one names nothing
    /// of that kind; often what it named was renamed, or it works only on another page that the
    /// description is published on.
    ///
    /// Correct the link in the API document, or write the full URL of the page that it means. All such
    /// links are reported together.
    pub static DEAD_AUTHOR_LINK = "dead-author-link", Warning,
        "links in descriptions of the API document lead to nothing";
}

/// Number of links that are shown with their place.
const SHOWN: usize = 4;

/// The problem of all links that lead nowhere, as descriptions have them, each with a page that shows
/// it; none if there are none. The document tells where they stand, if it is known.
pub fn dead_author_links(
    document: Option<&Document>,
    links: &[(String, String)],
) -> Option<Diagnostic> {
    let ((first, _), others) = links.split_first()?;
    let message = match others.len() {
        0 => format!("the link `{first}` in a description leads to nothing"),
        1 => format!("the link `{first}` in a description and another one lead to nothing"),
        more => format!("the link `{first}` in a description and {more} others lead to nothing"),
    };
    let mut diagnostic = Diagnostic::new(&DEAD_AUTHOR_LINK, message);
    for (at, (link, page)) in links.iter().take(SHOWN).enumerate() {
        let place = document.and_then(|document| document.place_of_link(link));
        diagnostic = match place {
            Some(place) if at == 0 => diagnostic.at(place, "there is no such place"),
            Some(place) => diagnostic.related(place, format!("nor `{link}`")),
            None => diagnostic.note(format!("`{link}` is on {page}")),
        };
    }
    diagnostic = match links.len().saturating_sub(SHOWN) {
        0 => diagnostic,
        1 => diagnostic.note("one more is not shown"),
        more => diagnostic.note(format!("{more} more are not shown")),
    };
    let them = if others.is_empty() { "it" } else { "them" };
    let help =
        format!("correct {them} in the API document, or write the full URL of what is meant");
    Some(diagnostic.help(help))
}
