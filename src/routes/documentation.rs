//! Where the documentation is mounted, and what the facts say of it.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;

use super::Route;
use crate::layers::{self, Limits};
use crate::path_prefix::PathPrefix;
use crate::site::{BASE_PATH, Site};

/// Mounts the documentation beside the server. Both have the same layers around them.
pub(crate) fn with_documentation(server: Router, site: Site, prefix: &PathPrefix) -> Router {
    let docs = layers::wrap(site.router(prefix), Limits::default(), prefix).into_service::<Body>();
    #[expect(
        clippy::disallowed_methods,
        reason = "the documentation is mounted whole; `route` describes it in the facts"
    )]
    let router = Router::new()
        .route_service(BASE_PATH, docs.clone())
        .route_service(&format!("{BASE_PATH}/"), docs.clone())
        .route_service(&format!("{BASE_PATH}/{{*file}}"), docs);
    router.fallback_service(server)
}

/// The documentation among the routes in the facts.
pub(super) fn route() -> Route {
    Route {
        path: format!("{BASE_PATH}/{{file}}"),
        methods: BTreeSet::from(["GET".to_owned()]),
        outside: Some("pages and files of the documentation"),
    }
}
