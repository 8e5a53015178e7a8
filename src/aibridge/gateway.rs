//! From a client's request to a provider's answer, and back.

mod admission;
mod body;
mod intercept;
mod pass;
mod peek;
mod provider_request;
mod relay;
mod upstream;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::Response;
use axum::routing::{any, post};
use bytes::Bytes;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use super::Bridge;
use super::error::{BridgeError, For, answer};
use super::provider::{PROVIDERS, Provider};
pub(super) use provider_request::ProviderRequest;
pub(super) use relay::{AnswerKind, DONE, Relay};
pub(super) use upstream::{OutboundRequest, client, exchange};

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
            .map_response(into_body)
            .layer(CatchPanicLayer::custom(move |_| {
                // The panic itself is logged by the panic hook.
                let what = "internal error; see the server's log for the reason.".to_owned();
                answer(Some(provider), &BridgeError::Failed(what))
            }))
            .layer(Extension(For(provider)))
            .layer(admission::Admission::new(Arc::clone(bridge)))
            .layer(bridge.concurrency.clone())
            .layer(bridge.rate.clone());
        let routes = provider_routes(bridge, provider);
        router.nest_service(&format!("{base}/{}", provider.name()), limited.service(routes))
    })
}

/// The answer with a body of the kind that the layers of the bridge know.
fn into_body<B>(response: Response<B>) -> Response<Body>
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    response.map(Body::new)
}

/// The intercepted operations of a provider, and whatever else it answers.
fn provider_routes(bridge: &Arc<Bridge>, provider: &'static dyn Provider) -> Router {
    let pass = {
        let bridge = Arc::clone(bridge);
        any(move |request| pass::pass(Arc::clone(&bridge), provider, request))
    };
    let operations = provider.operations().iter();
    let routes = operations.fold(Router::new(), |router, &operation| {
        let bridge = Arc::clone(bridge);
        let handler =
            move |request| intercept::intercept(Arc::clone(&bridge), provider, operation, request);
        // Other methods of the same path are the provider's business.
        #[expect(
            clippy::disallowed_methods,
            reason = "proxied routes are the provider's, and stand in the provider's document"
        )]
        router.route(operation.path(), post(handler).fallback_service(pass.clone().with_state(())))
    });
    routes.fallback_service(pass.with_state(()))
}
