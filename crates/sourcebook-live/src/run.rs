//! One run: every operation in its turn, each request as it is printed, each answer judged.

mod attempt;
mod exercise;
mod scripted;
mod told;

use sourcebook_model::document::{Document, Value};
use sourcebook_model::view::Views;

use crate::outcome::{Outcome, Told, Tried};
use crate::plan::{Step, Turn, plan};
use crate::problems::failed_server;
use crate::problems::missing_operation::missing_operation;
use crate::problems::undocumented_header::Seen;
use crate::scenario::{Known, Scenario};
use crate::settings::{Settings, Skip};
use crate::values::Values;
use crate::world::World;
use exercise::State;

/// Operations whose turns are run together: as long as one of them makes progress, those that were
/// refused are tried again, since what they need may be there by then.
const TURNS: [&[Turn]; 4] = [
    &[Turn::Public, Turn::FirstUser, Turn::LogIn, Turn::Family],
    &[Turn::Delete],
    &[Turn::SessionEnd],
    &[Turn::ServerEnd],
];

/// Maximum number of times that an operation is tried.
const MAX_PASSES: usize = 4;

/// Runs every operation of a document against a world; a scenario says what is to be done otherwise than
/// it would be derived.
pub fn run(
    document: &Document,
    settings: &Settings,
    scenario: &Scenario,
    world: &mut World,
) -> Outcome {
    let views = Views::new(document);
    let mut run = Run::new(&views, settings, scenario, world);
    run.all();
    run.finish()
}

/// A run that goes on.
struct Run<'r, 'd> {
    views: &'r Views<'d>,
    settings: &'r Settings,
    scenario: &'r Scenario,
    /// What the steps of the scenario have given so far.
    scripted: Known,
    world: &'r mut World,
    values: Values<'r, 'd>,
    steps: Vec<Step<'d>>,
    /// What became of each step so far.
    states: Vec<State>,
    headers: Seen<'d>,
    outcome: Outcome,
    /// Whether the server has ended, so that nothing more can be asked.
    has_died: bool,
}

impl<'r, 'd> Run<'r, 'd> {
    fn new(
        views: &'r Views<'d>,
        settings: &'r Settings,
        scenario: &'r Scenario,
        world: &'r mut World,
    ) -> Self {
        let steps = plan(views.document(), settings);
        let seeds: Vec<(String, Value)> =
            world.names().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        let scripted = Known { seeds: seeds.clone(), ..Known::default() };
        let values = Values::new(views, &settings.credentials, seeds);
        let states = steps.iter().map(|_| State::default()).collect();
        let headers = Seen::default();
        let outcome = Outcome {
            url: world.exchange().url().to_owned(),
            home: world.home().display().to_string(),
            began: jiff::Timestamp::now().as_second(),
            ..Outcome::default()
        };
        Self {
            views,
            settings,
            scenario,
            scripted,
            world,
            values,
            steps,
            states,
            headers,
            outcome,
            has_died: false,
        }
    }

    fn all(&mut self) {
        self.leave_out();
        for turns in TURNS {
            for _ in 0..MAX_PASSES {
                if !self.pass(turns) {
                    break;
                }
            }
        }
    }

    /// Marks the steps that are not run, and names skips that lead nowhere.
    fn leave_out(&mut self) {
        for skip in &self.settings.skip {
            let mut is_there = false;
            for (step, state) in self.steps.iter().zip(&mut self.states) {
                if step.is_named(&skip.operation) {
                    state.skipped = Some(skip.because.clone());
                    is_there = true;
                }
            }
            if !is_there && !self.is_elsewhere(skip) {
                let document = self.views.document();
                let diagnostic = missing_operation(document, &skip.operation, skip.place.as_ref());
                self.outcome.told.push(diagnostic.into());
            }
        }
    }

    /// Whether a skip is of an operation that is not wanted in this run anyway.
    fn is_elsewhere(&self, skip: &Skip) -> bool {
        let everything = Settings { only: Vec::new(), ..self.settings.clone() };
        let all = plan(self.views.document(), &everything);
        all.iter().any(|step| step.is_named(&skip.operation))
    }

    /// Tries every step of some turns that has not succeeded yet; says whether one did now, so that
    /// another pass may help others.
    fn pass(&mut self, turns: &[Turn]) -> bool {
        let (mut progress, mut is_left) = (false, false);
        for at in 0..self.steps.len() {
            let step = self.steps[at];
            if !turns.contains(&step.turn) || !self.states[at].is_open() || self.has_died {
                continue;
            }
            self.exercise(at);
            progress |= self.states[at].accepted.is_some();
            is_left |= self.states[at].is_open();
            self.look_after_server(&step);
        }
        progress && is_left
    }

    fn look_after_server(&mut self, step: &Step<'d>) {
        if step.turn == Turn::ServerEnd || self.has_died {
            return;
        }
        if let Some(how) = self.world.ended() {
            self.has_died = true;
            let diagnostic = failed_server::died(self.settings, &step.name(), &how);
            self.outcome.told.push((*diagnostic).into());
        }
    }

    fn finish(mut self) -> Outcome {
        let mut order: Vec<usize> = (0..self.steps.len()).collect();
        let position = |at: &usize| {
            let step = &self.steps[*at];
            let mut operations = self.views.document().operations();
            operations
                .position(|(path, _, one)| path == step.path && one.method == step.operation.method)
        };
        order.sort_by_key(position);
        for at in order {
            let (step, state) = (&self.steps[at], &mut self.states[at]);
            let mut diagnostics = std::mem::take(&mut state.diagnostics);
            if !self.has_died || state.refused.is_some() {
                diagnostics.extend(told::verdict(self.views.document(), step, state, &self.values));
            }
            diagnostics.extend(state.criterion.take());
            let name = Some(step.name());
            let told = |diagnostic| Told { operation: name.clone(), diagnostic };
            self.outcome.told.extend(diagnostics.into_iter().map(told));
            self.outcome.operations.push(Tried {
                method: step.operation.method.clone(),
                path: step.path.to_owned(),
                name: step.operation.operation_id.clone(),
                printed: state.printed,
                accepted: state.accepted,
                skipped: state.skipped.clone(),
            });
        }
        let headers = self.headers.diagnostics(self.views.document()).into_iter();
        self.outcome.told.extend(headers.map(Told::from));
        self.outcome.secrets = self.values.into_secrets();
        self.outcome
    }
}
