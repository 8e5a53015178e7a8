//! Operations: each entity and each member that leads to others can be listed, made, read, changed and
//! deleted.

use serde_json::{Map, Value, json};

use super::entity::{Entity, reference};
use crate::generator::dice::Dice;
use crate::generator::words::comment;

/// Adds the paths of an entity.
pub(super) fn add_to(
    dice: &mut Dice,
    entity: &Entity,
    all: &[Entity],
    paths: &mut Map<String, Value>,
) {
    let name = entity.name.trim_start_matches("graph.");
    let one = format!("/{name}s/{{{name}-id}}");
    let id = parameter(&format!("{name}-id"));
    add_pair(dice, entity, (&format!("/{name}s"), &one), &[], &id, paths);
    for (member, target) in &entity.leads_to {
        let list = format!("{one}/{member}");
        let inner = format!("{member}-id");
        let each = format!("{list}/{{{inner}}}");
        add_pair(
            dice,
            &all[*target],
            (&list, &each),
            std::slice::from_ref(&id),
            &parameter(&inner),
            paths,
        );
    }
}

/// The parameters that lists share.
pub(super) fn shared_parameters() -> Value {
    let number = |name: &str, about: &str| {
        json!({ "name": name, "in": "query", "description": about, "style": "form", "explode": false,
                "schema": { "type": "integer", "minimum": 0 }, "example": 50 })
    };
    json!({
        "top": number("$top", "Show only the first n items"),
        "skip": number("$skip", "Skip the first n items"),
        "filter": { "name": "$filter", "in": "query", "description": "Filter items by property values",
                    "schema": { "type": "string" } },
    })
}

/// The path of a list of entities, and of one of them.
fn add_pair(
    dice: &mut Dice,
    entity: &Entity,
    (list, one): (&str, &str),
    above: &[Value],
    id: &Value,
    paths: &mut Map<String, Value>,
) {
    let tag = list.split('/').nth(1).unwrap_or_default().to_owned();
    let operation = |dice: &mut Dice, verb: &str| {
        let path = if ["List", "Create"].contains(&verb) { list } else { one };
        json!({
            "tags": [tag],
            "summary": format!("{verb} {}", entity.name),
            "description": comment(dice, "This operation"),
            "operationId": format!("{}.{verb}", path.trim_matches('/').replace('/', ".")),
            "responses": { "4XX": { "$ref": "#/components/responses/error" },
                           "5XX": { "$ref": "#/components/responses/error" } },
        })
    };
    let schema = reference(&entity.name);
    let page = reference(&format!("{}CollectionResponse", entity.name));
    let body = json!({ "required": true, "description": "New property values", "content": {
        "application/json": { "schema": schema } }});
    let mut all = operation(dice, "List");
    all["parameters"] = json!([
        { "$ref": "#/components/parameters/top" }, { "$ref": "#/components/parameters/skip" },
        { "$ref": "#/components/parameters/filter" }, asked("$orderby", entity), asked("$select", entity),
        asked("$expand", entity),
    ]);
    answer(&mut all, "200", &page);
    let mut create = operation(dice, "Create");
    create["requestBody"] = body.clone();
    answer(&mut create, "201", &schema);
    let mut read = operation(dice, "Get");
    read["parameters"] = json!([asked("$select", entity), asked("$expand", entity)]);
    answer(&mut read, "200", &schema);
    let mut change = operation(dice, "Update");
    change["requestBody"] = body;
    answer(&mut change, "200", &schema);
    let mut delete = operation(dice, "Delete");
    delete["responses"]["204"] = json!({ "description": "Success" });
    let inside: Vec<Value> = above.iter().chain([id]).cloned().collect();
    paths.insert(list.to_owned(), json!({ "parameters": above, "get": all, "post": create }));
    paths.insert(
        one.to_owned(),
        json!({ "parameters": inside, "get": read, "patch": change, "delete": delete }),
    );
}

/// A parameter that names members of an entity.
fn asked(name: &str, entity: &Entity) -> Value {
    let mut values = entity.members.clone();
    if name == "$orderby" {
        values.extend(entity.members.iter().map(|member| format!("{member} desc")));
    }
    if name == "$expand" {
        values = entity.leads_to.iter().map(|(member, _)| member.clone()).collect();
        values.insert(0, "*".to_owned());
    }
    json!({ "name": name, "in": "query", "style": "form", "explode": false,
            "description": "Members to be named", "schema": { "uniqueItems": true, "type": "array",
            "items": { "type": "string", "enum": values } } })
}

fn answer(operation: &mut Value, status: &str, schema: &Value) {
    operation["responses"][status] = json!({ "description": "Retrieved", "content": {
        "application/json": { "schema": schema } }});
}

fn parameter(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" },
            "description": "The unique identifier" })
}
