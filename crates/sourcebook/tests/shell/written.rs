//! Written documents: what an older version cannot express is told, and can be accepted.

use insta::assert_snapshot;

use crate::project::Project;

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      parameters:
        - {name: seat, in: cookie, schema: {type: string}}
      responses:
        '200':
          description: All pets.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Pet'}}
components:
  schemas:
    Pet:
      oneOf: [{type: string}, {type: integer}]
";

fn written(product: &str, more: &str) -> Project {
    let configuration = format!(
        "[facts]\napi = \"openapi.yaml\"\n[products.\"{product}\"]\nout = \"api.json\"\n{more}"
    );
    Project::configured(&configuration).with("openapi.yaml", PETS)
}

#[test]
fn what_is_lost_is_told_with_those_whose_pages_differ() {
    assert_snapshot!(written("swagger-2.0", "").run(&["gen"]).shown(), @r"
    exit 0
    warning[conversion-loss]: Swagger 2.0 cannot express the cookie parameter `seat` (`GET /pets`)
     --> openapi.yaml:7:24
      |
    7 |         - {name: seat, in: cookie, schema: {type: string}}
      |                        ^^ not in api.json
      |
      = note: Swagger 2.0: it does not support parameters in this part of a request
      = note: pages made from api.json differ for `GET /pets`

    warning[conversion-loss]: Swagger 2.0 cannot express `oneOf` (schema `Pet`)
      --> openapi.yaml:16:7
       |
    16 |       oneOf: [{type: string}, {type: integer}]
       |       ^^^^^ not in api.json
       |
       = note: Swagger 2.0: its schemas support `allOf`, but neither `oneOf` nor `anyOf`
       = note: pages made from api.json differ for `GET /pets`, schema `Pet`

    done: 1 file written; 2 warnings. Run `sourcebook check` to see whether they are up to date
    ");
}

#[test]
fn nothing_is_lost_where_the_version_can_say_it() {
    for product in ["openapi-3.1", "openapi-3.0"] {
        let run = written(product, "").run(&["gen"]);
        assert!(!run.expect_exit(0).shown().contains("conversion-loss"), "{}", run.shown());
    }
}

#[test]
fn a_loss_is_accepted_at_its_place() {
    let allow = "[[allow]]\nproblem = \"conversion-loss\"\n\
                 place = \"openapi.yaml#/components/schemas/Pet\"\nreason = \"clients know\"\n";
    let shown = written("swagger-2.0", allow).run(&["gen"]).shown();
    assert!(!shown.contains("oneOf") && shown.contains("seat"), "{shown}");
    let all = "[problems]\nconversion-loss = \"allow\"\n";
    let run = written("swagger-2.0", all).generated().run(&["check"]);
    assert!(!run.expect_exit(0).shown().contains("conversion-loss"), "{}", run.shown());
}

#[test]
fn a_file_that_is_no_longer_what_the_document_says_is_drift() {
    let project = written("openapi-3.0", "").generated();
    project.write("openapi.yaml", PETS.replace("All pets.", "Every pet."));
    project.run(&["check"]).expect_exit(4).expect_out("Every pet.");
}

#[test]
fn a_product_without_an_api_document_says_what_is_missing() {
    let project = Project::configured("[products.\"swagger-2.0\"]\n");
    project.run(&["gen"]).expect_exit(100).expect_out("missing-fact");
}
