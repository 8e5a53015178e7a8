//! Writes OpenAPI 3.0 documents in the style of an API over a graph of entities: few kinds of
//! operations, thousands of times, on large schemas that all lead to each other.
//!
//! Each entity is everything of another one and has dozens of members, many of them lists of other
//! entities; every operation names the members that can be asked for, in lists of a hundred values. Such
//! documents are tens of megabytes, and what opens or samples each schema wherever it is named makes
//! gigabytes of them.

mod entity;
mod operations;

use serde_json::{Map, json};

use super::dice::Dice;
use entity::Entity;

/// Number of entities of an area.
const ENTITIES: usize = 60;

/// A document of `scale` areas; one has 60 entities and about 2,000 operations.
pub(crate) fn document(scale: usize) -> String {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    let entities: Vec<Entity> = (0..scale * ENTITIES).map(Entity::new).collect();
    entity::add_shared(&mut schemas);
    for entity in &entities {
        let mut dice = Dice::new(entity.index);
        entity.add_to(&mut dice, &entities, &mut schemas);
        operations::add_to(&mut dice, entity, &entities, &mut paths);
    }
    let document = json!({
        "openapi": "3.0.4",
        "info": { "title": "Example graph", "version": "v1" },
        "servers": [{ "url": "https://graph.example.com/v1" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "error": {
                "description": "error",
                "content": { "application/json": { "schema": entity::reference("graph.error") } },
            }},
            "parameters": operations::shared_parameters(),
        },
    });
    super::written(&document)
}
