//! The only place that mounts anything.

mod mounting;

use axum::Router;
use axum::routing::{MethodRouter, get};
use utoipa::openapi::OpenApi;
use utoipa_axum::routes;

use crate::api::general;
use crate::layers::{self, Limits};
use crate::{document, health};

use mounting::Mounting;
pub use mounting::{Part, Route};

/// Everything the server serves, ready to be listened with.
pub fn router() -> Router {
    layers::wrap(mounted(), Limits::default())
}

/// The API document: the routes that [`router`] serves under the base path.
pub fn openapi() -> OpenApi {
    described().0
}

/// The API document, every route that [`router`] serves, and the parts that the document was joined
/// of.
pub(crate) fn described() -> (OpenApi, Vec<Route>, Vec<Part>) {
    let (api, mut routes, parts) = api().split();
    routes.extend(OUTSIDE.iter().map(OutsideRoute::described));
    (document::finish(api.into_openapi()), routes, parts)
}

/// The operations of the API. Their paths are relative to the base path.
fn api() -> Mounting<()> {
    Mounting::new(document::BASE_PATH, document::frame())
        .routes(routes!(general::api_root::api_root))
        .routes(routes!(general::build_info::build_info))
}

/// A route that is served but is not part of the API document.
struct OutsideRoute {
    path: &'static str,
    /// Why it is not an operation of the API.
    reason: &'static str,
    methods: fn() -> MethodRouter,
}

impl OutsideRoute {
    fn described(&self) -> Route {
        let path = self.path.to_owned();
        Route { path, methods: std::collections::BTreeSet::new(), outside: Some(self.reason) }
    }
}

const OUTSIDE: &[OutsideRoute] = &[OutsideRoute {
    path: "/healthz",
    reason: "a probe by the machine that runs the server; it must not depend on the API's version",
    methods: || get(health::check),
}];

/// All routes, without layers.
fn mounted() -> Router {
    // Nested as a service, the root of the API answers with and without its last slash.
    let (api, _, _) = api().split();
    let router = Router::new().nest_service(document::BASE_PATH, Router::from(api));
    OUTSIDE.iter().fold(router, |router, outside| {
        tracing::debug!(outside.path, outside.reason, "not in the API document");
        #[expect(
            clippy::disallowed_methods,
            reason = "this list is where routes outside the API document are mounted"
        )]
        router.route(outside.path, (outside.methods)())
    })
}

#[cfg(test)]
mod tests;
