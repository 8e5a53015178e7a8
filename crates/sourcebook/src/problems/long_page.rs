//! Pages that are too long for those who read them.

use std::fmt::Display;

use sourcebook_syntax::{Diagnostic, Place, problem_code};

problem_code! {
    /// A page of the API reference has more than 5 MB. Browsers take seconds to show it, editors and
    /// code hosts give up on it, and a search index of the site grows with it. Most often one schema
    /// holds many others, or has thousands of values or long examples; the message names the operation
    /// or schema that takes most of the page.
    ///
    /// Split the page: `pages = "operation"` gives each operation a page, `schemas = "each"` each
    /// schema. A smaller `sample-lines`, `request-levels` or `response-levels` makes what is generated
    /// for it shorter; long examples and descriptions can only be shortened in the API document.
    pub static LONG_PAGE = "long-page", Warning,
        "a page of the API reference has more than 5 MB";
}

/// The operation or schema that takes most of a page.
pub struct LongestPart<'p, S> {
    /// The operation or schema.
    pub subject: &'p S,
    /// How many bytes it takes.
    pub bytes: usize,
    /// Where it stands in the API document, if that is known.
    pub place: Option<Place>,
}

/// The problem of a page of this many bytes. `setting` is what would split it into shorter ones, if
/// anything would.
pub fn long_page(
    file: &str,
    bytes: usize,
    longest: Option<LongestPart<'_, impl Display>>,
    setting: Option<&str>,
) -> Diagnostic {
    let message = format!("{file} has {}", megabytes(bytes));
    let mut diagnostic = Diagnostic::new(&LONG_PAGE, message);
    if let Some(LongestPart { subject, bytes, place }) = longest {
        let taken = format!("{subject} takes {} of it", megabytes(bytes));
        diagnostic = match place {
            Some(place) => diagnostic.at(place, taken),
            None => diagnostic.note(taken),
        };
    }
    let smaller = "a smaller `sample-lines`, or shorter examples and descriptions";
    diagnostic.help(match setting {
        Some(setting) => format!("split it with `{setting}`; what also helps is {smaller}"),
        None => format!("what helps is {smaller}"),
    })
}

/// A number of bytes, to a tenth of a megabyte.
fn megabytes(bytes: usize) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded() {
        let table =
            [(5_000_001, "5.0 MB"), (5_949_999, "5.9 MB"), (5_950_000, "6.0 MB"), (0, "0.0 MB")];
        for (bytes, expected) in table {
            assert_eq!(megabytes(bytes), expected);
        }
    }
}
