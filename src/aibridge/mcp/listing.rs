//! Reading the list of a server's tools, page by page and only so far.

use std::collections::HashSet;

use rmcp::model::{PaginatedRequestParams, Tool};
use rmcp::service::{Peer, RoleClient};

use super::error::{McpError, McpErrorKind};

/// Maximum number of tools of a server. More are of no use to a model.
pub(super) const MAX_TOOLS: usize = 512;

/// Maximum number of pages of a list.
const MAX_PAGES: usize = 64;

/// Maximum number of bytes of a list, as JSON. It is kept for each user.
const MAX_LIST_BYTES: usize = 4 * 1024 * 1024;

/// All tools of a server.
pub(super) async fn list(peer: &Peer<RoleClient>) -> Result<Vec<Tool>, McpError> {
    let (mut tools, mut cursors) = (Vec::new(), HashSet::new());
    let (mut cursor, mut size) = (None, 0);
    loop {
        let page = PaginatedRequestParams::default().with_cursor(cursor);
        let page = peer.list_tools(Some(page)).await?;
        let page_size = serde_json::to_string(&page.tools).map_or(usize::MAX, |text| text.len());
        size = page_size.saturating_add(size);
        tools.extend(page.tools);
        if tools.len() > MAX_TOOLS {
            return Err(too_large(&format!("it has more than {MAX_TOOLS} tools")));
        }
        if size > MAX_LIST_BYTES {
            return Err(too_large(&format!("its list has more than {MAX_LIST_BYTES} bytes")));
        }
        let Some(next) = page.next_cursor else { return Ok(tools) };
        if !cursors.insert(next.clone()) {
            return Err(McpError::new(
                McpErrorKind::Protocol,
                "the pages of its list form a cycle",
            ));
        }
        if cursors.len() >= MAX_PAGES {
            return Err(too_large(&format!("its list has more than {MAX_PAGES} pages")));
        }
        cursor = Some(next);
    }
}

fn too_large(text: &str) -> McpError {
    McpError::new(McpErrorKind::TooLarge, text)
}
