//! Unions: every option as a type, told apart by a literal where a member tells.

use sourcebook_model::view::{Choice, Meet, Shape, Union};

use crate::text::{Type, key, quoted};
use crate::types::{Place, Types};

impl<'d> Types<'_, 'd> {
    /// One union of a place; `unknown` where its options say nothing that a type can.
    pub(crate) fn union(&self, base: &Shape<'d>, union: &Union<'d>, place: Place) -> Type {
        let options = union.options.iter().map(|option| match (&option.requires, union.by) {
            (Some(names), _) => self.requirement(base, names, place),
            (None, Some(by)) => self.told(option, by, place),
            (None, None) => self.of(option.meet, place),
        });
        Type::union(options)
    }

    /// An option that only makes members of the base required.
    fn requirement(&self, base: &Shape<'d>, names: &[&str], place: Place) -> Type {
        let member = |name: &&str| {
            let declared = base.members.iter().find(|member| member.name == *name);
            let value = declared.map(|member| self.of(member.meet, place));
            let value = value.unwrap_or_else(Type::unknown);
            format!("readonly {}: {}", key(name), value.text)
        };
        let members: Vec<String> = names.iter().map(member).collect();
        Type::whole(format!("{{ {} }}", members.join("; ")))
    }

    /// An option with the values of the member that tells: as it is, if it has just those; else in their
    /// place.
    fn told(&self, option: &Choice<'d>, by: &str, place: Place) -> Type {
        let own = self.of(option.meet, place);
        let mut values = option.values.clone();
        if values.is_empty() {
            return own;
        }
        let known = self.values_of(option.meet, by);
        values.sort_unstable();
        if known.as_ref() == Some(&values) {
            return own;
        }
        let literals = Type::union(values.iter().map(|value| Type::whole(quoted(value))));
        let tag = Type::whole(format!("{{ readonly {}: {} }}", key(by), literals.text));
        // Beside other literals, both at once would be nothing.
        let clashes = known.is_some_and(|known| !values.iter().all(|value| known.contains(value)));
        let own =
            if clashes { Type::whole(format!("Omit<{}, {}>", own.text, quoted(by))) } else { own };
        Type::intersection([own, tag])
    }

    /// The texts that a member can be, sorted; none where it can be any.
    fn values_of(&self, meet: Meet, name: &str) -> Option<Vec<&'d str>> {
        let shape = self.views.shape(meet);
        let member = shape.members.iter().find(|member| member.name == name)?;
        let mut values = if member.tells.is_empty() {
            let shape = self.views.shape(member.meet);
            let texts = shape.allowed.as_ref()?.iter().map(|one| one.value.as_str());
            texts.collect::<Option<Vec<&str>>>()?
        } else {
            member.tells.clone()
        };
        // An optional one tells nothing where it is missing.
        if !member.required {
            return None;
        }
        values.sort_unstable();
        Some(values)
    }
}
