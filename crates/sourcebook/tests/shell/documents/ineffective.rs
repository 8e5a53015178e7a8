//! What is allowed where it stands, and says nothing there.

use super::{Case, HEAD, PATHS};

/// Documents in which something has no effect.
pub(super) fn cases() -> Vec<Case> {
    let pets = |rest: &str| format!("{HEAD}{PATHS}{rest}").into_bytes();
    let form = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    post:\n      \
                requestBody:\n        content:\n          multipart/form-data:\n            schema: {type: \
                object}\n            encoding: {names: {contentType: text/plain, headers: {X-Names: {schema: {type: string}}}, style: spaceDelimited}}\n      responses: {'200': \
                {description: OK}}\n";
    let nullable = "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets: {get: {responses: \
                    {'200': {description: OK}}}}\ndefinitions:\n  Name: {type: string}\n  Pet: {type: object, \
                    properties: {name: {$ref: '#/definitions/Name', x-nullable: true}}}\n";
    vec![
        (
            "link_without_operation",
            "a.yaml",
            pets(
                "components: {links: {next: {description: Leads to the next page of the pets that live in the same house as this one.}}}\n",
            ),
        ),
        ("style_of_a_part", "a.yaml", form.as_bytes().to_vec()),
        (
            "path_item_of_two_paths",
            "a.yaml",
            pets(
                "  /animals: {summary: Pets and all other animals that live in a house or in a garden behind a house or anywhere else in the town, whoever feeds them, $ref: '#/paths/~1pets'}\n",
            ),
        ),
        (
            "enum_without_values",
            "a.yaml",
            pets(
                "components: {schemas: {Pet: {description: What kind of pet it is, type: string, minLength: 1, maxLength: 80, enum: []}}}\n",
            ),
        ),
        ("nullable_beside_reference", "a.yaml", nullable.as_bytes().to_vec()),
        (
            "refused_discriminator",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet:\n      type: object\n      properties: {kind: {type: string, enum: \
                 [dog, cat]}}\n      discriminator: {propertyName: kind}\n    Dog: {allOf: [{$ref: \
                 '#/components/schemas/Pet'}]}\n",
            ),
        ),
    ]
}
