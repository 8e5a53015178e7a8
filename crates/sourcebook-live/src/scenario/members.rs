//! The members of the objects of Arazzo 1.0 and 1.1, and which of them are supported.

/// An object of the specification.
#[derive(Debug)]
pub(super) struct Object {
    /// What it is called in a sentence.
    pub(super) noun: &'static str,
    /// The members that are read.
    pub(super) supported: &'static [&'static str],
    /// The members that the specification has and that are not supported.
    pub(super) unsupported: &'static [&'static str],
}

pub(super) const ROOT: Object = Object {
    noun: "a scenario",
    supported: &["arazzo", "info", "sourceDescriptions", "workflows"],
    unsupported: &["components", "$self"],
};

pub(super) const WORKFLOW: Object = Object {
    noun: "a workflow",
    supported: &["workflowId", "summary", "description", "steps"],
    unsupported: &[
        "inputs",
        "dependsOn",
        "successActions",
        "failureActions",
        "outputs",
        "parameters",
    ],
};

pub(super) const STEP: Object = Object {
    noun: "a step",
    supported: &[
        "stepId",
        "description",
        "operationId",
        "operationPath",
        "parameters",
        "requestBody",
        "outputs",
        "successCriteria",
        "dependsOn",
    ],
    unsupported: &[
        "workflowId",
        "onSuccess",
        "onFailure",
        "channelPath",
        "correlationId",
        "timeout",
        "action",
    ],
};

pub(super) const PARAMETER: Object = Object {
    noun: "a parameter",
    supported: &["name", "in", "value"],
    unsupported: &["reference"],
};

pub(super) const REQUEST_BODY: Object = Object {
    noun: "a request body",
    supported: &["contentType", "payload"],
    unsupported: &["replacements"],
};

pub(super) const CRITERION: Object =
    Object { noun: "a criterion", supported: &["condition"], unsupported: &["context", "type"] };
