//! The MCP servers of the AI Bridge.

use sourcebook_options::{ByteSize, Duration, options_group};

use super::Settings;
use super::mcp::{self, McpServer};

options_group! {
    /// MCP servers whose tools the AI Bridge offers to models.
    #[group(
        name = "AI Bridge MCP",
        prefix = "aibridge-mcp",
        yaml = "aibridge_mcp",
        value = "ai.bridge_mcp",
        snake_case,
    )]
    pub(crate) struct AiBridgeMcp in Settings.aibridge_mcp {
        /// MCP servers. Their tools are offered as `bmcp_ID_TOOL`.
        #[option(name = "AI Bridge MCP Servers", check = mcp::are_few)]
        servers: Vec<McpServer>,

        /// Timeout for connecting to an MCP server and reading its list of tools. If it takes
        /// longer, the tools of the server are not offered.
        #[option(
            name = "AI Bridge MCP Connect Timeout",
            min = Duration::from_nanoseconds(1_000_000),
            max = Duration::from_hours(1),
        )]
        connect_timeout: Duration = "5s",

        /// Timeout for one tool call.
        #[option(
            name = "AI Bridge MCP Call Timeout",
            min = Duration::from_nanoseconds(1_000_000),
            max = Duration::from_hours(1),
        )]
        call_timeout: Duration = "1m",

        /// How long an unused connection is kept, and how long a list of tools is used before
        /// it is read again.
        #[option(name = "AI Bridge MCP Pool TTL", min = Duration::from_seconds(1))]
        pool_ttl: Duration = "15m",

        /// How long to wait before contacting a failed server again.
        #[option(name = "AI Bridge MCP Retry After", max = Duration::from_hours(1))]
        retry_after: Duration = "30s",

        /// Maximum size of a tool result. Larger results are cut off.
        #[option(
            name = "AI Bridge MCP Max Result",
            min = ByteSize::from_bytes(1_024),
            max = ByteSize::from_bytes(16_777_216),
        )]
        max_result: ByteSize = "256KiB",
    }
}
