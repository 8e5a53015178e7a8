//! From a client's request to a provider's answer, and back.

mod admission;
mod arriving;
mod body;
mod connections;
mod count_tokens;
mod dispatch;
mod encoding;
mod intercept;
mod ownership;
mod pass;
mod peek;
mod provider_request;
mod relay;
mod upstream;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{Request, Response};
use tower::{Service, ServiceBuilder, service_fn};

use super::Bridge;
use super::error::{BridgeError, For};
use super::provider::{PROVIDERS, Provider};
pub(super) use connections::ProviderClients;
pub(super) use provider_request::ProviderRequest;
pub(super) use relay::{AnswerKind, DONE, Relay};
#[cfg(test)]
pub(super) use upstream::address;
pub(super) use upstream::{OutboundRequest, addressed, exchange, refuse_redirect};

/// The path below `base` where everything of each provider is answered.
pub(crate) fn paths(base: &str) -> impl Iterator<Item = String> {
    PROVIDERS.iter().map(move |provider| format!("{base}/{}/{{*path}}", provider.name()))
}

/// The routes of all providers, each under its name below `base`.
pub(super) fn router(bridge: &Arc<Bridge>, base: &str) -> Router {
    PROVIDERS.iter().fold(Router::new(), |router, &provider| {
        let counting = Arc::clone(bridge);
        let limited = ServiceBuilder::new()
            .map_response(move |response: Response<Body>| {
                if let Some(error) = response.extensions().get::<BridgeError>() {
                    counting.metrics.rejected(provider.name(), error);
                }
                response
            })
            .layer(Extension(For(provider)))
            .layer(admission::Admission::new(Arc::clone(bridge)))
            .layer(bridge.concurrency.clone())
            .layer(bridge.rate.clone());
        let mount: Arc<str> = format!("{base}/{}", provider.name()).into();
        let routes = everything(bridge, provider, Arc::clone(&mount));
        router.nest_service(&mount, limited.service(routes))
    })
}

/// What answers every request to a provider, whose paths begin with `mount`. Which are intercepted and
/// which pass through is decided by the one spelling of their paths, which no router of patterns would
/// see.
fn everything(
    bridge: &Arc<Bridge>,
    provider: &'static dyn Provider,
    mount: Arc<str>,
) -> impl Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let bridge = Arc::clone(bridge);
    service_fn(move |request| {
        let (bridge, mount) = (Arc::clone(&bridge), Arc::clone(&mount));
        async move { Ok(dispatch::dispatch(bridge, provider, &mount, request).await) }
    })
}
