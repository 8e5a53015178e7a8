//! Amazon Bedrock in the place of the Anthropic API.
//!
//! What goes in is a request of the Anthropic API, and what comes out is its answer: JSON, or a
//! stream of server-sent events. Nothing else of the bridge knows that Bedrock was asked.
//!
//! A request is translated (`request.rs`, with `models.rs`) and signed (`signature.rs`, with
//! `credentials.rs`); its answer is translated back (`answer.rs`), as a stream (`frames.rs`,
//! `events.rs`, `stream.rs`) or as an error (`errors.rs`).

mod answer;
mod chain_client;
mod credentials;
mod errors;
mod events;
mod frames;
mod members;
mod models;
mod request;
mod settings;
mod signature;
mod stream;

use std::error::Error;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError};
use url::Url;

use super::Bridge;
use super::error::BridgeError;
use super::gateway::{OutboundRequest, addressed, exchange, refuse_redirect};
use chain_client::ChainClient;
use credentials::{CredentialSource, NoCredentials};
use request::{BedrockOperation, BedrockRequest};

pub(crate) use settings::{BedrockSettings, BedrockSettingsError};

#[cfg(test)]
pub(super) use models::Models;

/// What Bedrock is told of the program that asks.
const USER_AGENT: &str = concat!("coder/", env!("CARGO_PKG_VERSION"));

/// The trace that a request belongs to (W3C Trace Context).
const TRACE: [&str; 2] = ["traceparent", "tracestate"];

/// Amazon Bedrock, as it is set up.
pub(crate) struct Bedrock {
    settings: BedrockSettings,
    credentials: CredentialSource,
}

impl Bedrock {
    /// Asks nobody for anything yet.
    ///
    /// # Errors
    /// The client that asks for credentials cannot be made.
    pub(crate) fn new(settings: BedrockSettings) -> reqwest::Result<Self> {
        let credentials = match &settings.access_key {
            Some(key) => CredentialSource::Fixed(key.clone()),
            None => CredentialSource::chain(&settings.region, ChainClient::new()?),
        };
        Ok(Self { settings, credentials })
    }

    /// A Bedrock whose credentials are found one after the other; where there are none, that fails.
    #[cfg(test)]
    pub(super) fn finding(
        settings: BedrockSettings,
        found: impl IntoIterator<Item = Option<Credentials>>,
    ) -> Self {
        Self { settings, credentials: CredentialSource::finding(found) }
    }

    /// Answers a request of the Anthropic API.
    pub(super) async fn send(
        &self,
        bridge: &Bridge,
        outbound: OutboundRequest,
    ) -> Result<Response<Body>, BridgeError> {
        let OutboundRequest { method, path, headers, body, .. } = outbound;
        let call = BedrockOperation::of(&method, path.path())?;
        let body = collected(body, bridge.settings.max_body).await?;
        let translated = request::translate(&self.settings, call, &headers, &body)?;
        let (credentials, mut answer) = self.ask(bridge, &translated, &headers).await?;
        if errors::name(answer.headers()).starts_with("ExpiredToken")
            && self.credentials.forget(&credentials).await
        {
            (_, answer) = self.ask(bridge, &translated, &headers).await?;
        }
        answer::translate(call, answer, bridge.settings.idle_timeout).await
    }

    /// Asks the runtime, with the credentials that hold now.
    async fn ask(
        &self,
        bridge: &Bridge,
        translated: &BedrockRequest,
        from_client: &HeaderMap,
    ) -> Result<(Credentials, Response<Body>), BridgeError> {
        let credentials = self.credentials.get(SystemTime::now()).await;
        let credentials = credentials.map_err(|NoCredentials| BridgeError::NoCredentials)?;
        let url = self.address(&translated.path);
        let headers = self.headers(&credentials, &url, translated, from_client)?;
        let body = translated.body.clone().into();
        let answer = exchange(bridge, addressed(Method::POST, &url, headers, body)?).await?;
        refuse_redirect(&answer, "aibridge-bedrock-base-url")?;
        Ok((credentials, answer))
    }

    /// The address of the runtime, which may have a path of its own, with a path behind it.
    fn address(&self, path: &str) -> Url {
        let mut url = self.settings.base_url.clone();
        url.set_path(&format!("{}/{path}", url.path().trim_end_matches('/')));
        url.set_query(None);
        url
    }

    /// The headers for Bedrock: of the client's own only those that name the trace.
    fn headers(
        &self,
        credentials: &Credentials,
        url: &Url,
        translated: &BedrockRequest,
        from_client: &HeaderMap,
    ) -> Result<HeaderMap, BridgeError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let (region, body) = (&self.settings.region, translated.body.as_bytes());
        signature::sign(credentials, region, url, &mut headers, body, SystemTime::now()).map_err(
            |error| {
                tracing::error!(%error, "cannot sign a request for Amazon Bedrock");
                BridgeError::Failed("it cannot sign the request for Amazon Bedrock.".to_owned())
            },
        )?;
        headers.insert(header::ACCEPT, HeaderValue::from_static(translated.accept));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        for name in TRACE {
            if let Some(value) = from_client.get(name) {
                headers.insert(HeaderName::from_static(name), value.clone());
            }
        }
        Ok(headers)
    }
}

/// The whole body: that it is whole is what its signature proves.
async fn collected(body: reqwest::Body, max: usize) -> Result<Bytes, BridgeError> {
    let collected = body.collect().await.map_err(|error| {
        let mut cause: &dyn Error = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        // A body of unknown length came until it was too large.
        if cause.is::<LengthLimitError>() {
            BridgeError::BodyTooLarge(max)
        } else {
            BridgeError::Unreadable("its body is incomplete.".to_owned())
        }
    })?;
    Ok(collected.to_bytes())
}
