//! Reading the list of a server's tools, page by page and only so far.

use std::collections::HashSet;

use rmcp::model::{PaginatedRequestParams, Tool};
use rmcp::service::{Peer, RoleClient};

use super::failure::{Failure, Reason};

/// A server with more tools is no use to a model.
pub(super) const MOST_TOOLS: usize = 512;

/// So many pages are read.
const MOST_PAGES: usize = 64;

/// All tools of a server.
pub(super) async fn list(peer: &Peer<RoleClient>) -> Result<Vec<Tool>, Failure> {
    let (mut tools, mut cursors) = (Vec::new(), HashSet::new());
    let mut cursor = None;
    loop {
        let page = PaginatedRequestParams::default().with_cursor(cursor);
        let page = peer.list_tools(Some(page)).await?;
        tools.extend(page.tools);
        if tools.len() > MOST_TOOLS {
            let text = format!("it has more than {MOST_TOOLS} tools");
            return Err(Failure::new(Reason::TooLarge, text));
        }
        let Some(next) = page.next_cursor else { return Ok(tools) };
        if !cursors.insert(next.clone()) {
            return Err(Failure::new(Reason::Protocol, "the pages of its list go in a circle"));
        }
        if cursors.len() >= MOST_PAGES {
            let text = format!("its list has more than {MOST_PAGES} pages");
            return Err(Failure::new(Reason::TooLarge, text));
        }
        cursor = Some(next);
    }
}
