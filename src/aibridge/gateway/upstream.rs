//! The provider's side of the bridge.

use axum::body::Body;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, Uri, header};
use http_body_util::LengthLimitError;
use url::Url;

use super::arriving::TooSlow;
use super::body::causes;
use super::connections::SendError;
use super::relay;
use crate::aibridge::error::BridgeError;
use crate::aibridge::provider::Provider;
use crate::aibridge::settings::ProviderSettings;
use crate::aibridge::{Bridge, headers};

/// A request to a provider.
pub(in crate::aibridge) struct OutboundRequest {
    pub(in crate::aibridge) method: Method,
    /// The path and query behind the bridge's path for the provider.
    pub(in crate::aibridge) path: PathAndQuery,
    /// The client's headers, all of them.
    pub(in crate::aibridge) headers: HeaderMap,
    pub(in crate::aibridge) body: reqwest::Body,
    /// The length of the body, where only the client's headers tell it.
    pub(in crate::aibridge) length: Option<HeaderValue>,
}

/// Sends a request with the provider's key, or to the service in the provider's place, and gives
/// the answer as soon as its head is there.
pub(super) async fn send(
    bridge: &Bridge,
    provider: &dyn Provider,
    outbound: OutboundRequest,
) -> Result<Response<Body>, BridgeError> {
    if let Some(bedrock) = provider.bedrock(bridge) {
        return bedrock.send(bridge, outbound).await;
    }
    let settings = provider.settings(&bridge.settings);
    let key = settings.key.clone().ok_or(BridgeError::NotConfigured(provider.key_option()))?;
    let mut headers = headers::to_provider(&outbound.headers, &bridge.settings.forward_headers);
    provider.authorize(&mut headers, key, settings);
    if let Some(length) = outbound.length {
        headers.insert(header::CONTENT_LENGTH, length);
    }
    let url = address(settings, provider, &outbound.path);
    let request = addressed(outbound.method, &url, headers, outbound.body)?;
    let mut answer = exchange(bridge, request).await?;
    refuse_redirect(&answer, provider.base_url_option())?;
    *answer.headers_mut() = headers::to_client(answer.headers());
    Ok(answer)
}

/// A request with its whole address.
///
/// # Errors
/// The address is none that can be asked for.
pub(in crate::aibridge) fn addressed(
    method: Method,
    url: &Url,
    headers: HeaderMap,
    body: reqwest::Body,
) -> Result<Request<reqwest::Body>, BridgeError> {
    let address = url.as_str().parse();
    let address: Uri = address
        .map_err(|_| BridgeError::Unreadable("its path or query is not valid.".to_owned()))?;
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = address;
    *request.headers_mut() = headers;
    Ok(request)
}

/// Sends a request as it is, and gives the answer as soon as its head is there. Its body breaks off
/// when the provider sends nothing for too long.
pub(in crate::aibridge) async fn exchange(
    bridge: &Bridge,
    request: Request<reqwest::Body>,
) -> Result<Response<Body>, BridgeError> {
    let limit = bridge.settings.idle_timeout;
    let answered = tokio::time::timeout(limit, bridge.clients.send(request)).await;
    let answer = answered
        .map_err(|_| BridgeError::TimedOut(limit))?
        .map_err(|error| told(&error, bridge.settings.max_body))?;
    Ok(answer.map(|body| relay::timed(body, limit)))
}

/// An error where the answer sends the client elsewhere: there, neither the bridge's key nor the
/// client's token belongs.
///
/// # Errors
/// The answer is a redirect; the option sets the address that it came from.
pub(in crate::aibridge) fn refuse_redirect(
    answer: &Response<Body>,
    option: &'static str,
) -> Result<(), BridgeError> {
    if !answer.status().is_redirection() {
        return Ok(());
    }
    tracing::warn!(
        status = answer.status().as_u16(),
        "a provider redirects to another address; set --{option} to the provider's own"
    );
    Err(BridgeError::Redirected(option))
}

/// The provider's address for a path and query. The base URL may have a path of its own.
pub(in crate::aibridge) fn address(
    settings: &ProviderSettings,
    provider: &dyn Provider,
    asked: &PathAndQuery,
) -> Url {
    let base = &settings.base_url;
    let mut url = base.clone();
    let path = provider.upstream_path(asked.path(), settings);
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url.set_query(asked.query());
    if let Some(version) = &settings.api_version {
        let others = asked.query().unwrap_or_default().split('&');
        let others = others.filter(|pair| !pair.is_empty() && !pair.starts_with("api-version="));
        let others: Vec<&str> = others.collect();
        url.set_query(Some(&*others.join("&")).filter(|query| !query.is_empty()));
        url.query_pairs_mut().append_pair("api-version", version);
    }
    url
}

/// Why there is no answer, without the address: it may hold secrets.
fn told(error: &SendError, max_body: usize) -> BridgeError {
    let what = if error.is_connect() { "the connection failed" } else { "the request failed" };
    let cause = causes(error).last().unwrap_or(error);
    // A body of unknown length was passed through until it was too large.
    if cause.is::<LengthLimitError>() {
        return BridgeError::BodyTooLarge(max_body);
    }
    // Or until its client sent too little of it.
    if cause.is::<TooSlow>() {
        return BridgeError::BodyTooSlow;
    }
    BridgeError::Unreachable(format!("{what} ({cause})."))
}
