//! Calls of `fetch` in JavaScript and TypeScript.

use super::{Named, Request, url};
use crate::page::Block;

/// The calls in a block.
pub(super) fn requests(block: &Block) -> Vec<Request> {
    let languages = ["js", "javascript", "ts", "typescript", "jsx", "tsx", "mjs"];
    if !languages.contains(&block.language.as_str()) {
        return Vec::new();
    }
    let text = block.text.text();
    let calls = text.match_indices("fetch(");
    calls.filter_map(|(at, mark)| call(block, at + mark.len())).collect()
}

fn call(block: &Block, from: usize) -> Option<Request> {
    let text = block.text.text();
    let start = from + (text[from..].len() - text[from..].trim_start().len());
    let quote = text[start..].chars().next().filter(|quote| "\"'`".contains(*quote))?;
    let length = text[start + 1..].find(quote)?;
    let end = start + 1 + length;
    let mut request = Request { is_call: true, ..Request::default() };
    if !url::add(&mut request, &block.text.part(start + 1..end)) {
        return None;
    }
    let rest = text[end + 1..].trim_start();
    // Where the options are in a variable, the method is not known.
    request.method = if let Some(options) = rest.strip_prefix(',') {
        method(block, text.len() - options.len())
    } else {
        Some(Named::new("GET", block.text.span(from - "fetch(".len()..from - 1)))
    };
    Some(request)
}

/// `method: "POST"` in the options of a call.
fn method(block: &Block, from: usize) -> Option<Named> {
    let text = block.text.text();
    let end = text[from..].find("fetch(").map_or(text.len(), |end| from + end);
    let options = &text[from..end];
    if !options.trim_start().starts_with('{') {
        return None;
    }
    let Some(at) = options.find("method").map(|at| from + at) else {
        return Some(Named::new("GET", block.text.span(from..from)));
    };
    let start = at + text[at..end].find(['"', '\''])? + 1;
    let length = text[start..end].find(['"', '\''])?;
    let name = text[start..start + length].to_uppercase();
    Some(Named::new(name, block.text.span(start..start + length)))
}
