//! Objects: members, and what stands beside them.

use std::fmt::Write;

use sourcebook_model::view::{Meet, Others, Shape};

use crate::comment::comment;
use crate::text::{Type, key, quoted};
use crate::types::{Place, Types};

/// How deep a level is.
pub(crate) const INDENT: &str = "  ";

impl<'d> Types<'_, 'd> {
    /// An object, as a type.
    pub(crate) fn object(&self, shape: &Shape<'d>, place: Place) -> Type {
        let has_members = self.views.members(shape, place.direction).next().is_some();
        if has_members {
            return Type::whole(self.body(shape, place));
        }
        let Some(index) = self.index(shape, place.listed()) else {
            let is_closed = shape.others == Others::None || shape.unevaluated == Others::None;
            let value = if is_closed { "never" } else { "unknown" };
            return Type::whole(format!("Record<string, {value}>"));
        };
        if let Some(keys) = self.keys(shape, place) {
            return Type::whole(format!("Partial<Record<{}, {}>>", keys.text, index.text));
        }
        // An alias of itself is only read late inside of an object that is written out.
        let value = self.index(shape, place);
        if value == Some(index.clone()) {
            Type::whole(format!("Record<string, {}>", index.text))
        } else {
            Type::whole(format!("{{ readonly [key: string]: {} }}", index.text))
        }
    }

    /// The names of members, where only some are allowed.
    fn keys(&self, shape: &Shape<'d>, place: Place) -> Option<Type> {
        let names = shape.names?;
        self.views.shape(names).allowed.as_ref()?;
        Some(self.of(names, place))
    }

    /// What members are that are not named; none where nothing is said of them, or none is allowed.
    fn index(&self, shape: &Shape<'d>, place: Place) -> Option<Type> {
        let of = |others| match others {
            Others::Of(meet) => Some(meet),
            Others::Any | Others::None => None,
        };
        let patterns = shape.patterns.iter().map(|(_, meet)| *meet);
        let others = [of(shape.others), of(shape.unevaluated)].into_iter().flatten();
        let all: Vec<Meet> = patterns.chain(others).collect();
        (!all.is_empty()).then(|| Type::union(all.into_iter().map(|meet| self.of(meet, place))))
    }

    /// An object written out, from brace to brace.
    pub(crate) fn body(&self, shape: &Shape<'d>, place: Place) -> String {
        let inside = place.inside();
        let indent = INDENT.repeat(inside.indent);
        let mut body = String::from("{\n");
        let mut values = Vec::new();
        for member in self.views.members(shape, place.direction) {
            let is_there = member.required || self.is_always_sent(member.meet, place);
            let value = self.member(member.meet, &member.tells, inside);
            comment(&mut body, &indent, &self.words(member.meet));
            let mark = if is_there { "" } else { "?" };
            let _ = writeln!(body, "{indent}readonly {}{mark}: {};", key(member.name), value.text);
            values.push(value);
            if !is_there {
                values.push(Type::whole("undefined"));
            }
        }
        if let Some(index) = self.index(shape, inside) {
            // What a named member is must fit the signature too.
            let all = Type::union(std::iter::once(index).chain(values));
            let _ = writeln!(body, "{indent}readonly [key: string]: {};", all.text);
        }
        body.push_str(&INDENT.repeat(place.indent));
        body.push('}');
        body
    }

    /// The type of a member; of one that tells which subtype an object is, its values.
    fn member(&self, meet: Meet, tells: &[&str], place: Place) -> Type {
        if tells.is_empty() {
            return self.of(meet, place);
        }
        Type::union(tells.iter().map(|value| Type::whole(quoted(value))))
    }
}
