//! An MCP server as it stands in the YAML file.

use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName as Name};
use serde_json::Value as Json;
use sourcebook_options::{
    ExpandedSecret, Kind, Pattern, Secret, Url, Value, ValueError, structure,
};

use super::checks::{has_no_credentials, has_no_fragment};
use super::forwarded_header::is_credential;

/// The id of the control plane's own tools.
pub(crate) const OWN_ID: &str = "coder";

/// Maximum length of an id, in bytes: names of tools are short, and the id is a part of them.
const MAX_ID_LENGTH: usize = 32;

/// Maximum number of servers. Each can cost a connection for each user.
const MAX_SERVERS: usize = 64;

/// Headers that the protocol and the connection need for themselves.
const RESERVED: [Name; 9] = [
    header::ACCEPT,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::HOST,
    header::TRANSFER_ENCODING,
    Name::from_static("last-event-id"),
    Name::from_static("mcp-protocol-version"),
    Name::from_static("mcp-session-id"),
];

structure! {
    /// An MCP server reached over streamable HTTP.
    #[structure(name = "codersdk.AIBridgeMCPServer", key = "id")]
    pub(crate) struct McpServer {
        /// Name of the server within the names of its tools: lowercase letters, digits, `-` and
        /// `_`.
        #[option(required)]
        id: ServerId,
        /// Name to display. By default, the ID.
        display_name: String,
        /// URL of the server's MCP endpoint. Owners and auditors can see it, so put secrets in
        /// headers.
        #[option(required, check = is_endpoint)]
        url: Url,
        /// Headers sent with every request to the server.
        headers: Vec<McpHeader>,
        /// Regular expressions for the names of tools to offer. By default, all tools are offered.
        allow: Vec<Pattern>,
        /// Regular expressions for the names of tools not to offer, even if `allow` matches them.
        deny: Vec<Pattern>,
        /// Digest of the tools to offer, from `coder aibridge mcp list --output json`. If the tools
        /// have another one, none of them is offered. By default, tools may change.
        #[option(check = is_digest)]
        tools_digest: String,
    }
}

structure! {
    /// A header sent to an MCP server.
    #[structure(name = "codersdk.AIBridgeMCPHeader", key = "name")]
    pub(crate) struct McpHeader {
        /// Name of the header.
        #[option(required)]
        name: HeaderName,
        /// Value of the header. `${NAME}` stands for the environment variable of that name, and
        /// `${file:PATH}` for the content of a file, read at start only.
        #[option(required, check = fits_a_header)]
        value: ExpandedSecret,
    }
}

/// The id of an MCP server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerId(String);

impl ServerId {
    /// Its text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for ServerId {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let malformed = |reason: &str| ValueError::Malformed {
            expected: "server ID",
            reason: Some(reason.to_owned()),
            help: "use up to 32 lowercase letters, digits, `-` and `_`",
        };
        let is_taken = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        if let Some(other) = text.chars().find(|c| !is_taken(*c)) {
            return Err(malformed(&format!(
                "it contains the character `{}`",
                other.escape_debug()
            )));
        }
        if text.len() > MAX_ID_LENGTH {
            return Err(malformed(&format!("it has {} characters", text.len())));
        }
        if text == OWN_ID {
            return Err(ValueError::Unusable("it is reserved for the control plane's own tools"));
        }
        Ok(Self(text.to_owned()))
    }

    fn to_text(&self) -> String {
        self.0.clone()
    }

    fn to_json(&self) -> Json {
        self.0.as_str().into()
    }
}

/// The name of a header that may be sent to an MCP server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderName(Name);

impl HeaderName {
    /// The name itself.
    pub(crate) fn name(&self) -> &Name {
        &self.0
    }
}

impl Value for HeaderName {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let name: Name = text.parse().map_err(|_| ValueError::Malformed {
            expected: "header name",
            reason: None,
            help: "use one like `Authorization`",
        })?;
        if RESERVED.contains(&name) {
            return Err(ValueError::Unusable("this header is set by the connection itself"));
        }
        Ok(Self(name))
    }

    fn to_text(&self) -> String {
        self.0.as_str().to_owned()
    }

    fn to_json(&self) -> Json {
        self.0.as_str().into()
    }
}

/// Whether there are not too many servers.
#[expect(clippy::ptr_arg, reason = "the check of an option takes the option's type")]
pub(super) fn are_few(servers: &Vec<McpServer>) -> Result<(), &'static str> {
    let are_few = servers.len() <= MAX_SERVERS;
    are_few.then_some(()).ok_or("there are more than 64 servers")
}

fn is_endpoint(url: &Url) -> Result<(), &'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it must start with `http://` or `https://`");
    }
    has_no_credentials(url)?;
    has_no_fragment(url)?;
    if url.query_pairs().any(|(name, _)| is_credential(&name.to_ascii_lowercase())) {
        return Err(
            "it has a credential in its query, which would be visible; send it in a header",
        );
    }
    Ok(())
}

#[expect(clippy::ptr_arg, reason = "the check of an option takes the option's type")]
fn is_digest(digest: &String) -> Result<(), &'static str> {
    let is_hexadecimal = |digits: &str| {
        digits.len() == 64 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_one = digest.is_empty() || digest.strip_prefix("sha256:").is_some_and(is_hexadecimal);
    is_one.then_some(()).ok_or("it is not `sha256:` with 64 hexadecimal digits behind it")
}

fn fits_a_header(value: &ExpandedSecret) -> Result<(), &'static str> {
    let fits = HeaderValue::from_str(Secret::expose(value)).is_ok();
    fits.then_some(()).ok_or("it contains characters that are not allowed in a header")
}

#[cfg(test)]
mod tests;
