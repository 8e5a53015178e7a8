//! Asks AWS's services for credentials with the client that the bridge uses everywhere, so that
//! there is one way of encrypting connections and one list of trusted authorities.

use std::error::Error;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use url::{Host, Url};

use crate::outgoing::{self, Versions};

/// Maximum number of bytes of an answer with credentials.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

/// How long connecting may take where the chain does not say.
const CONNECT: Duration = Duration::from_secs(3);

/// How long an answer may take where the chain does not say.
const READ: Duration = Duration::from_secs(30);

/// The client of the chain.
#[derive(Debug, Clone)]
pub(super) struct ChainClient {
    /// Goes through the proxies of the environment.
    proxied: reqwest::Client,
    /// Goes directly: the metadata of this machine or container is behind no proxy.
    direct: reqwest::Client,
}

impl ChainClient {
    pub(super) fn new() -> reqwest::Result<Self> {
        let builder = || outgoing::client(Versions::Http1);
        Ok(Self { proxied: builder().build()?, direct: builder().no_proxy().build()? })
    }

    async fn send(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = request.try_into_http1x().map_err(user)?;
        let client = if is_at_hand(request.uri().to_string().parse().ok().as_ref()) {
            self.direct
        } else {
            self.proxied
        };
        let request: Request<Bytes> = request.map(|body| {
            Bytes::copy_from_slice(
                // Requests for credentials are small, and never streams.
                body.bytes().unwrap_or_default(),
            )
        });
        let request = reqwest::Request::try_from(request).map_err(user)?;
        let answer = client.execute(request).await.map_err(|error| io(error.without_url()))?;
        let (parts, body) = Response::<reqwest::Body>::from(answer).into_parts();
        let body =
            Limited::new(body, MAX_ANSWER_BYTES).collect().await.map_err(ConnectorError::io)?;
        let answer = Response::from_parts(parts, SdkBody::from(body.to_bytes()));
        HttpResponse::try_from(answer).map_err(|error| ConnectorError::other(error.into(), None))
    }
}

/// Whether an address is this machine, or the link that it is on: that is where metadata is.
fn is_at_hand(url: Option<&Url>) -> bool {
    match url.and_then(Url::host) {
        Some(Host::Ipv4(address)) => address.is_link_local() || address.is_loopback(),
        Some(Host::Ipv6(address)) => {
            address.is_loopback() || address.is_unicast_link_local() || address.is_unique_local()
        }
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn io(error: impl Error + Send + Sync + 'static) -> ConnectorError {
    ConnectorError::io(error.into())
}

fn user(error: impl Error + Send + Sync + 'static) -> ConnectorError {
    ConnectorError::user(error.into())
}

impl HttpClient for ChainClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connect = settings.connect_timeout().unwrap_or(CONNECT);
        let limit = connect + settings.read_timeout().unwrap_or(READ);
        SharedHttpConnector::new(Connector { client: self.clone(), limit })
    }
}

/// The client with the time that the chain gives it.
#[derive(Debug)]
struct Connector {
    client: ChainClient,
    limit: Duration,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answered = tokio::time::timeout(self.limit, self.client.clone().send(request));
        HttpConnectorFuture::new(async {
            answered.await.unwrap_or_else(|late| Err(ConnectorError::timeout(late.into())))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_asked_without_a_proxy() {
        let table = [
            ("http://169.254.169.254/latest/api/token", true),
            ("http://169.254.170.2/v2/credentials", true),
            ("http://[fd00:ec2::254]/latest/api/token", true),
            ("http://127.0.0.1:8080/", true),
            ("http://localhost/", true),
            ("https://sts.us-east-1.amazonaws.com/", false),
            ("https://192.0.2.1/", false),
        ];
        for (url, expected) in table {
            assert_eq!(is_at_hand(Some(&url.parse().unwrap())), expected, "{url}");
        }
    }
}
