//! Reading the list of a server's tools, page by page and only so far.

use std::collections::HashSet;

use rmcp::model::{PaginatedRequestParams, Tool};
use rmcp::service::{Peer, RoleClient};

use super::failure::{Failure, Reason};

/// A server with more tools is no use to a model.
pub(super) const MOST_TOOLS: usize = 512;

/// So many pages are read.
const MOST_PAGES: usize = 64;

/// So large is a list, as JSON. It is kept for each user.
const LARGEST_LIST: usize = 4 * 1024 * 1024;

/// All tools of a server.
pub(super) async fn list(peer: &Peer<RoleClient>) -> Result<Vec<Tool>, Failure> {
    let (mut tools, mut cursors) = (Vec::new(), HashSet::new());
    let (mut cursor, mut size) = (None, 0);
    loop {
        let page = PaginatedRequestParams::default().with_cursor(cursor);
        let page = peer.list_tools(Some(page)).await?;
        let page_size = serde_json::to_string(&page.tools).map_or(usize::MAX, |text| text.len());
        size = page_size.saturating_add(size);
        tools.extend(page.tools);
        if tools.len() > MOST_TOOLS {
            return Err(too_large(&format!("it has more than {MOST_TOOLS} tools")));
        }
        if size > LARGEST_LIST {
            return Err(too_large(&format!("its list has more than {LARGEST_LIST} bytes")));
        }
        let Some(next) = page.next_cursor else { return Ok(tools) };
        if !cursors.insert(next.clone()) {
            return Err(Failure::new(Reason::Protocol, "the pages of its list go in a circle"));
        }
        if cursors.len() >= MOST_PAGES {
            return Err(too_large(&format!("its list has more than {MOST_PAGES} pages")));
        }
        cursor = Some(next);
    }
}

fn too_large(text: &str) -> Failure {
    Failure::new(Reason::TooLarge, text)
}
