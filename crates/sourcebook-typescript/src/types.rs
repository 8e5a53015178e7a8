//! The type of a place: by the name of its schema, else by what its merged schemas say.

use sourcebook_model::Id;
use sourcebook_model::document::{Schema, SchemaType};
use sourcebook_model::media::Kind;
use sourcebook_model::view::{Direction, Meet, Others, Shape, Union, Views};

use crate::eager::Eager;
use crate::kind::{is_bare, is_wide};
use crate::literal;
use crate::name::Names;
use crate::settings::{Dates, Integers, Responses, Settings};
use crate::text::Type;
use crate::usage::Usage;

/// Everything that types are made from.
pub(crate) struct Types<'t, 'd> {
    pub(crate) views: &'t Views<'d>,
    pub(crate) usage: &'t Usage,
    pub(crate) names: &'t Names,
    pub(crate) eager: &'t Eager,
    pub(crate) settings: &'t Settings,
}

/// Where a type stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Which members are there.
    pub(crate) direction: Direction,
    /// Whether only a server writes what stands here, so that it fills in defaults.
    pub(crate) is_answer: bool,
    /// The named schema whose type is being written, if it is written as an alias: such a type must not
    /// lead back to itself without an object or a list between.
    pub(crate) alias: Option<Id<Schema>>,
    /// How deep lines are indented.
    pub(crate) indent: usize,
}

impl Place {
    /// What a server sends and nobody else.
    pub(crate) const ANSWER: Self =
        Self { direction: Direction::Response, is_answer: true, alias: None, indent: 0 };

    /// What a client sends.
    pub(crate) const REQUEST: Self =
        Self { direction: Direction::Request, is_answer: false, alias: None, indent: 0 };

    /// One level deeper, inside of an object.
    pub(crate) fn inside(self) -> Self {
        Self { alias: None, indent: self.indent + 1, ..self }
    }

    /// Inside of a list or a signature, on the same level.
    pub(crate) fn listed(self) -> Self {
        Self { alias: None, ..self }
    }
}

impl<'d> Types<'_, 'd> {
    /// The type of a place.
    pub(crate) fn of(&self, meet: Meet, place: Place) -> Type {
        if self.views.is_unread(meet) {
            return Type::unknown();
        }
        match self.views.name(meet).filter(|named| self.is_all(meet, *named)) {
            Some(named) => self.reference(meet, named, place),
            None => self.inline(&self.views.shape(meet), place),
        }
    }

    /// Whether the type of a named schema says everything that holds at a place, but for `null`.
    fn is_all(&self, meet: Meet, named: Id<Schema>) -> bool {
        if meet == Meet::One(named) {
            return true;
        }
        let (here, there) = (self.views.shape(meet), self.views.shape(Meet::One(named)));
        here.allowed == there.allowed
            && here.types == there.types
            && here.is_never == there.is_never
    }

    fn reference(&self, meet: Meet, named: Id<Schema>, place: Place) -> Type {
        if place.alias.is_some_and(|alias| self.eager.leads(named, alias)) {
            return Type::unknown();
        }
        let name = self.names.of(named, place.direction);
        let takes_null = |meet| {
            let shape = self.views.shape(meet);
            shape.null || shape.types == [SchemaType::Null]
        };
        match (takes_null(meet), takes_null(Meet::One(named))) {
            (true, false) => Type::union([Type::whole(name), Type::whole("null")]),
            (false, true) => Type::whole(format!("NonNullable<{name}>")),
            _ => Type::whole(name),
        }
    }

    /// The type of what stands at a place itself.
    pub(crate) fn inline(&self, shape: &Shape<'d>, place: Place) -> Type {
        if shape.is_never {
            return Type::never();
        }
        if let Some(parts) = &shape.apart {
            let parts: Vec<Type> = parts.iter().map(|part| self.of(*part, place)).collect();
            return if parts.is_empty() { Type::never() } else { Type::intersection(parts) };
        }
        let own = if self.is_repeated(shape) { Type::unknown() } else { self.own(shape, place) };
        let unions = shape.unions.iter().map(|union| self.union(shape, union, place));
        let whole = Type::intersection(std::iter::once(own).chain(unions));
        if shape.null { Type::union([whole, Type::whole("null")]) } else { whole }
    }

    /// Whether every option of a union has all members of its base: the options are subtypes.
    fn is_repeated(&self, shape: &Shape<'d>) -> bool {
        let has_all = |meet| {
            let option = self.views.shape(meet);
            let has = |name| option.members.iter().any(|member| member.name == name);
            shape.members.iter().all(|member| has(member.name))
        };
        let is_repeated = |union: &Union<'d>| {
            union.by.is_some() && union.options.iter().all(|option| has_all(option.meet))
        };
        !shape.members.is_empty() && shape.unions.iter().any(is_repeated)
    }

    /// The type without unions and `null`.
    fn own(&self, shape: &Shape<'d>, place: Place) -> Type {
        if let Some(values) = literal::allowed(shape, self.settings.integers) {
            return Type::union(values);
        }
        if shape.types.is_empty() {
            return Type::unknown();
        }
        let is_lone = shape.types.len() == 1;
        let of = |kind: &SchemaType| match kind {
            SchemaType::Null => Type::whole("null"),
            SchemaType::Boolean => Type::whole("boolean"),
            SchemaType::String => self.string(shape),
            SchemaType::Integer => self.integer(shape),
            SchemaType::Number => Type::whole("number"),
            SchemaType::Array => self.list(shape, place),
            // Where a union says what the object is, `object` says nothing more.
            SchemaType::Object if is_lone && !shape.unions.is_empty() && is_bare(shape) => {
                Type::unknown()
            }
            SchemaType::Object => self.object(shape, place),
        };
        Type::union(shape.types.iter().map(of))
    }

    fn string(&self, shape: &Shape<'d>) -> Type {
        let has = |names: &[&str]| shape.formats.iter().any(|format| names.contains(format));
        let is_bytes = shape.content.is_some_and(|content| {
            content.encoding.is_none()
                && content.schema.is_none()
                && content.media_type.is_some_and(|name| Kind::of(name) == Kind::Binary)
        });
        if has(&["binary"]) || is_bytes {
            return Type::whole("Blob");
        }
        let is_date = self.settings.dates == Dates::Date && has(&["date", "date-time"]);
        Type::whole(if is_date { "Date" } else { "string" })
    }

    fn integer(&self, shape: &Shape<'d>) -> Type {
        Type::whole(match self.settings.integers {
            Integers::BigInt if is_wide(shape) => "bigint",
            Integers::String if is_wide(shape) => "string",
            _ => "number",
        })
    }

    fn list(&self, shape: &Shape<'d>, place: Place) -> Type {
        let place = place.listed();
        let others = match shape.other_items {
            Others::None => None,
            Others::Any => Some(Type::unknown()),
            Others::Of(items) => Some(self.of(items, place)),
        };
        if shape.first_items.is_empty() {
            let is_empty = others.is_none() || shape.bounds.max_items == Some(0);
            let items = others.filter(|_| !is_empty);
            return self.fixed(items.map_or_else(|| Type::whole("[]"), Type::list));
        }
        let least = shape.bounds.min_items.map_or(usize::MAX, |least| least as usize);
        let first = shape.first_items.iter().enumerate().map(|(at, item)| {
            let item = self.of(*item, place);
            if at < least { item.text } else { item.optional() }
        });
        let mut items: Vec<String> = first.collect();
        let is_full = shape.bounds.max_items.is_some_and(|most| most as usize <= items.len());
        let rest = others.filter(|_| !is_full);
        items.extend(rest.map(|rest| format!("...{}", rest.list().text)));
        self.fixed(Type::whole(format!("[{}]", items.join(", "))))
    }

    /// A list as it may be used: nobody changes it, but where a client's own types map every member and
    /// know no other lists than those that can be changed.
    pub(crate) fn fixed(&self, list: Type) -> Type {
        if self.settings.client { list } else { list.readonly() }
    }

    /// Whether a server always sends a member that the document does not require.
    pub(crate) fn is_always_sent(&self, meet: Meet, place: Place) -> bool {
        place.is_answer
            && (self.settings.responses == Responses::Complete
                || self.views.shape(meet).notes.default.is_some())
    }
}
