//! Runs the steps of the scenario in place of what is derived for their operations.

use sourcebook_model::document::{ParameterLocation, Value};
use sourcebook_model::request::{self, KnownParameter};

use super::Run;
use super::attempt::{Attempt, set_value};
use crate::plan::Step;
use crate::problems::failed_criterion::failed_criterion;
use crate::scenario::ScenarioStep;
use crate::values::{Identifiers, expression};

impl<'d> Run<'_, 'd> {
    /// The places in the scenario of the steps of an operation.
    pub(super) fn scripted_steps(&self, step: &Step<'d>) -> Vec<usize> {
        let steps = self.scenario.steps.iter().enumerate();
        steps.filter(|(_, one)| step.is_named(&one.operation)).map(|(place, _)| place).collect()
    }

    /// Runs the steps of an operation that were not run yet; the first one as the page prints it.
    pub(super) fn script(&mut self, at: usize, places: &[usize]) {
        for (position, place) in places.iter().enumerate() {
            let step = self.scenario.steps[*place].clone();
            if self.scripted.steps.contains_key(&step.name) || self.states[at].has_failed {
                continue;
            }
            let missing =
                step.depends_on.iter().find(|name| !self.scripted.steps.contains_key(*name));
            if let Some(name) = missing {
                self.states[at].waits = Some(format!("the step `{name}` has not succeeded"));
                return;
            }
            if let Err(expression) = self.run_step(at, &step, position == 0) {
                self.states[at].waits = Some(format!("nothing gives `{expression}`"));
                return;
            }
        }
    }

    /// Runs one step: with the printed body first where it is the first one of its operation.
    fn run_step(&mut self, at: usize, step: &ScenarioStep, is_first: bool) -> Result<(), String> {
        let set = self.step_identifiers(at, step)?;
        let payload =
            step.payload.as_ref().map(|payload| self.scripted.fill(payload)).transpose()?;
        let parameters = self.step_parameters(at, step)?;
        let settings = request::Settings {
            server: Some(self.world.exchange().url().to_owned()),
            parameters: [
                parameters,
                set.parameters(),
                self.values.required_in_query(&self.steps[at]),
            ]
            .concat(),
            ..request::Settings::default()
        };
        let plan = self.steps[at];
        let requests =
            request::requests(self.views, &settings, plan.path, plan.item, plan.operation);
        let Some(first) = requests.into_iter().next() else { return Ok(()) };
        let printed = self.prepare(&plan, &first.request);
        let mut last = None;
        if is_first || payload.is_none() {
            let Some(attempt) = self.attempt(at, &printed, &set.known) else { return Ok(()) };
            let status = attempt.answer.status;
            if !self.is_accepted(&plan, status) && !self.is_as_asked(&plan, step, status) {
                self.refuse(at, &attempt);
            } else {
                self.states[at].printed = Some(status);
                self.states[at].refused = None;
            }
            last = Some(attempt);
        }
        let is_settled = |attempt: &Attempt| self.is_as_asked(&plan, step, attempt.answer.status);
        if let Some(payload) = payload.filter(|_| !last.as_ref().is_some_and(is_settled)) {
            let mut request = printed;
            set_value(&mut request, payload);
            let Some(attempt) = self.attempt(at, &request, &set.known) else { return Ok(()) };
            if self.is_accepted(&plan, attempt.answer.status) {
                self.states[at].works = Some(attempt.shown_body.clone());
            }
            last = Some(attempt);
        }
        if let Some(attempt) = last {
            self.settle(at, step, &set, &attempt);
        }
        Ok(())
    }

    fn is_as_asked(&self, plan: &Step<'d>, step: &ScenarioStep, status: u16) -> bool {
        if step.criteria.is_empty() {
            self.is_accepted(plan, status)
        } else {
            step.criteria.iter().all(|criterion| criterion.holds(status))
        }
    }

    /// Keeps what a step gave, or tells that it was answered otherwise than it asks.
    fn settle(&mut self, at: usize, step: &ScenarioStep, set: &Identifiers, attempt: &Attempt) {
        let (plan, status) = (self.steps[at], attempt.answer.status);
        self.states[at].criterion = None;
        if !self.is_as_asked(&plan, step, status) {
            let answer = self.shown(&String::from_utf8_lossy(&attempt.answer.body));
            let diagnostic = failed_criterion(&step.name, status, &answer, step.place.clone());
            self.states[at].criterion = Some(diagnostic);
            return;
        }
        let value = |expression: &String| expression::evaluate(expression, &attempt.exchanged);
        let outputs = step.outputs.iter();
        let outputs = outputs.filter_map(|(name, text)| Some((name.clone(), value(text)?)));
        self.scripted.steps.insert(step.name.clone(), outputs.collect());
        self.states[at].waits = None;
        if self.is_accepted(&plan, status) {
            self.accept(at, set, attempt);
        }
    }

    /// The identifiers of a step: its own, else those that are derived.
    fn step_identifiers(&self, at: usize, step: &ScenarioStep) -> Result<Identifiers, String> {
        let derived = self.values.identifiers(&self.steps[at]);
        let mut set = derived.into_iter().next().unwrap_or_default();
        for parameter in &step.parameters {
            if self.location(at, &parameter.name, parameter.location) != ParameterLocation::Path {
                continue;
            }
            let value = self.scripted.fill(&parameter.value)?;
            set.known.retain(|(name, _)| *name != parameter.name);
            set.missing.retain(|name| *name != parameter.name);
            set.known.push((parameter.name.clone(), value));
        }
        Ok(set)
    }

    /// The parameters of a step that do not stand in the path.
    fn step_parameters(
        &self,
        at: usize,
        step: &ScenarioStep,
    ) -> Result<Vec<KnownParameter>, String> {
        let mut known = Vec::new();
        for parameter in &step.parameters {
            let location = self.location(at, &parameter.name, parameter.location);
            if location != ParameterLocation::Path {
                let value: Value = self.scripted.fill(&parameter.value)?;
                known.push(KnownParameter { location, name: parameter.name.clone(), value });
            }
        }
        Ok(known)
    }

    /// Where a parameter stands: as the step says, else as the document does.
    fn location(
        &self,
        at: usize,
        name: &str,
        written: Option<ParameterLocation>,
    ) -> ParameterLocation {
        let (document, step) = (self.views.document(), self.steps[at]);
        let declared = request::declared(document, step.item, step.operation).into_iter();
        let mut declared = declared.map(|used| &document.parameters[used.id]);
        let found = || declared.find(|one| one.name == name).map(|one| one.location);
        written.or_else(found).unwrap_or(ParameterLocation::Path)
    }
}
