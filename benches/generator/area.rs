//! A part of the document that stands for itself: its tags, their operations and schemas.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::properties::{described, enumeration, list, map, object, reference, text};
use super::words::{FORMS, NOUNS, PACKAGES, comment};

/// So many operations have all tags of an area together.
const OPERATIONS: usize = 310;

/// One area.
pub(super) struct Area {
    index: usize,
    /// `core`, `agent2`: the first part of paths.
    name: String,
}

/// One tag of an area: a resource and what can be done with it.
struct Resource {
    noun: &'static str,
    form: &'static str,
    /// `coresdk.ProjectTemplate`
    type_name: String,
    /// `core-project-template`
    slug: String,
}

impl Resource {
    /// `project template`
    fn words(&self) -> String {
        format!("{} {}", self.noun, self.form).trim().to_lowercase()
    }

    /// The name of a schema beside the resource's own: `coresdk.ProjectTemplateStatus`.
    fn with(&self, ending: &str) -> String {
        format!("{}{ending}", self.type_name)
    }

    /// The name of a schema for a request: `coresdk.CreateProjectTemplateRequest`.
    fn request(&self, verb: &str) -> String {
        let (package, name) = self.type_name.split_once('.').unwrap_or_default();
        format!("{package}.{verb}{name}Request")
    }

    /// What is sent to create or update it.
    fn request_schema(&self, verb: &str, dice: &mut Dice) -> Value {
        let size = dice.below(6);
        let mut properties = object(dice, size);
        properties.insert("name".to_owned(), text(""));
        properties.insert("settings".to_owned(), reference(&self.with("Settings")));
        let mut schema = json!({ "type": "object", "properties": properties });
        if verb == "Create" {
            schema["required"] = json!(["name"]);
        }
        if dice.one_in(3) {
            let about = format!("{verb}s one {}.", self.words());
            schema["description"] = comment(dice, &about).into();
        }
        schema
    }
}

impl Area {
    pub(super) fn new(index: usize) -> Self {
        let package = PACKAGES[index % PACKAGES.len()];
        let round = index / PACKAGES.len();
        let name = if round == 0 { package.to_owned() } else { format!("{package}{round}") };
        Self { index, name }
    }

    pub(super) fn add_to(
        &self,
        paths: &mut Map<String, Value>,
        definitions: &mut Map<String, Value>,
    ) {
        let mut dice = Dice::new(self.index);
        self.add_shared(&mut dice, definitions);
        let mut left = OPERATIONS;
        for (at, resource) in self.resources().enumerate() {
            let pages = NOUNS.len() * FORMS.len() - at;
            let operations = left / pages;
            left -= operations;
            self.add_schemas(&resource, at, &mut dice, definitions);
            self.add_operations(&resource, operations, &mut dice, paths);
        }
    }

    fn resources(&self) -> impl Iterator<Item = Resource> {
        let forms = NOUNS.into_iter().flat_map(|noun| FORMS.map(|form| (noun, form)));
        forms.map(|(noun, form)| self.resource(noun, form))
    }

    fn resource(&self, noun: &'static str, form: &'static str) -> Resource {
        Resource {
            noun,
            form,
            type_name: self.shared(&format!("{noun}{form}")),
            slug: format!("{} {noun} {form}", self.name).trim().to_lowercase().replace(' ', "-"),
        }
    }

    /// The name of a definition of this area.
    fn shared(&self, name: &str) -> String {
        format!("{}sdk.{name}", self.name)
    }

    /// The schemas that every resource of the area uses.
    fn add_shared(&self, dice: &mut Dice, definitions: &mut Map<String, Value>) {
        let validation = json!({
            "type": "object",
            "required": ["detail", "field"],
            "properties": { "detail": text(""), "field": text("") },
        });
        let response = json!({ "type": "object", "properties": {
            "message": { "type": "string", "description": comment(dice, "Message") },
            "detail": { "type": "string", "description": comment(dice, "Detail") },
            "validations": list(&reference(&self.shared("ValidationError"))),
        }});
        let owner = json!({ "type": "object", "required": ["id", "username"], "properties": {
            "id": text("uuid"), "username": text(""), "avatar_url": text("uri"),
            "roles": list(&reference(&self.shared("Role"))),
        }});
        let tree = self.shared("Condition");
        let condition = json!({ "type": "object", "properties": {
            "operator": { "type": "string", "enum": ["and", "or", "not"] },
            "operands": list(&reference(&tree)),
            "negated": described(&tree, &comment(dice, "Negated")),
            "group": reference(&self.shared("ConditionGroup")),
        }});
        let group = json!({ "type": "object", "properties": {
            "name": text(""), "members": map(&reference(&tree)),
        }});
        let schemas = [
            ("ValidationError", validation),
            ("Response", response),
            ("Role", enumeration(dice, "Role")),
            ("Owner", owner),
            ("Condition", condition),
            ("ConditionGroup", group),
        ];
        for (name, schema) in schemas {
            definitions.insert(self.shared(name), schema);
        }
    }

    fn add_schemas(
        &self,
        resource: &Resource,
        at: usize,
        dice: &mut Dice,
        definitions: &mut Map<String, Value>,
    ) {
        let status = resource.with("Status");
        let settings = resource.with("Settings");
        let short = status.rsplit('.').next().unwrap_or_default().to_owned();
        definitions.insert(status, enumeration(dice, &short));
        let size = dice.below(6) + dice.below(7);
        definitions
            .insert(settings, json!({ "type": "object", "properties": object(dice, 1 + size) }));
        definitions.insert(resource.type_name.clone(), self.whole(resource, at, dice));
        for verb in ["Create", "Update"] {
            let schema = resource.request_schema(verb, dice);
            definitions.insert(resource.request(verb), schema);
        }
        definitions.insert(
            resource.with("ListResponse"),
            json!({ "type": "object", "properties": {
                "count": { "type": "integer" },
                "items": list(&reference(&resource.type_name)),
            }}),
        );
    }

    /// The resource itself. Its later forms hold the earlier ones.
    fn whole(&self, resource: &Resource, at: usize, dice: &mut Dice) -> Value {
        let size = dice.below(4) + dice.below(4);
        let mut properties = object(dice, size);
        let mut add = |name: &str, value: Value| properties.insert(name.to_owned(), value);
        add("id", text("uuid"));
        add("name", text(""));
        add("created_at", text("date-time"));
        add("status", reference(&resource.with("Status")));
        add("owner", reference(&self.shared("Owner")));
        add("settings", described(&resource.with("Settings"), &comment(dice, "Settings")));
        let form = at % FORMS.len();
        if form > 0 {
            let earlier = self.resource(resource.noun, FORMS[form - 1]);
            let inner = reference(&earlier.type_name);
            match dice.below(4) {
                0 => add("latest", described(&earlier.type_name, &comment(dice, "Latest"))),
                1 => add("by_name", map(&inner)),
                _ => add("history", list(&inner)),
            };
        }
        if dice.one_in(12) {
            add("condition", reference(&self.shared("Condition")));
        }
        json!({ "type": "object", "required": ["id", "name"], "properties": properties })
    }

    fn add_operations(
        &self,
        resource: &Resource,
        count: usize,
        dice: &mut Dice,
        paths: &mut Map<String, Value>,
    ) {
        let words = resource.words();
        let whole = reference(&resource.type_name);
        let many = reference(&resource.with("ListResponse"));
        let create = resource.request("Create");
        let update = resource.request("Update");
        let nothing = json!({ "type": "string" });
        let named = |verb: &str, answer: &Value, body: Option<&str>| {
            self.operation(resource, &format!("{verb} {words}"), answer, body)
        };
        let mut collection = json!({
            "get": named("List every", &many, None),
            "post": named("Create", &whole, Some(&create)),
        });
        for parameter in ["q", "limit", "offset"] {
            let kind = if parameter == "q" { "string" } else { "integer" };
            let is_required = parameter == "q" && dice.one_in(5);
            let query = json!({ "name": parameter, "in": "query", "type": kind,
                "required": is_required, "description": format!("Page {parameter}") });
            push_parameter(&mut collection["get"], query);
        }
        let mut item = json!({
            "get": named("Get", &whole, None),
            "patch": named("Update", &whole, Some(&update)),
        });
        if count > 4 {
            item["delete"] = named("Delete", &nothing, None);
        }
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let id = json!({ "name": "id", "in": "path", "type": "string", "format": "uuid",
                "required": true, "description": format!("The id of the {words}") });
            push_parameter(operation, id);
        }
        let path = format!("/{}", resource.slug);
        paths.insert(format!("{path}/{{id}}"), item);
        paths.insert(path, collection);
    }

    fn operation(
        &self,
        resource: &Resource,
        summary: &str,
        answer: &Value,
        body: Option<&str>,
    ) -> Value {
        let mut operation = json!({
            "tags": [format!("{} {}", self.name, resource.words())],
            "summary": summary,
            "operationId": format!("{}-{}", self.name, summary.replace(' ', "-").to_lowercase()),
            "security": [{ "SessionToken": [] }],
            "produces": ["application/json"],
            "parameters": [],
            "responses": { "200": { "description": "OK", "schema": answer } },
        });
        if summary.starts_with("Delete") {
            let failed = reference(&self.shared("Response"));
            operation["responses"]["404"] = json!({ "description": "Not Found", "schema": failed });
        }
        if let Some(body) = body {
            operation["consumes"] = json!(["application/json"]);
            let body = json!({ "name": "request", "in": "body", "required": true,
                "description": format!("{summary} request"), "schema": reference(body) });
            push_parameter(&mut operation, body);
        }
        operation
    }
}

fn push_parameter(operation: &mut Value, parameter: Value) {
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.push(parameter);
    }
}
