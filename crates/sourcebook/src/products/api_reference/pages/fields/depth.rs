//! How deep named schemas are opened in one list: as the settings say, unless that is too much.

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::Meet;

use super::children::inner;
use super::{Field, Scope};

/// Maximum number of members that opened schemas add below the first level of a list. Where all schemas
/// lead to each other, each list would have thousands.
const MAX_ADDED: usize = 200;

/// Members that opened schemas add, counted as far as needed.
struct Count {
    deepest: usize,
    left: usize,
    /// The named schemas around a place.
    above: Vec<Id<Schema>>,
}

impl<'d> Scope<'_, 'd> {
    /// The level down to which named schemas are opened in the list of a root: the deepest one at which
    /// they do not add too many members.
    pub(super) fn deepest(&self, root: Meet) -> usize {
        let mut deepest = self.opened();
        while deepest > 1 {
            let mut count = Count { deepest, left: MAX_ADDED + 1, above: Vec::new() };
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
        // Unnamed ones that contain each other are bounded where they are written.
        let is_deep = level > count.deepest + MAX_UNNAMED;
        if count.left == 0 || is_again || is_closed || is_deep {
            return;
        }
        let is_added = is_added || (field.named.is_some() && level > 1);
        count.above.extend(field.named);
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
        if field.named.is_some() {
            count.above.pop();
        }
    }
}

/// Number of levels of unnamed schemas that are looked into below the last level.
const MAX_UNNAMED: usize = 4;
