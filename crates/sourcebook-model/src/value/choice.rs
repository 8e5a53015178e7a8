//! Decides unions: the first option that ends and makes a valid value.

use crate::document::Value;
use crate::view::{Meet, Union};

use super::{Doubt, decided::Decided, maker::Maker};

/// Maximum number of options of a union that are tried.
const MAX_OPTIONS: usize = 12;

impl<'d> Maker<'_, 'd> {
    /// The value of a place of which some unions are decided.
    pub(super) fn settle(&mut self, meet: Meet, decided: &Decided<'d>) -> Option<Value> {
        let shape = self.views.shape(meet);
        if shape.is_never {
            return None;
        }
        match shape.unions.iter().find(|union| !decided.has(union)) {
            Some(union) => self.choose(meet, union, decided),
            None => self.conditional(meet, decided),
        }
    }

    fn choose(&mut self, meet: Meet, union: &Union<'d>, decided: &Decided<'d>) -> Option<Value> {
        let mut first = None;
        for (at, option) in union.options.iter().enumerate().take(MAX_OPTIONS) {
            let mark = self.mark();
            let joined = self.views.join(option.meet, meet);
            let decided = decided.with(union, at);
            let made = self.inside(option.meet, |maker| maker.settle(joined, &decided));
            match made {
                Some(value) if self.fits(meet, &value) => return Some(value),
                Some(value) => {
                    // Without one of its members, it may follow no other option.
                    if let Some(value) = self.shorter(meet, &value) {
                        return Some(value);
                    }
                    first.get_or_insert(value);
                }
                None => {}
            }
            self.go_back(&mark);
        }
        let shape = self.views.shape(meet);
        // Where two options take everything else, `null` may be what only one takes.
        let is_null = shape.null && (first.is_none() || self.fits(meet, &Value::Null));
        if let Some(value) = first.filter(|_| !is_null) {
            self.doubt(Doubt::Contradiction);
            self.count(&value);
            return Some(value);
        }
        is_null.then_some(Value::Null)
    }
}
