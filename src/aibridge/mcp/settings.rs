//! What is told about MCP servers when the bridge starts.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use sourcebook_options::shown_url;
use thiserror::Error;
use url::Url;

use super::filter::NameFilter;
use crate::options::{self, mcp::McpServer};

/// A header for an MCP server cannot be sent. The table of options already rejects it.
#[derive(Debug, Error)]
#[error(
    "a header of the MCP server `{server}` cannot be used\n  \
     because it contains characters that are not allowed in a header"
)]
pub(crate) struct McpSettingsError {
    server: String,
}

/// The MCP servers and how they are treated.
#[derive(Debug, Clone)]
pub(crate) struct McpSettings {
    /// The servers, in the order in which their tools are offered.
    pub(crate) servers: Vec<Arc<ServerSettings>>,
    /// How long connecting and listing may take together.
    pub(crate) connect_timeout: Duration,
    /// How long a call may take.
    pub(crate) call_timeout: Duration,
    /// How long a connection is kept that nobody uses, and how old a list of tools gets.
    pub(crate) pool_ttl: Duration,
    /// How long a server that failed is not asked again.
    pub(crate) retry_after: Duration,
    /// Maximum number of bytes in a result.
    pub(crate) max_result: usize,
    /// Whether the control plane's own tools are offered.
    pub(crate) inject_own: bool,
}

impl Default for McpSettings {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            connect_timeout: Duration::from_secs(5),
            call_timeout: Duration::from_mins(1),
            pool_ttl: Duration::from_mins(15),
            retry_after: Duration::from_secs(30),
            max_result: 256 * 1024,
            inject_own: false,
        }
    }
}

/// One MCP server.
#[derive(Debug)]
pub(crate) struct ServerSettings {
    pub(crate) id: Arc<str>,
    /// The name that people read.
    pub(crate) display_name: String,
    pub(crate) url: Url,
    /// The address as it may be shown: without credentials and query.
    pub(crate) shown_url: Arc<str>,
    /// What is sent with every request; the values are marked as never to be shown.
    pub(crate) headers: HashMap<HeaderName, HeaderValue>,
    pub(crate) filter: NameFilter,
    /// The digest that its tools must have; empty where they may have any.
    pub(crate) tools_digest: String,
}

impl McpSettings {
    /// What the options of the server say.
    ///
    /// # Errors A header that the table of options already rejects.
    pub(crate) fn read(options: &options::Settings) -> Result<Self, McpSettingsError> {
        let mcp = &options.aibridge_mcp;
        let servers = mcp.servers.iter().map(|server| ServerSettings::read(server).map(Arc::new));
        Ok(Self {
            servers: servers.collect::<Result<_, _>>()?,
            connect_timeout: mcp.connect_timeout.into(),
            call_timeout: mcp.call_timeout.into(),
            pool_ttl: mcp.pool_ttl.into(),
            retry_after: mcp.retry_after.into(),
            max_result: usize::try_from(mcp.max_result.as_bytes()).unwrap_or(usize::MAX),
            inject_own: options.aibridge.inject_coder_mcp_tools,
        })
    }
}

impl ServerSettings {
    fn read(server: &McpServer) -> Result<Self, McpSettingsError> {
        let id = server.id.as_str();
        let headers = server.headers.iter().map(|header| {
            let rejected = |_| McpSettingsError { server: id.to_owned() };
            let mut value = HeaderValue::from_str(header.value.expose()).map_err(rejected)?;
            value.set_sensitive(true);
            Ok::<_, McpSettingsError>((header.name.name().clone(), value))
        });
        let named = !server.display_name.is_empty();
        Ok(Self {
            id: id.into(),
            display_name: if named { server.display_name.clone() } else { id.to_owned() },
            shown_url: shown_url(&server.url).into(),
            url: server.url.clone(),
            headers: headers.collect::<Result<_, _>>()?,
            filter: NameFilter::new(&server.allow, &server.deny),
            tools_digest: server.tools_digest.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_options::Layers;

    use super::*;

    #[test]
    fn every_option_is_obeyed() {
        let variables = [
            ("CODER_AIBRIDGE_MCP_CONNECT_TIMEOUT", "1s"),
            ("CODER_AIBRIDGE_MCP_CALL_TIMEOUT", "2s"),
            ("CODER_AIBRIDGE_MCP_POOL_TTL", "3s"),
            ("CODER_AIBRIDGE_MCP_RETRY_AFTER", "4s"),
            ("CODER_AIBRIDGE_MCP_MAX_RESULT", "5KiB"),
            ("CODER_AIBRIDGE_INJECT_CODER_MCP_TOOLS", "true"),
        ];
        let layers = Layers::new()
            .environment(variables.map(|(name, value)| (name.into(), value.into())))
            .yaml("coder.yaml", "aibridge_mcp: {servers: [{id: a, url: 'http://a:1/b?c'}]}");
        let loaded = options::Settings::load(&layers).unwrap();
        let settings = McpSettings::read(&loaded.settings).unwrap();
        let seconds = [
            settings.connect_timeout,
            settings.call_timeout,
            settings.pool_ttl,
            settings.retry_after,
        ];
        assert_eq!(seconds.map(|one| one.as_secs()), [1, 2, 3, 4]);
        assert_eq!((settings.max_result, settings.inject_own), (5 * 1024, true));
        let [server] = settings.servers.as_slice() else { panic!("{settings:?}") };
        assert_eq!((&*server.id, &*server.display_name), ("a", "a"));
        assert_eq!((server.url.as_str(), &*server.shown_url), ("http://a:1/b?c", "http://a:1/b"));
    }

    #[test]
    fn an_address_is_shown_without_what_may_be_secret() {
        let url = "https://me:secret@example.com:8443/mcp?key=secret#secret".parse().unwrap();
        assert_eq!(shown_url(&url), "https://example.com:8443/mcp");
    }
}
