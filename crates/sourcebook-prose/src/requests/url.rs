//! URLs as people write them on pages: with variables and placeholders for hosts.

use std::ops::Range;

use super::{Named, Request};
use crate::mapped::Mapped;

/// The parts of a URL, as ranges of its text.
struct Parts {
    host: Range<usize>,
    path: Range<usize>,
    query: Range<usize>,
}

/// Adds host, path and query of a URL to a request; false where it has no path.
pub(super) fn add(request: &mut Request, url: &Mapped) -> bool {
    let text = url.text();
    let parts = parts(text);
    if parts.path.is_empty() {
        return false;
    }
    text[parts.host].clone_into(&mut request.host);
    request.path = url.part(parts.path);
    let mut at = parts.query.start;
    for pair in text[parts.query].split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        if is_name(name) {
            request.query.push(Named::new(name, url.span(at..at + name.len())));
        }
        at += pair.len() + 1;
    }
    true
}

fn parts(text: &str) -> Parts {
    let start = text.find("://").map_or(0, |at| at + 3);
    let end = text.find('#').unwrap_or(text.len()).max(start);
    let query = text[start..end].find('?').map_or(end, |at| start + at);
    let path = start + slash(&text[start..query]).unwrap_or(query - start);
    Parts { host: start..path, path: path..query, query: (query + 1).min(end)..end }
}

/// The first slash that is not inside of a placeholder or a variable.
fn slash(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'<' | b'{' | b'(' => depth += 1,
            b'>' | b'}' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        byte == b'/' && depth == 0
    })
}

/// Whether a text in a query is a name that is known to the letter.
fn is_name(text: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || "_-.[]".contains(letter);
    !text.is_empty() && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart_whatever_stands_for_their_host() {
        let table = [
            ("http://x:1/a/b?c=d&e#f", Some(("x:1", "/a/b", "c e"))),
            ("$URL/a", Some(("$URL", "/a", ""))),
            ("${URL:-http://x/y}/a", None),
            ("https://<host/name>/a/<id>", Some(("<host/name>", "/a/<id>", ""))),
            ("localhost:80/a?$q&n[]=1", Some(("localhost:80", "/a", "n[]"))),
            ("/a", Some(("", "/a", ""))),
            ("x", None),
        ];
        for (text, expected) in table {
            let mut request = Request::default();
            let has_path = add(&mut request, &Mapped::whole(text));
            let query: Vec<_> = request.query.iter().map(|name| name.text.as_str()).collect();
            let found = (&*request.host, request.path.text(), &*query.join(" "));
            if let Some(expected) = expected {
                assert_eq!(found, expected, "{text}");
            } else {
                assert!(!has_path || text.starts_with("${"), "{text}");
            }
        }
    }
}
