//! From a client's request to a provider's answer, and back.

mod admission;
mod body;
mod intercept;
mod pass;
mod relay;
mod upstream;

use std::sync::Arc;

use axum::Router;
use axum::extract::Extension;
use axum::routing::{any, post};
use tower::ServiceBuilder;

use super::Bridge;
use super::provider::{PROVIDERS, Provider};
use super::refusal::For;
pub(super) use upstream::client;

pub(crate) use admission::{Access, Caller, ClientAddress, Denied};

/// The routes of all providers, each under its name.
pub(super) fn router(bridge: &Arc<Bridge>) -> Router {
    PROVIDERS.iter().fold(Router::new(), |router, &provider| {
        let limited = ServiceBuilder::new()
            .layer(Extension(For(provider)))
            .layer(admission::Admission::new(Arc::clone(bridge)))
            .layer(bridge.concurrency.clone())
            .layer(bridge.rate.clone());
        let routes = provider_routes(bridge, provider);
        router.nest_service(&format!("/{}", provider.name()), limited.service(routes))
    })
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
