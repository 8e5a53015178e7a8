//! What Swagger 2.0 says differently: servers in three members, bodies and forms as parameters,
//! media types beside the operation.

use crate::document::{
    Encoding, Example, Extensions, Id, MediaType, Reference, RequestBody, Response, Schema,
    SchemaType, Server, SwaggerForm, Use, Value,
};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::DUPLICATE_PARAMETER;
use super::Builder;
use super::parameters::{OfBody, Parameters};
use super::present::Role;

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
        if self.document.servers.is_empty() {
            let base_path = self.base_path(root);
            let origin = root.origin();
            let server = base_path.map(|url| Server { url, origin, ..Server::default() });
            self.document.servers.extend(server);
        }
        self.named_schemas(root, "definitions");
        let schemes = self.named(root, "securityDefinitions", Self::security_scheme);
        self.document.components.security_schemes = schemes;
        self.document.extensions = self.extensions(root, ROOT_FIELDS);
    }

    /// The document's base path, with the slash that it starts with.
    fn base_path(&mut self, root: NodeRef<'t>) -> Option<String> {
        let written = self.text(root, "basePath")?;
        let path = written.trim();
        let slash = if path.starts_with('/') { "" } else { "/" };
        (!path.is_empty()).then(|| [slash, path].concat())
    }

    /// The document's host, once for each of the `schemes` of the document or an operation; none
    /// where no host is named.
    pub(super) fn swagger2_servers(&mut self, node: NodeRef<'t>) -> Vec<Server> {
        let root = self.gathered.trees[0].root();
        let is_operation = node.origin() != root.origin();
        let schemes = self.texts(node, "schemes");
        if is_operation && schemes.is_empty() {
            return Vec::new();
        }
        let Some(host) = self.text(root, "host") else { return Vec::new() };
        let host = host.trim();
        // Neither a scheme nor a path belongs there; both are understood, and reported.
        let (scheme, host) =
            host.split_once("://").map_or(("", host), |(scheme, host)| (scheme, host));
        let host = host.trim_end_matches('/');
        let base_path = self.base_path(root).unwrap_or_default();
        let urls = match (schemes.is_empty(), scheme) {
            (true, "") => vec![format!("//{host}{base_path}")],
            (true, scheme) => vec![format!("{scheme}://{host}{base_path}")],
            (false, _) => {
                schemes.iter().map(|scheme| format!("{scheme}://{host}{base_path}")).collect()
            }
        };
        let origin = if schemes.is_empty() { root.origin() } else { node.origin() };
        urls.into_iter().map(|url| Server { url, origin, ..Server::default() }).collect()
    }

    /// The bodies and responses that operations share. Those that an operation uses have the media
    /// types that the first such operation gives them.
    pub(super) fn swagger2_shared(&mut self, root: NodeRef<'t>) {
        for (name, node) in self.named(root, "parameters", |_, node| node) {
            let (target, reference) = self.resolve(node);
            let location = target.and_then(|node| node.get("in")).and_then(NodeRef::as_str);
            match (location, target) {
                // Its fields are part of the forms of operations.
                (Some("formData"), _) => {}
                (Some("body"), Some(target)) => {
                    let id = self.shared_body(target);
                    self.document.components.request_bodies.push((name, Use { id, reference }));
                }
                _ => {
                    let parameter = self.parameter(node);
                    self.document.components.parameters.push((name, parameter));
                }
            }
        }
        for (name, node) in self.named(root, "responses", |_, node| node) {
            let (target, reference) = self.resolve(node);
            let id = match target {
                Some(target) => self.shared_response(target),
                None => self.document.responses.push(Response::default()),
            };
            self.document.components.responses.push((name, Use { id, reference }));
        }
    }

    fn shared_body(&mut self, node: NodeRef<'t>) -> Id<RequestBody> {
        let used = self.built.swagger2_bodies.get(&node.origin()).and_then(|list| list.first());
        if let Some((_, id)) = used {
            return *id;
        }
        let consumes = self.media_types(self.gathered.trees[0].root(), "consumes");
        self.body_parameter(node, consumes)
    }

    fn shared_response(&mut self, node: NodeRef<'t>) -> Id<Response> {
        let used = self.built.swagger2_responses.get(&node.origin()).and_then(|list| list.first());
        if let Some((_, id)) = used {
            return *id;
        }
        let produces = self.media_types(self.gathered.trees[0].root(), "produces");
        self.swagger2_response(node, &produces)
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
        let name = |(node, _): &OfBody<'t>| {
            let text = |key| node.get(key).and_then(NodeRef::as_str);
            (text("name"), text("in"))
        };
        let inherited = shared.of_body.iter().filter(|one| {
            let overridden = own.of_body.iter().any(|other| name(other) == name(one));
            !overridden && (name(one).1 != Some("body") || own.of_body.is_empty())
        });
        let all: Vec<&OfBody<'t>> = own.of_body.iter().chain(inherited).collect();
        let consumes = self.media_types(operation, "consumes");
        let (bodies, fields): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| name(one).1 == Some("body"));
        self.report_other_bodies(&bodies, &fields);
        match (fields.as_slice(), bodies.first()) {
            ([], None) => None,
            ([], Some((body, reference))) => {
                let id = self.body_parameter(*body, consumes);
                Some(Use { id, reference: reference.clone() })
            }
            (fields, _) => {
                let nodes: Vec<NodeRef<'t>> = fields.iter().map(|(node, _)| *node).collect();
                let form = self.form(&nodes, consumes);
                Some(Use::inline(self.document.request_bodies.push(form)))
            }
        }
    }

    /// Reports the parameters in body that have no effect: a request has one body (2.0, Parameter
    /// Object: "there can only be one body parameter", and none beside a form).
    fn report_other_bodies(&mut self, bodies: &[&OfBody<'t>], fields: &[&OfBody<'t>]) {
        let used = usize::from(fields.is_empty());
        for (node, _) in bodies.iter().skip(used) {
            if !self.reported.insert((node.origin(), "body")) {
                continue;
            }
            let (message, help) = if fields.is_empty() {
                ("a request has two bodies", "make one of them, with the members of both")
            } else {
                ("a request has a body and a form", "keep one of them")
            };
            let diagnostic = Diagnostic::new(&DUPLICATE_PARAMETER, message)
                .at(Self::place(*node), "this body has no effect")
                .help(help);
            self.diagnostics.push(diagnostic);
        }
    }

    /// A parameter in body; built once for the same media types.
    fn body_parameter(&mut self, node: NodeRef<'t>, consumes: Vec<String>) -> Id<RequestBody> {
        let media_types =
            if consumes.is_empty() { vec!["application/json".to_owned()] } else { consumes };
        let built = self.built.swagger2_bodies.entry(node.origin()).or_default();
        if let Some((_, id)) = built.iter().find(|(known, _)| *known == media_types) {
            return *id;
        }
        let schema = node.get("schema").map(|schema| self.schema(schema));
        let mut content = content(media_types.clone(), schema, node);
        for (media_type, body) in &mut content {
            body.example = example_of_body(node, media_type);
        }
        let body = RequestBody {
            description: self.text(node, "description"),
            content,
            required: self.flag(node, "required").unwrap_or_default(),
            parameter_name: self.text(node, "name"),
            form: None,
            extensions: self.extensions(node, &["name", "in", "description", "required", "schema"]),
            origin: node.origin(),
        };
        let id = self.document.request_bodies.push(body);
        self.built.swagger2_bodies.entry(node.origin()).or_default().push((media_types, id));
        id
    }

    /// All form parameters as the members of one object.
    fn form(&mut self, nodes: &[NodeRef<'t>], consumes: Vec<String>) -> RequestBody {
        let mut object = Schema { types: vec![SchemaType::Object], ..Schema::default() };
        let mut first_required = None;
        let mut has_file = false;
        let mut encoding = Vec::new();
        for &node in nodes {
            let name: Box<str> = self.text(node, "name").unwrap_or_default().into();
            let required = self.flag(node, "required").unwrap_or_default();
            first_required.get_or_insert(required);
            has_file |= node.get("type").and_then(NodeRef::as_str) == Some("file");
            if required {
                object.required.push(name.clone());
            }
            encoding.extend(self.field_encoding(node).map(|one| (name.to_string(), one)));
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
        let mut content = content(media_types, Some(schema), nodes[0]);
        for (_, media_type) in &mut content {
            media_type.encoding.clone_from(&encoding);
        }
        RequestBody {
            content,
            required,
            form: Some(Box::new(SwaggerForm {
                consumes,
                first_field_required: first_required.unwrap_or_default(),
            })),
            origin: nodes[0].origin(),
            ..RequestBody::default()
        }
    }

    /// How the items of a list in a form are written, if not as in every form: each by itself.
    fn field_encoding(&mut self, node: NodeRef<'t>) -> Option<Encoding> {
        let (style, explode) = self.collection_format(node);
        let origin = node.origin();
        let is_said = explode.is_some_and(|is_each| !is_each);
        is_said.then(|| Encoding { style, explode, origin, ..Encoding::default() })
    }

    /// The responses of an operation, and the vendor extensions among them.
    pub(super) fn swagger2_responses(
        &mut self,
        operation: NodeRef<'t>,
    ) -> (Vec<(String, Use<Response>)>, Extensions) {
        let produces = self.media_types(operation, "produces");
        self.named_beside_extensions(operation, "responses", |builder, node| {
            builder.report_null(node, "a response");
            let (target, reference): (_, Option<Box<Reference>>) = builder.resolve(node);
            let id = match target {
                Some(target) => builder.swagger2_response(target, &produces),
                None => builder.document.responses.push(Response::default()),
            };
            Use { id, reference }
        })
    }

    /// A response; built once for the same media types, which differ from operation to operation.
    fn swagger2_response(&mut self, node: NodeRef<'t>, produces: &[String]) -> Id<Response> {
        let built = self.built.swagger2_responses.entry(node.origin()).or_default();
        if let Some((_, id)) = built.iter().find(|(known, _)| known == produces) {
            return *id;
        }
        let response = self.build_swagger2_response(node, produces);
        let id = self.document.responses.push(response);
        let built = self.built.swagger2_responses.entry(node.origin()).or_default();
        built.push((produces.to_vec(), id));
        id
    }

    fn build_swagger2_response(&mut self, node: NodeRef<'t>, produces: &[String]) -> Response {
        let schema = node.get("schema").map(|schema| self.schema(schema));
        let examples = self.named(node, "examples", |_, node| node);
        let mut content = match schema {
            None => Vec::new(),
            Some(_) if produces.is_empty() => content(vec!["*/*".to_owned()], schema, node),
            Some(_) => content(produces.to_vec(), schema, node),
        };
        for (media_type, value) in examples {
            let example = self.swagger2_example(value);
            let at =
                content.iter().position(|(name, _)| *name == media_type).unwrap_or_else(|| {
                    let origin = node.origin();
                    let is_of_example = !produces.contains(&media_type);
                    let body = MediaType { schema, is_of_example, origin, ..MediaType::default() };
                    content.push((media_type, body));
                    content.len() - 1
                });
            content[at].1.examples.push(("default".to_owned(), example));
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

    /// An example is data: a `$ref` in it is a member like any other.
    fn swagger2_example(&mut self, node: NodeRef<'t>) -> Use<Example> {
        let (value, origin) = (Some(node.to_value()), node.origin());
        let example = Example { value, origin, ..Example::default() };
        Use::inline(self.document.examples.push(example))
    }
}

/// The example of a body in a media type, which 2.0 leaves to extensions: `x-examples` has one for
/// each media type, `x-example` one for all.
fn example_of_body(node: NodeRef<'_>, media_type: &str) -> Option<Value> {
    let by_type = node.get("x-examples").and_then(|examples| examples.get(media_type));
    by_type.or_else(|| node.get("x-example")).map(NodeRef::to_value)
}

/// The same body, which stands at a node, in several media types.
fn content(
    media_types: Vec<String>,
    schema: Option<Id<Schema>>,
    node: NodeRef<'_>,
) -> Vec<(String, MediaType)> {
    let origin = node.origin();
    let media_type = |name| (name, MediaType { schema, origin, ..MediaType::default() });
    media_types.into_iter().map(media_type).collect()
}
