//! From differences of pairs to findings: which operations each difference reaches, and how serious it
//! is there.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::findings::Findings;
use crate::graph::{PairId, Step};
use crate::law::Way;
use crate::relate::Relator;
use crate::walk::Root;

/// Maximum number of states that are looked at for one place of an operation.
const MAX_STATES: usize = 50_000;

/// A pair, and how it was come to.
type State = (PairId, bool, bool);

/// A state on the way from a root, with the number of the one above.
struct Visit {
    state: State,
    above: Option<usize>,
    step: Option<Step>,
}

/// Adds what differs at and below every root.
pub(crate) fn gather(relator: &Relator<'_, '_>, roots: &[Root], findings: &mut Findings) {
    let live = live(relator);
    let mut known: HashMap<(PairId, usize), usize> = HashMap::default();
    for root in roots.iter().filter(|root| live[root.pair as usize]) {
        let visits = visits(relator, root, &live);
        let part: Arc<str> = root.part.as_str().into();
        for (at, visit) in visits.iter().enumerate() {
            let (pair, is_flipped, is_left_out) = visit.state;
            let Some(node) = relator.found(pair) else { continue };
            let way = Way { is_flipped, is_left_out, ..root.way };
            for (number, difference) in node.differences.iter().enumerate() {
                let finding = *known.entry((pair, number)).or_insert_with(|| {
                    let place = place(relator, &visits, at, &root.part);
                    let finding = findings.number(difference, &place);
                    findings.list[finding].pair.get_or_insert(pair);
                    finding
                });
                findings.reach(finding, difference, &root.named, &part, way);
            }
        }
    }
    findings.list.retain(|finding| !finding.reaches.is_empty());
}

/// Which pairs have a difference at them or below.
fn live(relator: &Relator<'_, '_>) -> Vec<bool> {
    let count = relator.len();
    let mut above: Vec<Vec<PairId>> = vec![Vec::new(); count];
    let mut live = vec![false; count];
    let mut waiting = Vec::new();
    for id in (0..count).filter_map(|at| u32::try_from(at).ok()) {
        let Some(node) = relator.found(id) else { continue };
        for edge in &node.below {
            above[edge.pair as usize].push(id);
        }
        if !node.differences.is_empty() {
            live[id as usize] = true;
            waiting.push(id);
        }
    }
    while let Some(id) = waiting.pop() {
        for next in std::mem::take(&mut above[id as usize]) {
            if !std::mem::replace(&mut live[next as usize], true) {
                waiting.push(next);
            }
        }
    }
    live
}

/// Every state below a root that leads to a difference, each once, the nearest ones first.
fn visits(relator: &Relator<'_, '_>, root: &Root, live: &[bool]) -> Vec<Visit> {
    let first = (root.pair, root.way.is_flipped, root.way.is_left_out);
    let mut seen = HashSet::from_iter([first]);
    let mut visits = vec![Visit { state: first, above: None, step: None }];
    let mut at = 0;
    while at < visits.len() && visits.len() < MAX_STATES {
        let (pair, is_flipped, is_left_out) = visits[at].state;
        let Some(node) = relator.found(pair) else {
            at += 1;
            continue;
        };
        for edge in node.below.iter().filter(|edge| live[edge.pair as usize]) {
            let is_left_out = is_left_out || edge.left_out.is_of(root.way.direction);
            let state = (edge.pair, is_flipped != edge.flips, is_left_out);
            if seen.insert(state) {
                visits.push(Visit { state, above: Some(at), step: Some(edge.step.clone()) });
            }
        }
        at += 1;
    }
    visits
}

/// A place in words: the nearest named schema above it, and the way from there.
fn place(relator: &Relator<'_, '_>, visits: &[Visit], at: usize, part: &str) -> String {
    let mut steps = Vec::new();
    let mut visit = &visits[at];
    let name = loop {
        let spots = relator.spots(visit.state.0);
        let name = relator.new.name(spots.new.meet).or(relator.old.name(spots.old.meet));
        if name.is_some() {
            break name;
        }
        let Some(above) = visit.above else { break None };
        steps.extend(visit.step.as_ref());
        visit = &visits[above];
    };
    let mut text = name.unwrap_or_default().to_owned();
    for step in steps.into_iter().rev() {
        write_step(&mut text, step);
    }
    match (name, text.is_empty()) {
        (Some(_), _) => format!("`{text}`"),
        (None, true) => part.to_owned(),
        (None, false) => format!("`{text}` of {part}"),
    }
}

fn write_step(text: &mut String, step: &Step) {
    match step {
        Step::Member(name) => {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
        }
        Step::Others => text.push_str(".*"),
        Step::Names => text.push_str(" (names)"),
        Step::Item(at) => text.push_str(&format!("[{at}]")),
        Step::Items | Step::Contains => text.push_str("[]"),
        Step::Content => text.push_str(" (content)"),
        Step::Same | Step::Not => {}
    }
}
