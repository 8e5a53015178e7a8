//! The only place that mounts anything.

mod documentation;
mod mounting;

use std::collections::BTreeSet;

use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use utoipa::openapi::OpenApi;
use utoipa_axum::routes;

use crate::aibridge::gateway;
use crate::api::{
    aibridge as recorded, deployment, entitlements, general, keys, licenses, mcp, users,
};
use crate::layers::{self, Limits};
use crate::options::cors_origin::CorsOrigin;
use crate::path_prefix::PathPrefix;
use crate::running_bridge::RunningBridge;
use crate::services::Services;
use crate::{api_explorer, document, health};

pub(crate) use documentation::with_documentation;
use mounting::Mounting;
pub use mounting::{Part, Route};

/// What is served only where the settings say so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exposure {
    /// The API explorer.
    pub(crate) swagger: bool,
    /// The origin of the server's own pages: that of the access URL.
    pub(crate) origin: Option<String>,
    /// What stands before every path of the server in links for users.
    pub(crate) prefix: PathPrefix,
    /// The origins of other pages that may use the server from a browser.
    pub(crate) cors_origins: Vec<CorsOrigin>,
}

/// Everything the server serves, ready to be listened with.
pub(crate) fn router(
    services: &Services,
    exposure: &Exposure,
    bridge: Option<&RunningBridge>,
) -> Router {
    let mut mounted = mounted(services, exposure);
    if let Some(bridge) = bridge {
        mounted = mounted.layer(Extension(bridge.mcp_servers()));
    }
    let mut server = layers::wrap(mounted, Limits::default(), &exposure.prefix);
    if let Some(bridge) = bridge {
        // Beside the layers of the API: what crosses the bridge may be large and take long, and its
        // answers are the providers'.
        let routes = bridge.router(&gateway_base());
        server = layers::wrap_gateway(routes, bridge.idle_timeout()).fallback_service(server);
    }
    let origins = exposure.cors_origins.iter().map(|origin| origin.header().clone()).collect();
    layers::cors::allow(server, origins)
}

/// Where the AI Bridge is.
fn gateway_base() -> String {
    format!("{}/aibridge", document::BASE_PATH)
}

/// The routes of the AI Bridge.
fn gateway_routes() -> impl Iterator<Item = Route> {
    let reason = "AI Bridge: the API of a provider, described by the provider's own documentation";
    let paths = gateway::paths(&gateway_base()).collect::<Vec<_>>();
    paths.into_iter().map(move |path| Route {
        path,
        methods: BTreeSet::new(),
        outside: Some(reason),
    })
}

/// The API document: the routes that the server serves under the base path.
pub fn openapi() -> OpenApi {
    described().0
}

/// The API document, every route that the server serves, and the parts that the document was joined
/// of.
pub(crate) fn described() -> (OpenApi, Vec<Route>, Vec<Part>) {
    let (api, mut routes, parts) = api().split();
    routes.extend(OUTSIDE.iter().map(OutsideRoute::described));
    routes.push(documentation::route());
    routes.extend(gateway_routes());
    (document::finish(api.into_openapi()), routes, parts)
}

/// The operations of the API. Their paths are relative to the base path.
fn api() -> Mounting<Services> {
    Mounting::new(document::BASE_PATH, document::frame())
        .routes(routes!(general::api_root::api_root))
        .routes(routes!(general::build_info::build_info))
        .routes(routes!(deployment::config::config))
        .routes(routes!(entitlements::get::get))
        .routes(routes!(licenses::list::list, licenses::add::add))
        .routes(routes!(licenses::refresh_entitlements::refresh_entitlements))
        .routes(routes!(licenses::delete::delete))
        .routes(routes!(users::list::list, users::create::create))
        .routes(routes!(users::check_first::check_first, users::create_first::create_first))
        .routes(routes!(users::log_in::log_in))
        .routes(routes!(users::log_out::log_out))
        .routes(routes!(users::get::get, users::delete::delete))
        .routes(routes!(users::set_roles::set_roles))
        .routes(routes!(users::set_status::suspend))
        .routes(routes!(users::set_status::activate))
        .routes(routes!(users::set_password::set_password))
        .routes(routes!(keys::list::list, keys::delete_all::delete_all))
        .routes(routes!(keys::list_tokens::list_tokens, keys::create_token::create_token))
        .routes(routes!(keys::delete::delete))
        .routes(routes!(recorded::list_interceptions::list_interceptions))
        .routes(routes!(recorded::list_mcp_servers::list_mcp_servers))
}

/// A route that is served but is not part of the API document.
struct OutsideRoute {
    path: &'static str,
    /// Why it is not an operation of the API.
    reason: &'static str,
    is_served: fn(&Exposure) -> bool,
    mount: fn(Router, &str, &Services, &Exposure) -> Router,
}

impl OutsideRoute {
    fn described(&self) -> Route {
        let path = self.path.to_owned();
        Route { path, methods: BTreeSet::new(), outside: Some(self.reason) }
    }
}

const OUTSIDE: &[OutsideRoute] = &[
    OutsideRoute {
        path: "/healthz",
        reason: "health probe, which must not depend on the API version",
        is_served: |_| true,
        mount: |router, path, services, _| {
            let store = services.store.clone();
            let check = move || std::future::ready(health::answer(store.why_away().is_some()));
            routed(router, path, get(check))
        },
    },
    OutsideRoute {
        path: api_explorer::PATH,
        reason: "API explorer: web pages about the operations of the API",
        is_served: |exposure| exposure.swagger,
        mount: |router, path, _, exposure| {
            let document = document::below(openapi(), &exposure.prefix);
            let document = serde_json::to_vec(&document).unwrap_or_default();
            let explorer = api_explorer::router(document.into(), &exposure.prefix);
            router.nest_service(path, explorer)
        },
    },
    OutsideRoute {
        path: mcp::PATH,
        reason: "Model Context Protocol: JSON-RPC over streamable HTTP, which describes itself",
        is_served: |_| true,
        mount: |router, path, services, exposure| {
            let others = exposure.cors_origins.iter().map(CorsOrigin::with_port);
            let origins = exposure.origin.as_deref().into_iter().chain(others);
            mcp::mount(router, path, services.clone(), origins)
        },
    },
];

#[expect(
    clippy::disallowed_methods,
    reason = "the list above is where routes outside the API document are mounted"
)]
fn routed(router: Router, path: &str, methods: MethodRouter) -> Router {
    router.route(path, methods)
}

/// All routes, without layers.
fn mounted(services: &Services, exposure: &Exposure) -> Router {
    // Nested as a service, the root of the API answers with and without its last slash.
    let (api, _, _) = api().split();
    let api = Router::from(api).with_state(services.clone());
    let router = Router::new().nest_service(document::BASE_PATH, api);
    let outside = OUTSIDE.iter().filter(|outside| (outside.is_served)(exposure));
    outside.fold(router, |router, outside| {
        tracing::debug!(outside.path, outside.reason, "not in the API document");
        (outside.mount)(router, outside.path, services, exposure)
    })
}

#[cfg(test)]
mod tests;
