//! Requests that ask how many tokens another request has: that one would offer the bridge's tools,
//! so they are counted too.

use axum::http::header;
use axum::http::request::Parts;

use super::body::LimitedBody;
use crate::aibridge::Bridge;
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::error::BridgeError;
use crate::aibridge::lenient_json::{self, LargeNumbers};
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The body for the provider: with what was withheld from the client, and with the bridge's tools.
/// One that cannot be read is the provider's to reject.
pub(super) async fn with_tools(
    bridge: &Bridge,
    adapter: &dyn ApiAdapter,
    parts: &mut Parts,
    body: LimitedBody,
) -> Result<reqwest::Body, BridgeError> {
    let Some(caller) = parts.extensions.get::<AuthenticatedUser>().cloned() else {
        return Ok(body.into_outgoing());
    };
    let mut body = body.collect(&parts.headers).await?;
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.remove(header::CONTENT_LENGTH);
    body = body.slice_ref(lenient_json::without_mark(&body));
    let Ok(value) = lenient_json::read(&body, LargeNumbers::Clamped) else {
        return Ok(body.into());
    };
    let kept = bridge.user_tool_states.acquire(&caller, &parts.headers, false);
    if let Some(restored) = tool_loop::restore(adapter, &body, kept.memory()) {
        body = restored;
    }
    if tool_loop::takes_tools(adapter, &value) {
        let toolbox = bridge.tools.tools(&caller, &parts.headers).await;
        if let Some((changed, _)) = tool_loop::inject(adapter, &value, &body, toolbox) {
            body = changed;
        }
    }
    Ok(body.into())
}
