//! A router with its API document, and a record of everything that was mounted on it: what the
//! facts say of the server's routes comes from here, so that no second list has to be kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// A route that the server serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// From the root of the server.
    pub path: String,
    /// The methods that are answered; empty where that is not known.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub methods: BTreeSet<String>,
    /// Why it is no operation of the API document, where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<&'static str>,
}

/// What one call of `routes!` brought to the API document, before it was joined with the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Paths and components.
    pub openapi: Value,
}

/// A router that remembers.
pub(super) struct Mounting<S> {
    base: &'static str,
    router: OpenApiRouter<S>,
    routes: Vec<Route>,
    parts: Vec<Part>,
}

impl<S: Clone + Send + Sync + 'static> Mounting<S> {
    /// Nothing mounted yet; `base` is where the whole will be mounted.
    pub(super) fn new(base: &'static str, document: OpenApi) -> Self {
        let router = OpenApiRouter::with_openapi(document);
        Self { base, router, routes: Vec::new(), parts: Vec::new() }
    }

    /// Mounts what `routes!` made of handlers.
    pub(super) fn routes(mut self, handlers: UtoipaMethodRouter<S>) -> Self {
        let (schemas, paths, _) = &handlers;
        let paths = json!(paths);
        self.routes.extend(routes(self.base, &paths));
        self.parts.extend(parts(&paths, schemas));
        self.router = self.router.routes(handlers);
        self
    }

    /// The router with its document, the routes, and the parts of the document.
    pub(super) fn split(self) -> (OpenApiRouter<S>, Vec<Route>, Vec<Part>) {
        (self.router, self.routes, self.parts)
    }
}

/// The routes of handlers. All of them answer at every path that one of them names: that is what
/// utoipa-axum mounts.
fn routes(base: &str, paths: &Value) -> Vec<Route> {
    let paths = paths.as_object().into_iter().flatten();
    let methods: BTreeSet<String> = paths
        .clone()
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .map(|(method, _)| method.to_ascii_uppercase())
        .collect();
    paths
        .map(|(path, _)| Route {
            path: format!("{base}{path}"),
            methods: methods.clone(),
            outside: None,
        })
        .collect()
}

/// The parts of handlers: one, unless two of their types have one name, which one object cannot
/// hold.
fn parts(paths: &Value, schemas: &[(String, RefOr<Schema>)]) -> Vec<Part> {
    let mut layers: Vec<BTreeMap<&str, Value>> = vec![BTreeMap::new()];
    for (name, schema) in schemas {
        let schema = json!(schema);
        if layers.iter().any(|layer| layer.get(name.as_str()) == Some(&schema)) {
            continue;
        }
        match layers.iter_mut().find(|layer| !layer.contains_key(name.as_str())) {
            Some(layer) => drop(layer.insert(name, schema)),
            None => layers.push(BTreeMap::from([(name.as_str(), schema)])),
        }
    }
    let part =
        |schemas| Part { openapi: json!({"paths": paths, "components": {"schemas": schemas}}) };
    layers.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use utoipa::ToSchema;
    use utoipa_axum::routes;

    use super::*;

    mod first {
        #[derive(utoipa::ToSchema)]
        #[schema(as = Same)]
        pub(super) struct One {
            #[expect(dead_code, reason = "only its schema is looked at")]
            number: bool,
        }
    }

    #[derive(ToSchema)]
    #[schema(as = Same)]
    struct Other(#[expect(dead_code, reason = "only its schema is looked at")] String);

    #[utoipa::path(get, path = "/a", responses((status = 200, description = "A", body = first::One)))]
    async fn get_a() {}

    #[utoipa::path(post, path = "/b", responses((status = 200, description = "B", body = Other)))]
    async fn post_b() {}

    fn mounting() -> Mounting<()> {
        Mounting::new("/base", OpenApi::default())
    }

    #[test]
    fn what_is_mounted_is_remembered() {
        let (_, routes, parts) = mounting().routes(routes!(get_a)).split();
        assert_eq!(json!(routes), json!([{"path": "/base/a", "methods": ["GET"]}]));
        assert_eq!(parts.len(), 1);
        assert!(parts[0].openapi["paths"]["/a"]["get"].is_object());
        assert_eq!(parts[0].openapi["components"]["schemas"]["Same"]["type"], "object");
    }

    #[test]
    fn handlers_mounted_together_answer_at_each_others_paths() {
        let (_, routes, _) = mounting().routes(routes!(get_a, post_b)).split();
        let both = json!(["GET", "POST"]);
        let expected =
            json!([{"path": "/base/a", "methods": both}, {"path": "/base/b", "methods": both}]);
        assert_eq!(json!(routes), expected);
    }

    #[test]
    fn types_of_one_name_are_both_remembered() {
        let (router, _, parts) = mounting().routes(routes!(get_a, post_b)).split();
        let kinds: BTreeSet<&str> = parts
            .iter()
            .filter_map(|part| part.openapi["components"]["schemas"]["Same"]["type"].as_str())
            .collect();
        assert_eq!(kinds, BTreeSet::from(["object", "string"]));
        let document = json!(router.get_openapi());
        assert_eq!(
            document["components"]["schemas"].as_object().map(serde_json::Map::len),
            Some(1)
        );
    }
}
