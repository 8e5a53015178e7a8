//! Entities: schemas that are everything of another one, with members that lead to others.

use serde_json::{Map, Value, json};

use crate::generator::dice::Dice;
use crate::generator::words::{NOUNS, comment, member, states};

/// An entity of the graph.
pub(super) struct Entity {
    pub(super) index: usize,
    /// `graph.teamRelease7`
    pub(super) name: String,
    /// The entity that it is everything of; the first ones are everything of the root.
    base: Option<usize>,
    /// The names of its own members, the scalar ones first.
    pub(super) members: Vec<String>,
    /// The entities that it leads to, by the name of the member.
    pub(super) leads_to: Vec<(String, usize)>,
}

/// The root of all entities.
const ROOT: &str = "graph.entity";

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

impl Entity {
    pub(super) fn new(index: usize) -> Self {
        let mut dice = Dice::new(index * 31 + 7);
        let noun = |at: usize| NOUNS[at % NOUNS.len()];
        let name = format!("graph.{}{}{index}", noun(index).to_lowercase(), noun(index / 3));
        // Every third one is everything of one of the others, as deep as three levels.
        let base =
            (index % 3 == 1).then(|| (dice.below(index) / 3) * 3 + usize::from(dice.one_in(9)));
        let base = base.filter(|base| *base < index);
        let members = (0..15 + dice.below(30))
            .map(|at| format!("{}_{}", member(&mut dice, at), index * 50 + at));
        let members = members.collect();
        let count = 4 + dice.below(7);
        let leads_to = (0..count).map(|at| {
            let target = (index / 60) * 60 + dice.below(60);
            (format!("{}s{at}", noun(target).to_lowercase()), target)
        });
        Self { index, name, base, members, leads_to: leads_to.collect() }
    }

    /// Adds the entity, and what pages of it are.
    pub(super) fn add_to(&self, dice: &mut Dice, all: &[Self], schemas: &mut Map<String, Value>) {
        let mut properties = Map::new();
        for (at, name) in self.members.iter().enumerate() {
            properties.insert(name.clone(), scalar(dice, at));
        }
        for (name, target) in &self.leads_to {
            let about = comment(dice, "The list of these");
            properties.insert(
                name.clone(),
                json!({
                    "type": "array", "items": reference(&all[*target].name), "description": about,
                    "x-ms-navigationProperty": true,
                }),
            );
            let one = format!("{name}Latest");
            properties.insert(one, nullable(&all[*target].name));
        }
        properties.insert("@odata.type".to_owned(), json!({ "type": "string" }));
        let base = self.base.map_or(ROOT, |base| &all[base].name);
        let subtypes: Map<String, Value> = all
            .iter()
            .filter(|one| one.base == Some(self.index))
            .map(|one| {
                (format!("#{}", one.name), format!("#/components/schemas/{}", one.name).into())
            })
            .collect();
        let mut own = json!({ "title": self.name, "required": ["@odata.type"], "type": "object",
                              "properties": properties });
        if !subtypes.is_empty() {
            own["discriminator"] = json!({ "propertyName": "@odata.type", "mapping": subtypes });
        }
        schemas.insert(self.name.clone(), json!({ "allOf": [reference(base), own] }));
        let page = json!({ "allOf": [reference("graph.page"), { "type": "object", "properties": {
            "value": { "type": "array", "items": reference(&self.name) },
        }}]});
        schemas.insert(format!("{}CollectionResponse", self.name), page);
    }
}

/// What every entity is, what pages are, and what values are made of.
pub(super) fn add_shared(schemas: &mut Map<String, Value>) {
    let text = json!({ "type": "string", "nullable": true });
    let root = json!({ "type": "object", "title": "entity", "required": ["@odata.type"], "properties": {
        "id": { "type": "string", "description": "The unique identifier.\nRead-only." },
        "@odata.type": { "type": "string" },
    }});
    let page = json!({ "type": "object", "properties": {
        "@odata.count": { "type": "integer", "format": "int64", "nullable": true },
        "@odata.nextLink": text,
    }});
    let error = json!({ "type": "object", "required": ["error"], "properties": {
        "error": { "type": "object", "required": ["code", "message"], "properties": {
            "code": { "type": "string" }, "message": { "type": "string" },
            "details": { "type": "array", "items": reference("graph.errorDetail") },
        }},
    }});
    let detail =
        json!({ "type": "object", "properties": { "code": text, "message": text, "target": text }});
    let identity = json!({ "type": "object", "properties": {
        "displayName": text, "id": text, "set": nullable("graph.identitySet"),
    }});
    let set = json!({ "type": "object", "properties": {
        "application": nullable("graph.identity"), "device": nullable("graph.identity"),
        "user": nullable("graph.identity"),
    }});
    let mut dice = Dice::new(0);
    let state = json!({ "type": "string", "title": "state", "enum": states(&mut dice, 18).collect::<Vec<_>>() });
    let all = [
        (ROOT, root),
        ("graph.page", page),
        ("graph.error", error),
        ("graph.errorDetail", detail),
        ("graph.identity", identity),
        ("graph.identitySet", set),
        ("graph.state", state),
    ];
    schemas.extend(all.map(|(name, schema)| (name.to_owned(), schema)));
}

/// A reference that may be null, as 3.0 has it.
fn nullable(name: &str) -> Value {
    json!({ "anyOf": [reference(name), { "type": "object", "nullable": true }] })
}

fn scalar(dice: &mut Dice, at: usize) -> Value {
    let mut schema = match dice.below(9) {
        0..=3 => json!({ "type": "string", "nullable": true }),
        4 => json!({ "type": "boolean", "nullable": true }),
        5 => json!({ "type": "string", "format": "date-time", "nullable": true,
                     "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" }),
        6 => json!({ "type": "number", "format": "int32", "minimum": -2_147_483_648_i64,
                     "maximum": 2_147_483_647, "nullable": true }),
        7 => nullable("graph.identitySet"),
        _ => nullable("graph.state"),
    };
    if !at.is_multiple_of(3) {
        schema["description"] = comment(dice, "This property").into();
    }
    schema
}
