//! Templates that ask for what is not there, that replace the layout, and whose contexts are kept.

use serde_json::json;

use super::*;

const TEMPLATE: &str = "reference/schema.hbs";

/// What becomes of a template of the project with a context.
fn rendered(source: &str, context: &Value) -> Result<String, String> {
    let own = [(TEMPLATE.to_owned(), source.to_owned())];
    let templates = Templates::new(&own).expect("a valid template");
    let text = templates.render(TEMPLATE, context);
    templates.take_error().map_or(Ok(text), |error| Err(error.to_string()))
}

#[test]
fn an_unknown_name_is_told_with_those_that_are_there() {
    let context =
        json!({"name": "Pet", "blocks": {"head": "h", "fields": "f"}, "list": [{"a": 1}]});
    for (source, expected) in [
        (
            "{{nme}}",
            "`nme` is unknown (line 1, column 1): its page has blocks, list, name; did you mean `name`?",
        ),
        (
            "\n {{blocks.haed}}",
            "`blocks.haed` is unknown (line 2, column 2): `blocks` has fields, head; did you mean `head`?",
        ),
        (
            "{{#each list}}{{fieldz}}{{/each}}",
            "`fieldz` is unknown (line 1, column 15): its page has blocks, list, name; did you mean `fields`?",
        ),
        ("{{zzzzzz}}", "`zzzzzz` is unknown (line 1, column 1): its page has blocks, list, name"),
    ] {
        let error = rendered(source, &context).expect_err(source);
        assert_eq!(error, format!("the template `{TEMPLATE}` cannot be rendered: {expected}"));
    }
    let text = rendered("{{name}}:{{#each list}}{{a}}{{/each}}", &context);
    assert_eq!(text.as_deref(), Ok("Pet:1"));
}

#[test]
fn only_what_a_project_has_takes_the_place_of_the_layout() {
    let own = [(TEMPLATE.to_owned(), String::new())];
    let templates = Templates::new(&own).expect("a valid template");
    assert!(templates.replaces(TEMPLATE));
    assert!(!templates.replaces("reference/operation.hbs"));
    assert!(!Templates::built_in().replaces(TEMPLATE));
}

#[test]
fn one_context_is_kept_whatever_the_order() {
    let blocks = json!({"head": "h", "fields": "f", "example": ""});
    let named = |key: &str, name: &str| json!({key: name, "blocks": blocks});
    let contexts = [named("name", "a"), named("name", "long"), named("operation_id", "op")];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        for (subject, expected) in [(None, 2), (Some("a"), 0), (Some("op"), 2)] {
            let templates = Templates::recording(TEMPLATE, subject.map(str::to_owned));
            for at in order {
                assert_eq!(templates.render(TEMPLATE, &contexts[at]), "h\n\nf\n");
            }
            templates.render("api/schemas.hbs", &json!({"title": "of another", "schemas": ""}));
            let kept = templates.into_recorded().expect("a context");
            assert_eq!(kept, format!("{:#}", contexts[expected]), "{order:?} {subject:?}");
        }
    }
    assert_eq!(Templates::recording(TEMPLATE, Some("none".to_owned())).into_recorded(), None);
}
