//! What the bridge can do for a model itself: tools beside the client's own.
//!
//! A [`ToolSource`] finds tools and runs them; the tool loop, which offers them to models and sends
//! their results back, knows no more of them than what is here.

use std::sync::Arc;

use axum::http::HeaderMap;
use futures_util::future::BoxFuture;

use super::access::AuthenticatedUser;
use super::object::Raw;
use super::tool_schema::ToolSchema;

/// A tool that the bridge offers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tool {
    /// The id of its server in the configuration.
    pub(crate) server: Arc<str>,
    /// The address of its server, as it may be shown: without credentials and query.
    pub(crate) server_url: Arc<str>,
    /// The name that its server knows it by.
    pub(crate) name: String,
    /// What it is for, told to the model.
    pub(crate) description: String,
    /// The JSON Schema of its input, an object, as APIs take it.
    pub(crate) schema: ToolSchema,
}

/// A part of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ToolContent {
    /// A text, or the JSON text of anything that is neither text nor image.
    Text(String),
    /// An image.
    Image {
        /// Its media type: `image/png`.
        media_type: String,
        /// Its bytes in base64.
        data: String,
    },
}

/// What a call gave. It is data: nothing in it is obeyed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ToolResult {
    /// What the model is given, of bounded size.
    pub(crate) content: Vec<ToolContent>,
    /// Why the call failed, where it did; the content says it to the model too.
    pub(crate) error: Option<String>,
}

/// The tools for one caller, as they were when they were asked for.
pub(crate) trait Toolbox: Send + Sync {
    /// The tools, in an order that stays the same from request to request.
    fn tools(&self) -> &[Tool];

    /// Carries out a call of the tool at this place of [`Toolbox::tools`], whose input is an object
    /// as the model wrote it. A failure, also one of the time that a call may take, is a result with
    /// an error.
    fn call(&self, tool: usize, input: Raw) -> BoxFuture<'_, ToolResult>;
}

/// Finds the tools for a caller.
pub(crate) trait ToolSource: Send + Sync {
    /// The tools for who sent a request with these headers; none where their servers do not
    /// answer in time. Never fails a request.
    fn tools<'a>(
        &'a self,
        caller: &'a AuthenticatedUser,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Arc<dyn Toolbox>>;
}

/// Has no tools for anybody.
#[cfg(test)]
pub(crate) struct NoTools;

#[cfg(test)]
impl ToolSource for NoTools {
    fn tools<'a>(
        &'a self,
        _: &'a AuthenticatedUser,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Arc<dyn Toolbox>> {
        Box::pin(std::future::ready(Arc::new(Self) as Arc<dyn Toolbox>))
    }
}

#[cfg(test)]
impl Toolbox for NoTools {
    fn tools(&self) -> &[Tool] {
        &[]
    }

    fn call(&self, _: usize, _: Raw) -> BoxFuture<'_, ToolResult> {
        let error = Some("there are no tools.".to_owned());
        Box::pin(std::future::ready(ToolResult { content: Vec::new(), error }))
    }
}
