//! Changes of operations, parameters, bodies, responses, security and servers.

use sourcebook_syntax::problem_code;

problem_code! {
    /// An operation is new. Nobody uses it yet, so it breaks nobody.
    /// A changelog has it under what was added, with its method and its path.
    pub static OPERATION_ADDED = "operation-added", Info, "an operation is there that was not";
}

problem_code! {
    /// An operation is gone: its method at its effective URL, which is the path of the server, or the
    /// base path, and the path with the names of its templates left aside. Every client that uses it
    /// breaks. Where it was deprecated before, and its `x-sunset` has passed, it is only told.
    pub static OPERATION_REMOVED = "operation-removed", Error, "an operation is not there any more";
}

problem_code! {
    /// An operation is gone, and one with the same contract is there at another URL. Clients break until
    /// they follow. Keep the old URL, or redirect it, until they have.
    pub static OPERATION_MOVED = "operation-moved", Error, "an operation is at another URL";
}

problem_code! {
    /// The `operationId` is another one. It is not on the wire; generated clients have a function of
    /// that name, so that it is an error in the profile `client`.
    pub static OPERATION_ID_CHANGED = "operation-id-changed", Error, "an operation has another id";
}

problem_code! {
    /// The tags of an operation are others. They are not on the wire; generated clients group functions
    /// by them, so that it is an error in the profile `client`.
    pub static OPERATION_TAG_CHANGED = "operation-tag-changed", Error, "an operation has other tags";
}

problem_code! {
    /// Something is deprecated now: an operation, a parameter, a member, a header or an option. It still
    /// works. Say with `x-sunset` until when it does.
    pub static DEPRECATED = "deprecated", Info, "something should not be used any more";
}

problem_code! {
    /// Something was deprecated, and is not any more. Whoever moved away from it need not have; nobody
    /// breaks.
    pub static REACTIVATED = "reactivated", Info, "something is not deprecated any more";
}

problem_code! {
    /// The day of `x-sunset` is earlier than it was. Clients had planned with the later one, which was a
    /// promise.
    pub static SUNSET_NEARER = "sunset-nearer", Error, "something goes away earlier than promised";
}

problem_code! {
    /// Something is still deprecated, and the day of `x-sunset` is not told any more. Nobody knows how
    /// long it stays.
    pub static SUNSET_REMOVED = "sunset-removed", Error, "the day on which something goes away is gone";
}

problem_code! {
    /// The day of `x-sunset` is told now, or is a later one than it was. Clients have more time than
    /// they had planned with; nobody breaks.
    pub static SUNSET_CHANGED = "sunset-changed", Info, "something goes away on another day";
}

problem_code! {
    /// `x-sunset` is no day: it is written as `2026-07-31`, or as an instant of RFC 3339. What cannot be
    /// read promises nothing.
    pub static SUNSET_INVALID = "sunset-invalid", Error, "the day on which something goes away is none";
}

problem_code! {
    /// `x-stability-level` is lower than it was (`draft`, `alpha`, `beta`, `stable`), or is no level. Who
    /// relied on a stable operation may not rely on it any more. What is `draft` or `alpha` may change at
    /// any time: its changes are only told.
    pub static STABILITY_LOWERED = "stability-lowered", Error, "something is less stable than it was";
}

problem_code! {
    /// `x-stability-level` is higher than it was (`draft`, `alpha`, `beta`, `stable`). More can be relied
    /// on than before; nobody breaks.
    pub static STABILITY_RAISED = "stability-raised", Info, "something is more stable than it was";
}

problem_code! {
    /// A parameter is new. One that is required breaks every client that does not send it; an optional
    /// one breaks nobody.
    pub static PARAMETER_ADDED = "parameter-added", Error, "an operation has a new parameter";
}

problem_code! {
    /// A parameter is gone. What clients send is ignored, or refused by a strict server, so it is a
    /// warning; where the parameter was deprecated before, it is only told. A path with one parameter
    /// less is another URL, which is told of the operation.
    pub static PARAMETER_REMOVED = "parameter-removed", Warning, "a parameter is not there any more";
}

problem_code! {
    /// A parameter could be left out, and must be there now. Every client that leaves it out is refused.
    /// Give it a default on the server, and leave it optional.
    pub static PARAMETER_REQUIRED = "parameter-required", Error, "a parameter must be there now";
}

problem_code! {
    /// A parameter had to be there, and can be left out now. Clients that send it go on as they did, so
    /// nobody breaks.
    pub static PARAMETER_OPTIONAL = "parameter-optional", Info, "a parameter can be left out now";
}

problem_code! {
    /// Values of a parameter are written in another way: `style`, `explode`, `allowReserved`,
    /// `allowEmptyValue`, `content`, or `collectionFormat` of Swagger 2.0. What clients send is read as
    /// something else.
    pub static PARAMETER_FORM_CHANGED = "parameter-form-changed", Error,
        "values of a parameter are written in another way";
}

problem_code! {
    /// An operation takes a body, and did not. One that must be there breaks every client that sends
    /// none; one that can be left out breaks nobody.
    pub static BODY_ADDED = "body-added", Error, "an operation takes a body now";
}

problem_code! {
    /// An operation took a body, and does not any more. What clients send is ignored or refused, and
    /// what they wanted does not happen.
    pub static BODY_REMOVED = "body-removed", Error, "an operation takes no body any more";
}

problem_code! {
    /// The body could be left out, and must be there now. Every client that sends none is refused. Where
    /// nothing is said, a body is optional since OpenAPI 3.0.
    pub static BODY_REQUIRED = "body-required", Error, "a body must be there now";
}

problem_code! {
    /// The body had to be there, and can be left out now. Clients that send one go on as they did, so
    /// nobody breaks.
    pub static BODY_OPTIONAL = "body-optional", Info, "a body can be left out now";
}

problem_code! {
    /// A body comes in one media type more. Clients choose by `Accept` and `Content-Type`, so nobody
    /// breaks who does not ask for it.
    pub static MEDIA_TYPE_ADDED = "media-type-added", Error, "a body has a new media type";
}

problem_code! {
    /// A media type is gone. A client that sends it is refused, and one that asks for it gets nothing. A
    /// range has the types within it: `application/*` has `application/json`, which has
    /// `application/json;charset=utf-8`.
    pub static MEDIA_TYPE_REMOVED = "media-type-removed", Error, "a media type of a body is gone";
}

problem_code! {
    /// An operation answers with a status that it did not have. That of a success that takes the place of
    /// another one is an error there; one more is only told.
    pub static STATUS_ADDED = "status-added", Info, "an operation answers with a new status";
}

problem_code! {
    /// A status is gone, and no range and no `default` with the same contract has it. A client that waits
    /// for the status of a success (`204` that became `202`) takes the answer for a failure: an error.
    /// The status of a failure is only told.
    pub static STATUS_REMOVED = "status-removed", Error, "a status of an operation is gone";
}

problem_code! {
    /// A response has a header that it did not have. Clients ignore headers that they do not know, so
    /// nobody breaks.
    pub static HEADER_ADDED = "header-added", Info, "a response has a new header";
}

problem_code! {
    /// A response does not have a header any more. One that was always there is an error for those who
    /// read it, an optional one is a warning. Names of headers are the same in upper and lower case.
    pub static HEADER_REMOVED = "header-removed", Error, "a header of a response is gone";
}

problem_code! {
    /// A header that could be missing is always there now. Clients that look whether it is there go on
    /// as they did, so nobody breaks.
    pub static HEADER_REQUIRED = "header-required", Info, "a header is always there now";
}

problem_code! {
    /// A header was always there, and can be missing now. A client that reads it without a look fails.
    /// Go on to send it, or say when it is missing.
    pub static HEADER_OPTIONAL = "header-optional", Error, "a header can be missing now";
}

problem_code! {
    /// A way in is refused that was open: no combination of schemes and scopes that is allowed now is
    /// satisfied by it. `{}` is the way in without credentials. What the document requires holds where an
    /// operation says nothing.
    pub static SECURITY_TIGHTENED = "security-tightened", Error, "a way to sign in is refused";
}

problem_code! {
    /// There is one more way in, or one that needs less. Clients sign in as they did. Look whether it was
    /// meant: fewer scopes, or none at all, let more people in.
    pub static SECURITY_RELAXED = "security-relaxed", Info, "there are more ways to sign in";
}

problem_code! {
    /// A security scheme is another one: its type, the name or place of its key, its HTTP scheme. Every
    /// client that signs in by it breaks. URLs of flows are a warning: clients read them when they start.
    pub static SECURITY_SCHEME_CHANGED = "security-scheme-changed", Error,
        "a security scheme works in another way";
}

problem_code! {
    /// The server has another URL. Its path is a part of the URL of every operation, so that a new one
    /// moves operations, which is told of them; another host is only told.
    pub static SERVER_CHANGED = "server-changed", Info, "an API is served at another URL";
}

problem_code! {
    /// Something breaks, and the version of the API does not say so: by Semantic Versioning the first
    /// number that is not 0 must be greater. `--version-check` asks for this check.
    pub static VERSION_TOO_SMALL = "version-too-small", Error,
        "the version does not say that something breaks";
}
