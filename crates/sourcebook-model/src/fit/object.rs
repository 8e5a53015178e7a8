//! Objects.

use crate::document::{AdditionalProperties, Schema, Value};
use crate::view::{Direction, Meet};

use super::{Check, Found, scalar};

impl<'d> Check<'_, 'd> {
    /// Looks at the members of an object.
    pub(super) fn object(
        &mut self,
        schema: &'d Schema,
        meet: Meet,
        members: &[(Box<str>, Value)],
        value: &Value,
        found: &mut Found,
    ) {
        if let Some(limits) = schema.limits.as_deref() {
            let keywords = ["minProperties", "maxProperties"];
            let (least, most) = (limits.min_properties, limits.max_properties);
            scalar::count(members.len() as u64, least, most, keywords, "member", found);
        }
        self.required(schema, meet, value, found);
        for (name, member) in members {
            if found.is_done() {
                return;
            }
            found.inside(name, |found| self.member(schema, name, member, found));
            self.name(schema, name, found);
        }
        for (name, then) in &schema.dependent_schemas {
            if value.get(name).is_some() {
                self.place(Meet::One(*then), value, found);
            }
        }
    }

    fn required(&mut self, schema: &Schema, meet: Meet, value: &Value, found: &mut Found) {
        let own = schema.required.iter();
        let dependent = schema.dependent_required.iter();
        let dependent = dependent.filter(|(name, _)| value.get(name).is_some());
        let all = own.map(|name| ("required", name)).chain(
            dependent.flat_map(|(_, names)| names.iter().map(|name| ("dependentRequired", name))),
        );
        for (keyword, name) in all {
            if value.get(name).is_none() && !self.is_left_out(meet, name) {
                found.add(keyword, format!("lacks `{name}`"));
            }
        }
    }

    /// Whether a member does not go in the direction.
    fn is_left_out(&self, meet: Meet, name: &str) -> bool {
        if self.direction == Direction::Whole {
            return false;
        }
        let shape = self.views.shape(meet);
        let member = shape.members.iter().find(|member| member.name == name);
        member.is_some_and(|member| !self.views.goes(member.meet, self.direction))
    }

    /// Looks at one member with what a schema says of its name.
    fn member(&mut self, schema: &'d Schema, name: &str, value: &Value, found: &mut Found) {
        let mut is_named = false;
        for (declared, place) in &schema.properties {
            if **declared == *name {
                is_named = true;
                self.place(Meet::One(*place), value, found);
            }
        }
        for (pattern, place) in &schema.pattern_properties {
            let matches = self.views.matches(pattern, name);
            is_named |= matches != Some(false);
            if matches == Some(true) {
                self.place(Meet::One(*place), value, found);
            }
        }
        match schema.additional_properties {
            _ if is_named => {}
            Some(AdditionalProperties::Allowed(false)) => {
                found.add("additionalProperties", "is no member that is allowed".to_owned());
            }
            Some(AdditionalProperties::Schema(place)) => {
                self.place(Meet::One(place), value, found);
            }
            _ => {}
        }
    }

    /// Looks at a name. A check of its own, since the text does not stay where it is.
    fn name(&self, schema: &Schema, name: &str, found: &mut Found) {
        let Some(names) = schema.property_names else { return };
        let text = Value::string(name);
        let mut check = Check::new(self.views, self.direction);
        check.depth = self.depth;
        if !check.fits(Meet::One(names), &text) {
            found.add("propertyNames", format!("has `{name}`, which is no name that is allowed"));
        }
    }
}
