//! All combinations of the options of a place.

use crate::side::{Side, Spot};

use super::Branch;

/// Maximum number of combinations.
const MAX_CASES: usize = 128;

/// Every combination of options; the place itself where it has no unions. `None` where there are too
/// many.
pub(super) fn of<'d>(side: &mut Side<'_, 'd>, spot: Spot, apart: bool) -> Option<Vec<Branch<'d>>> {
    let spot = if apart { spot.without_null() } else { spot };
    let name = side.name(spot.meet);
    let mut open = vec![Branch { spot, tags: Vec::new(), name, title: None }];
    let mut cases = Vec::new();
    while let Some(case) = open.pop() {
        let shape = side.shape(case.spot);
        let Some(at) = side.open_unions(case.spot, &shape).first().copied() else {
            cases.push(case);
            continue;
        };
        let union = &shape.unions[at];
        if open.len() + cases.len() + union.options.len() > MAX_CASES {
            return None;
        }
        for option in union.options.iter().rev() {
            let tags = if union.by.is_some() { option.values.clone() } else { case.tags.clone() };
            let spot = side.choose(case.spot, union, option.meet);
            let name = side.name(option.meet).or(case.name);
            open.push(Branch { spot, tags, name, title: option.title.or(case.title) });
        }
    }
    Some(cases)
}
