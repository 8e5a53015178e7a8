//! What Swagger 2.0 says differently: servers in three members, bodies and forms as parameters,
//! media types beside the operation.

use crate::document::{
    Example, Id, MediaType, RequestBody, Response, Schema, SchemaType, Server, SwaggerForm, Use,
};
use crate::syntax::NodeRef;

use super::parameters::Parameters;
use super::schema::Role;
use super::{Builder, Kind};

const ROOT_FIELDS: &[&str] = &[
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl<'t> Builder<'t, '_> {
    pub(super) fn swagger2_root(&mut self, root: NodeRef<'t>) {
        self.document.servers = self.swagger2_servers(root);
        self.named_schemas(root, "definitions");
        let schemes = self.named(root, "securityDefinitions", Self::security_scheme);
        self.document.components.security_schemes = schemes;
        self.document.extensions = self.extensions(root, ROOT_FIELDS);
    }

    /// One server for each scheme; without a host the base path alone.
    fn swagger2_servers(&mut self, root: NodeRef<'t>) -> Vec<Server> {
        let base_path = self.text(root, "basePath").unwrap_or_default();
        let schemes = self.texts(root, "schemes");
        let urls = match self.text(root, "host") {
            None if base_path.is_empty() => Vec::new(),
            None => vec![base_path],
            Some(host) if schemes.is_empty() => vec![format!("//{host}{base_path}")],
            Some(host) => {
                schemes.iter().map(|scheme| format!("{scheme}://{host}{base_path}")).collect()
            }
        };
        urls.into_iter().map(|url| Server { url, ..Server::default() }).collect()
    }

    /// `consumes` or `produces` of an operation, else of the document.
    fn media_types(&mut self, operation: NodeRef<'t>, key: &str) -> Vec<String> {
        if operation.get(key).is_some() {
            return self.texts(operation, key);
        }
        let root = self.gathered.trees[0].root();
        self.texts(root, key)
    }

    /// The body or form of an operation; its own parameters win over those of the path item.
    pub(super) fn swagger2_request_body(
        &mut self,
        operation: NodeRef<'t>,
        own: &Parameters<'t>,
        shared: &Parameters<'t>,
    ) -> Option<Use<RequestBody>> {
        let name = |node: &NodeRef<'t>| {
            let text = |key| node.get(key).and_then(NodeRef::as_str);
            (text("name"), text("in"))
        };
        let inherited = shared.of_body.iter().filter(|node| {
            let overridden = own.of_body.iter().any(|other| name(other) == name(node));
            !overridden && (name(node).1 != Some("body") || own.of_body.is_empty())
        });
        let nodes: Vec<NodeRef<'t>> = own.of_body.iter().chain(inherited).copied().collect();
        let consumes = self.media_types(operation, "consumes");
        let is_body = |node: &&NodeRef<'t>| name(node).1 == Some("body");
        let (bodies, fields): (Vec<_>, Vec<_>) = nodes.iter().partition(is_body);
        let body = match (fields.as_slice(), bodies.first()) {
            ([], None) => return None,
            ([], Some(body)) => self.body_parameter(*body, consumes),
            (fields, _) => self.form(fields, consumes),
        };
        Some(Use::inline(self.document.request_bodies.push(body)))
    }

    fn body_parameter(&mut self, node: NodeRef<'t>, consumes: Vec<String>) -> RequestBody {
        let schema = node.get("schema").map(|schema| self.schema(schema));
        let media_types =
            if consumes.is_empty() { vec!["application/json".to_owned()] } else { consumes };
        RequestBody {
            description: self.text(node, "description"),
            content: content(media_types, schema),
            required: self.flag(node, "required").unwrap_or_default(),
            parameter_name: self.text(node, "name"),
            form: None,
            extensions: self.extensions(node, &["name", "in", "description", "required", "schema"]),
            origin: node.origin(),
        }
    }

    /// All form parameters as the members of one object.
    fn form(&mut self, nodes: &[NodeRef<'t>], consumes: Vec<String>) -> RequestBody {
        let mut object = Schema { types: vec![SchemaType::Object], ..Schema::default() };
        let mut first_required = None;
        let mut has_file = false;
        for &node in nodes {
            let name: Box<str> = self.text(node, "name").unwrap_or_default().into();
            let required = self.flag(node, "required").unwrap_or_default();
            first_required.get_or_insert(required);
            has_file |= node.get("type").and_then(NodeRef::as_str) == Some("file");
            if required {
                object.required.push(name.clone());
            }
            let field = self.own_schema(node, Role::FormField);
            match object.properties.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = field,
                None => object.properties.push((name, field)),
            }
        }
        let required = !object.required.is_empty();
        object.origin = nodes[0].origin();
        let schema = self.document.schemas.push(object);
        let listed: Vec<String> = consumes
            .iter()
            .filter(|name| [FORM, MULTIPART].contains(&name.as_str()))
            .cloned()
            .collect();
        let media_types = match (listed.is_empty(), has_file) {
            (false, _) => listed,
            (true, true) => vec![MULTIPART.to_owned()],
            (true, false) => vec![FORM.to_owned()],
        };
        RequestBody {
            content: content(media_types, Some(schema)),
            required,
            form: Some(Box::new(SwaggerForm {
                consumes,
                first_field_required: first_required.unwrap_or_default(),
            })),
            origin: nodes[0].origin(),
            ..RequestBody::default()
        }
    }

    /// The responses of an operation; without any, the specification's default.
    pub(super) fn swagger2_responses(
        &mut self,
        operation: NodeRef<'t>,
    ) -> Vec<(String, Use<Response>)> {
        let produces = self.media_types(operation, "produces");
        self.named(operation, "responses", |builder, node| {
            let (target, reference) = builder.resolve(node);
            // What `produces` says differs from operation to operation, so a shared response of
            // 2.0 is built anew for each.
            let response = match target {
                Some(target) => builder.swagger2_response(target, &produces),
                None => Response::default(),
            };
            Use { id: builder.document.responses.push(response), reference }
        })
    }

    fn swagger2_response(&mut self, node: NodeRef<'t>, produces: &[String]) -> Response {
        let schema = node.get("schema").map(|schema| self.schema(schema));
        let examples = self.named(node, "examples", |_, node| node);
        let mut content = match schema {
            None => Vec::new(),
            Some(_) if produces.is_empty() => content(vec!["*/*".to_owned()], schema),
            Some(_) => content(produces.to_vec(), schema),
        };
        for (media_type, value) in examples {
            let example = self.swagger2_example(value);
            let at =
                content.iter().position(|(name, _)| *name == media_type).unwrap_or_else(|| {
                    content.push((media_type, MediaType { schema, ..MediaType::default() }));
                    content.len() - 1
                });
            content[at].1.examples.push(("response".to_owned(), example));
        }
        Response {
            description: self.text(node, "description").unwrap_or_default(),
            headers: self.named(node, "headers", Self::header),
            content,
            extensions: self.extensions(node, &["description", "schema", "headers", "examples"]),
            origin: node.origin(),
            ..Response::default()
        }
    }

    fn swagger2_example(&mut self, node: NodeRef<'t>) -> Use<Example> {
        let kind = Kind { built: |built| &mut built.examples, arena: |d| &mut d.examples };
        self.used(node, &kind, |_, node| Example {
            value: Some(NodeRef::to_value(node)),
            ..Example::default()
        })
    }
}

/// The same body in several media types.
fn content(media_types: Vec<String>, schema: Option<Id<Schema>>) -> Vec<(String, MediaType)> {
    let media_type = |name| (name, MediaType { schema, ..MediaType::default() });
    media_types.into_iter().map(media_type).collect()
}
