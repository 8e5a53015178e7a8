//! How deep named schemas are opened in one list: as the settings say, unless that is too much.

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::Meet;

use super::children::inner;
use super::{Field, Scope};

/// Maximum number of members that opened schemas add below the first level of a list. Where all schemas
/// lead to each other, each list would have thousands.
const MAX_ADDED: usize = 200;

/// Maximum number of places that are looked into for one list, and of those inside each other: unnamed
/// schemas may contain each other without end. Where there are more, there is too much.
const MAX_PLACES: usize = 2_000;
const MAX_INSIDE: usize = 12;

/// Members that opened schemas add, counted as far as needed.
struct Count {
    deepest: usize,
    left: usize,
    /// The named schemas around a place.
    above: Vec<Id<Schema>>,
    /// How many places were looked into.
    places: usize,
    /// How many are around a place.
    inside: usize,
}

impl<'d> Scope<'_, 'd> {
    /// The level down to which named schemas are opened in the list of a root: the deepest one at which
    /// they do not add too many members.
    pub(super) fn deepest(&self, root: Meet) -> usize {
        let mut deepest = self.opened();
        while deepest > 1 {
            let mut count =
                Count { deepest, left: MAX_ADDED + 1, above: Vec::new(), places: 0, inside: 0 };
            self.count(&mut count, &self.field(root), 1, false);
            if count.left > 0 {
                break;
            }
            deepest -= 1;
        }
        deepest
    }

    /// Counts the members of a place that stand in opened schemas.
    fn count(&self, count: &mut Count, field: &Field<'d>, level: usize, is_added: bool) {
        let is_again = field.named.is_some_and(|id| count.above.contains(&id));
        let is_closed = field.named.is_some() && level > count.deepest;
        if count.left == 0 || is_again || is_closed || count.inside == MAX_INSIDE {
            return;
        }
        count.places += 1;
        if count.places > MAX_PLACES {
            count.left = 0;
            return;
        }
        let is_added = is_added || (field.named.is_some() && level > 1);
        count.above.extend(field.named);
        count.inside += 1;
        for meet in inner(&field.shape) {
            self.count(count, &self.field(meet), level, is_added);
        }
        for member in self.reference.views.members(&field.shape, self.direction()) {
            count.left -= usize::from(is_added && count.left > 0);
            if count.left == 0 {
                break;
            }
            self.count(count, &self.field(member.meet), level + 1, is_added);
        }
        count.inside -= 1;
        if field.named.is_some() {
            count.above.pop();
        }
    }
}
