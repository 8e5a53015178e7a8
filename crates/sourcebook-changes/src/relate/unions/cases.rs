//! All combinations of the options of a place.

use sourcebook_model::document::SchemaType;

use crate::kinds::Kinds;
use crate::side::Side;
use crate::spot::Spot;

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
            cases.extend(by_types(&case, &shape.types, shape.is_inferred));
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

/// A case for each of several types: an option on the other side may be one of them.
fn by_types<'d>(case: &Branch<'d>, types: &[SchemaType], is_inferred: bool) -> Vec<Branch<'d>> {
    if is_inferred || types.len() < 2 {
        return vec![case.clone()];
    }
    let of_type =
        |kind: &SchemaType| Branch { spot: case.spot.only(Kinds::of(*kind)), ..case.clone() };
    types.iter().map(of_type).collect()
}
