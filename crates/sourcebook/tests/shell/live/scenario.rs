//! Scenarios: what they replace, what they wait for, and their own mistakes.

use insta::assert_snapshot;

use super::{expect_nothing_left, project, shown};
use crate::project::Project;

/// A project whose scenario has these steps.
fn scripted(fault: &str, steps: &str) -> Project {
    let scenario = format!(
        "arazzo: 1.0.1\ninfo: {{title: Pets, version: '1'}}\nworkflows:\n- workflowId: live\n  steps:\n{steps}"
    );
    project(fault, "scenario = \"live.arazzo.yaml\"\n").with("live.arazzo.yaml", scenario)
}

#[test]
fn a_scenario_replaces_what_is_derived_and_the_rest_stays() {
    let steps = "  - stepId: add
    operationId: addPet
    requestBody: {payload: {name: Rex, color: black}}
    outputs: {pet: '$response.body#/id'}
  - stepId: get
    operationPath: '{$sourceDescriptions.api.url}#/paths/~1pets~1{id}/get'
    parameters: [{name: id, in: path, value: $steps.add.outputs.pet}]
    successCriteria: [{condition: $statusCode == 200}]
";
    let project = scripted("needs-color", steps);
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn a_step_that_is_answered_otherwise_and_one_that_waits_for_it() {
    let steps = "  - stepId: add
    operationId: addPet
    successCriteria: [{condition: $statusCode == 204}]
    outputs: {pet: '$response.body#/id'}
  - stepId: get
    operationId: getPet
    parameters: [{name: id, in: path, value: $steps.add.outputs.pet}]
";
    assert_snapshot!(shown(&scripted("", steps).run(&["live"])));
}

#[test]
fn a_scenario_with_mistakes() {
    let steps = "  - stepId: add
    operationId: addPett
    onSuccess: []
    paramters: []
    parameters: [{name: id, in: pth, value: $steps.gt.outputs.pet}]
    outputs: {pet: 7}
    successCriteria: [{condition: '$response.body#/id == 1'}]
";
    assert_snapshot!(shown(&scripted("", steps).run(&["live"])));
    let project = project("", "scenario = \"live.arazzo.yaml\"\n")
        .with("live.arazzo.yaml", "arazzo: 2.0.0\n");
    assert_snapshot!(shown(&project.run(&["live"])));
}
