//! Changes of schemas.

use sourcebook_syntax::problem_code;

problem_code! {
    /// A type is gone from those that a place allows, or `null` is. Whoever sends such a value is
    /// refused, so this breaks requests; responses only say less than they could. `integer` is a part of
    /// `number`, and `null` is a type like any other, however a version of the specification writes it.
    pub static TYPE_NARROWED = "type-narrowed", Error, "a place allows fewer types";
}

problem_code! {
    /// A type came to those that a place allows, or `null` did. A client that reads such a value is not
    /// ready for it, so this breaks responses: from `integer` to `number`, it gets `1.5`.
    pub static TYPE_WIDENED = "type-widened", Error, "a place allows more types";
}

problem_code! {
    /// A place allows types that it did not, and does not allow others any more. Values that were sent
    /// are refused and values come that nobody is ready for, so this breaks requests and responses.
    pub static TYPE_CHANGED = "type-changed", Error, "a place allows other types";
}

problem_code! {
    /// A value is gone from `enum` or `const`. A client that sends it is refused. In responses it only
    /// does not come any more.
    pub static VALUE_REMOVED = "value-removed", Error, "a value is not allowed any more";
}

problem_code! {
    /// A value came to `enum`. Requests may send more. In responses it is a warning, since clients are
    /// told to be ready for values that they do not know; `x-extensible-enum` says so in the document,
    /// and then it is only told.
    pub static VALUE_ADDED = "value-added", Warning, "a value is allowed that was not";
}

problem_code! {
    /// Values were free within their type, and are listed by `enum` or `const` now. A client that sends
    /// another one is refused.
    pub static VALUES_LISTED = "values-listed", Error, "only listed values are allowed now";
}

problem_code! {
    /// Values were listed by `enum` or `const`, and any value is allowed now. A client that has a case
    /// for each listed value has none for the others.
    pub static VALUES_UNLISTED = "values-unlisted", Error, "more than listed values are allowed now";
}

problem_code! {
    /// A limit on numbers is stronger: `minimum`, `maximum`, their exclusive forms, or `multipleOf`. A
    /// client that sends a number outside of it is refused. A limit on a type that the schema does not
    /// allow is nothing.
    pub static RANGE_NARROWED = "range-narrowed", Error, "a limit on numbers is stronger";
}

problem_code! {
    /// A limit on numbers is weaker or gone. Responses may have numbers that they could not have, which
    /// may not fit where a client keeps them.
    pub static RANGE_WIDENED = "range-widened", Error, "a limit on numbers is weaker";
}

problem_code! {
    /// Numbers must be multiples of another number, of which neither is a multiple of the other. Numbers
    /// that were sent are refused, and others come.
    pub static RANGE_CHANGED = "range-changed", Error, "numbers are limited in another way";
}

problem_code! {
    /// A limit on a size is stronger: the length of a text, the number of items or of members, or that
    /// items must differ. A client that sends something longer or shorter is refused.
    pub static SIZE_NARROWED = "size-narrowed", Error, "a limit on a size is stronger";
}

problem_code! {
    /// A limit on a size is weaker or gone. A client may have no room for what comes: a column of a
    /// table, or a fixed number of items.
    pub static SIZE_WIDENED = "size-widened", Error, "a limit on a size is weaker";
}

problem_code! {
    /// A `pattern` came, went or was changed. One that came narrows, one that went widens. Whether one
    /// expression matches all that another one matches is not decided, so a changed one is a warning in
    /// both directions: look at both.
    pub static PATTERN_CHANGED = "pattern-changed", Error, "a text must match another expression";
}

problem_code! {
    /// A known `format`, `contentEncoding` or `contentMediaType` came, or another one that is a part of
    /// it: from `int64` to `int32`. A client that sends another value is refused. A format that nobody
    /// knows says nothing.
    pub static FORMAT_NARROWED = "format-narrowed", Error, "a value must have a narrower format";
}

problem_code! {
    /// A known `format`, `contentEncoding` or `contentMediaType` went, or became one that has more
    /// values. A client that parses the value may fail: from `uuid` to any text.
    pub static FORMAT_WIDENED = "format-widened", Error, "a value has a wider format";
}

problem_code! {
    /// A value has another format, and none of both has all values of the other: from `date` to
    /// `date-time`. What was sent is refused, and what comes cannot be read.
    pub static FORMAT_CHANGED = "format-changed", Error, "a value has another format";
}

problem_code! {
    /// An object has an optional member that it did not have. Objects are open: a client that gets it
    /// ignores it, and one that does not know it does not send it.
    pub static MEMBER_ADDED = "member-added", Info, "an object has a new optional member";
}

problem_code! {
    /// An object has a member that it did not have and that must be there. In a request every client
    /// breaks that does not send it, also where the schema has a `default`: the default says what an
    /// absent value means, not that it may be absent. In a response it is only told.
    pub static REQUIRED_MEMBER_ADDED = "required-member-added", Error,
        "an object has a new required member";
}

problem_code! {
    /// A member is not declared any more. A client that reads it gets nothing: an error where it was
    /// always there, a warning where it was optional. A client that sends it is refused where the object
    /// is closed; where it is open, it is ignored, which is a warning.
    pub static MEMBER_REMOVED = "member-removed", Error, "a member of an object is gone";
}

problem_code! {
    /// A member that could be left out must be there. A client that leaves it out is refused. A
    /// read-only member binds responses only, a write-only one requests only.
    pub static MEMBER_REQUIRED = "member-required", Error, "a member must be there now";
}

problem_code! {
    /// A member that was always there can be left out. A client that reads it without a look fails.
    /// Requests may leave it out from now on.
    pub static MEMBER_OPTIONAL = "member-optional", Error, "a member need not be there any more";
}

problem_code! {
    /// A member became read-only: what clients send is ignored or refused, which is a warning. Or it is
    /// not read-only any more: then it counts in requests too, and one that is required there is an error.
    pub static MEMBER_READ_ONLY = "member-read-only", Error,
        "a member became read-only, or is not any more";
}

problem_code! {
    /// A member became write-only: it does not come any more, which is a warning. Or it is not write-only
    /// any more: then it comes in responses too.
    pub static MEMBER_WRITE_ONLY = "member-write-only", Warning,
        "a member became write-only, or is not any more";
}

problem_code! {
    /// An object does not allow members any more that it does not name: `additionalProperties: false`,
    /// or `unevaluatedProperties`. A client that sends one is refused.
    pub static OBJECT_CLOSED = "object-closed", Error, "an object does not allow other members";
}

problem_code! {
    /// An object allows members that it does not name, or more of them. Clients are expected to ignore
    /// members that they do not know, so this is only told.
    pub static OBJECT_OPENED = "object-opened", Info, "an object allows other members";
}

problem_code! {
    /// An option of `oneOf` or `anyOf` is gone. A client that sends such a value is refused. Options are
    /// matched by what they allow, never by their order, their description or whether they are a `$ref`.
    pub static BRANCH_REMOVED = "branch-removed", Error, "an option of a union is gone";
}

problem_code! {
    /// An option came to `oneOf` or `anyOf`. A client that reads such a value has no case for it: a new
    /// kind of event. Requests may send more.
    pub static BRANCH_ADDED = "branch-added", Error, "a union has a new option";
}

problem_code! {
    /// The member that tells which option a value follows has other values for it, or is another member.
    /// The value is on the wire: old clients send one that leads nowhere, and get one that they do not
    /// know. Where nothing is mapped, the name of the schema is the value, so that renaming the schema
    /// is such a change.
    pub static TAG_CHANGED = "tag-changed", Error, "other values tell which option a value follows";
}

problem_code! {
    /// A rule came, or asks for more: `not`, `if`, `dependentRequired`, `dependentSchemas`,
    /// `propertyNames`, `contains`. A client whose values do not keep it is refused.
    pub static RULE_NARROWED = "rule-narrowed", Error, "a rule asks for more than before";
}

problem_code! {
    /// A rule went, or asks for less: `not`, `if`, `dependentRequired`, `dependentSchemas`,
    /// `propertyNames`, `contains`. Values may come that could not come before.
    pub static RULE_WIDENED = "rule-widened", Error, "a rule asks for less than before";
}

problem_code! {
    /// A rule is another one: what it asks for is neither more nor less. Where a condition itself was
    /// changed, nobody can tell what that means for values, and it is a warning.
    pub static RULE_CHANGED = "rule-changed", Error, "a rule asks for something else";
}

problem_code! {
    /// The value that counts where none is given is another one. The same requests are valid and mean
    /// something else, so this is a warning in requests and only told in responses.
    pub static DEFAULT_CHANGED = "default-changed", Warning, "another value counts where none is given";
}

problem_code! {
    /// A schema of the components has another name, or is not there any more. The name is not on the
    /// wire; it is the name of a type in a generated client, so it counts in the profile `client` only.
    pub static TYPE_RENAMED = "type-renamed", Error, "a named schema has another name";
}

problem_code! {
    /// Both schemas differ, and whether values that were valid are refused, or new ones come, cannot be
    /// told: a `$ref` leads nowhere, schemas contradict each other, or options may be fitted several at
    /// a time. Nothing is guessed: look at both.
    pub static UNDECIDED = "undecided", Warning, "what a change means cannot be decided";
}
