//! Requests as they are sent: a line with method and path, headers, and a body behind an empty line.

use super::{Named, Request, text::method_length, url};
use crate::page::Block;

/// The requests of a block. One in another language has none.
pub(super) fn requests(block: &Block) -> Vec<Request> {
    if !matches!(block.language.as_str(), "" | "http" | "https" | "rest") {
        return Vec::new();
    }
    let text = block.text.text();
    let mut found: Vec<Request> = Vec::new();
    let mut at = 0;
    let mut is_head = false;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        if let Some(request) = request_line(block, start..end.max(start)) {
            found.push(request);
            is_head = true;
            continue;
        }
        // What stands before a request is something else.
        let Some(request) = found.last_mut() else { return found };
        if is_head {
            if end <= start {
                is_head = false;
            } else if let Some((name, _)) = text[start..end].split_once(':') {
                let span = block.text.span(start..start + name.len());
                request.headers.push(Named::new(name, span));
            } else {
                return found;
            }
        } else if request.body.is_none() && end > start {
            let rest = text[start..].find("\n###").map_or(text.len(), |length| start + length);
            request.body = Some(block.text.part(start..rest));
        }
    }
    found
}

/// `POST /path HTTP/1.1`
fn request_line(block: &Block, range: std::ops::Range<usize>) -> Option<Request> {
    let text = &block.text.text()[range.clone()];
    let length = method_length(text)?;
    let rest = &text[length..];
    let target = rest.trim_start();
    let start = range.start + length + (rest.len() - target.len());
    let target = target.split_whitespace().next()?;
    let mut request = Request { is_call: block.language == "http", ..Request::default() };
    let method = Named::new(&text[..length], block.text.span(range.start..range.start + length));
    request.method = Some(method);
    url::add(&mut request, &block.text.part(start..start + target.len())).then_some(request)
}
