//! Reading the list of a server's tools, page by page and only so far.

use std::collections::HashSet;

use rmcp::model::PaginatedRequestParams;
use rmcp::service::{Peer, RoleClient};

use super::error::{McpError, McpErrorKind};
use super::verbatim;
use crate::aibridge::object::{Object, Raw};

/// Maximum number of tools of a server. More are of no use to a model.
pub(super) const MAX_TOOLS: usize = 512;

/// Maximum number of pages of a list.
const MAX_PAGES: usize = 64;

/// Maximum number of bytes of a list, as JSON. It is kept for each user.
const MAX_LIST_BYTES: usize = 4 * 1024 * 1024;

/// All tools of a server, as it wrote them.
pub(super) async fn list(peer: &Peer<RoleClient>) -> Result<Vec<Raw>, McpError> {
    let (mut tools, mut cursors) = (Vec::new(), HashSet::new());
    let (mut cursor, mut size) = (None, 0);
    loop {
        let page = PaginatedRequestParams::default().with_cursor(cursor);
        let envelope = peer.list_tools(Some(page)).await?;
        let text = verbatim::page(&envelope).ok_or_else(not_a_list)?;
        size += text.len();
        let page = Object::parse(&text).ok_or_else(not_a_list)?;
        tools.extend(page.list("tools").ok_or_else(not_a_list)?);
        if tools.len() > MAX_TOOLS {
            return Err(too_large(&format!("it has more than {MAX_TOOLS} tools")));
        }
        if size > MAX_LIST_BYTES {
            return Err(too_large(&format!("its list has more than {MAX_LIST_BYTES} bytes")));
        }
        let Some(next) = page.text("nextCursor") else { return Ok(tools) };
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

fn not_a_list() -> McpError {
    McpError::new(McpErrorKind::Protocol, "its response is not a list of tools")
}

fn too_large(text: &str) -> McpError {
    McpError::new(McpErrorKind::TooLarge, text)
}
