//! The exceptions of a person, in a subset of Arazzo 1.0 and 1.1: steps that replace what is derived.

mod criterion;
mod fill;
mod members;
mod reader;

use sourcebook_model::document::{ParameterLocation, Value};
use sourcebook_syntax::Place;

pub(crate) use criterion::Criterion;
pub(crate) use fill::Known;
pub use reader::read;

/// What a scenario says.
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    pub(crate) steps: Vec<ScenarioStep>,
}

/// One step.
#[derive(Debug, Clone)]
pub(crate) struct ScenarioStep {
    /// Its name.
    pub(crate) name: String,
    /// The operation: its `operationId`, or method and path.
    pub(crate) operation: String,
    /// What is sent in parameters, instead of what is derived.
    pub(crate) parameters: Vec<StepParameter>,
    /// What is sent where the server refuses the printed body.
    pub(crate) payload: Option<Value>,
    /// Names and expressions of what later steps use.
    pub(crate) outputs: Vec<(String, String)>,
    /// What the status must be; one of success where there is none.
    pub(crate) criteria: Vec<Criterion>,
    /// The steps that come before it.
    pub(crate) depends_on: Vec<String>,
    /// Where it stands.
    pub(crate) place: Place,
    /// Where its operation is named.
    pub(crate) operation_place: Place,
}

/// The value of a parameter.
#[derive(Debug, Clone)]
pub(crate) struct StepParameter {
    pub(crate) name: String,
    /// Where it stands; absent where the name alone says it.
    pub(crate) location: Option<ParameterLocation>,
    pub(crate) value: Value,
}
