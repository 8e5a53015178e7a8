//! Methods and paths in text: `POST /users`, `https://app.example.com/api/v1/users`.

use std::ops::Range;

use memchr::memchr_iter;

use super::{Named, Request, url};
use crate::mapped::Mapped;
use crate::vocabulary::Operations;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The length of the method with which a text begins, if a space follows.
pub(super) fn method_length(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_method = METHODS.contains(&&text[..length]) && text[length..].starts_with(' ');
    is_method.then_some(length)
}

/// The requests that a sentence tells of.
pub(super) fn requests(text: &Mapped, operations: &Operations<'_>) -> Vec<Request> {
    let mut found = with_methods(text);
    for request in paths(text, operations) {
        let span = request.path.full_span();
        if !found.iter().any(|other| other.path.full_span().contains(span)) {
            found.push(request);
        }
    }
    found
}

/// A method in upper case, and a path behind it.
fn with_methods(text: &Mapped) -> Vec<Request> {
    let letters = text.text();
    let mut found = Vec::new();
    for slash in memchr_iter(b'/', letters.as_bytes()) {
        let Some(at) = slash.checked_sub(1).filter(|at| letters.as_bytes()[*at] == b' ') else {
            continue;
        };
        let start = letters[..at]
            .rfind(|letter: char| !letter.is_ascii_uppercase())
            .map_or(0, |end| end + letters[end..].chars().next().map_or(1, char::len_utf8));
        if method_length(&letters[start..]) != Some(at - start) {
            continue;
        }
        let method = Named::new(&letters[start..at], text.span(start..at));
        let mut request = Request { method: Some(method), ..Request::default() };
        let path = at + 1..path_end(letters, at + 1);
        if path.len() > 1 && url::add(&mut request, &text.part(path)) {
            found.push(request);
        }
    }
    found
}

/// Every path that begins with what stands before all paths of an API.
pub(super) fn paths(text: &Mapped, operations: &Operations<'_>) -> Vec<Request> {
    let letters = text.text();
    let mut found = Vec::new();
    for base in operations.telling_bases() {
        for at in memchr_iter(b'/', letters.as_bytes()) {
            let rest = letters[at..].strip_prefix(base);
            if rest.is_none_or(|rest| !rest.starts_with('/')) {
                continue;
            }
            let host = host_start(letters, at)..at;
            let mut request = Request::default();
            if url::add(&mut request, &text.part(at..path_end(letters, at))) {
                let host = &letters[host];
                let host = host.split_once("://").map_or(host, |(_, host)| host);
                host.clone_into(&mut request.host);
                found.push(request);
            }
        }
    }
    found
}

/// Where what stands before a path begins.
fn host_start(text: &str, path: usize) -> usize {
    let ends = |letter: char| letter.is_whitespace() || "\"'`(=,".contains(letter);
    text[..path]
        .rfind(ends)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// Where a path ends: before white space, a quote or a bracket, and without the marks of a sentence.
fn path_end(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut end = text.len();
    for (at, letter) in text[start..].char_indices() {
        match letter {
            '<' | '{' | '[' => depth += 1,
            '>' | '}' | ']' if depth > 0 => depth -= 1,
            '>' | '}' | ']' | ')' | '"' | '\'' | '`' | '\\' | ',' | ';' | '|' => {
                end = start + at;
                break;
            }
            _ if letter.is_whitespace() && depth == 0 || letter == '\n' => {
                end = start + at;
                break;
            }
            _ => {}
        }
    }
    let path: Range<usize> = start..end;
    start + text[path].trim_end_matches(['.', ':', '?', '!', '*']).len()
}
