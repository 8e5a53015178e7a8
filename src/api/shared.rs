//! The answers that many operations share: described once, and named by each operation that can
//! give them.

use std::collections::BTreeMap;

use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema};

/// One shared answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    BadRequest,
    Unauthorized,
    OwnersOnly,
    AuditorsOnly,
    SelfOrOwner,
    SelfOrAuditor,
    NotFound,
    Conflict,
    TooLarge,
    UnsupportedMediaType,
    TooManyRequests,
    Internal,
    Unavailable,
}

impl Shared {
    /// Every shared answer, by status.
    pub(crate) const ALL: [Self; 13] = [
        Self::BadRequest,
        Self::Unauthorized,
        Self::OwnersOnly,
        Self::AuditorsOnly,
        Self::SelfOrOwner,
        Self::SelfOrAuditor,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// Its name in the document, its status, and what it means.
    fn facts(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::BadRequest => (
                "BadRequest",
                400,
                "The request is invalid. `validations` lists the invalid fields.",
            ),
            Self::Unauthorized => (
                "Unauthorized",
                401,
                "Not logged in: the session token is missing, unknown or expired.",
            ),
            Self::OwnersOnly => ("OwnersOnly", 403, "Only owners can do this."),
            Self::AuditorsOnly => ("AuditorsOnly", 403, "Only auditors and owners can do this."),
            Self::SelfOrOwner => {
                ("SelfOrOwner", 403, "Only the user in the path and owners can do this.")
            }
            Self::SelfOrAuditor => (
                "SelfOrAuditor",
                403,
                "Only the user in the path, auditors and owners can do this.",
            ),
            Self::NotFound => ("NotFound", 404, "Not found."),
            Self::Conflict => ("Conflict", 409, "Already exists, or cannot be done as things are."),
            Self::TooLarge => ("TooLarge", 413, "The body of the request is too large."),
            Self::UnsupportedMediaType => {
                ("UnsupportedMediaType", 415, "The content type of the request is not JSON.")
            }
            Self::TooManyRequests => (
                "TooManyRequests",
                429,
                "Too many attempts. The header `Retry-After` contains the number of seconds to \
                 wait.",
            ),
            Self::Internal => (
                "Internal",
                500,
                "Internal server error. `detail` contains the request ID to look for in the \
                 server's log.",
            ),
            Self::Unavailable => (
                "Unavailable",
                503,
                "The database is unavailable, or the server took too long to handle the request.",
            ),
        }
    }

    /// Its name among the components of the document.
    pub(crate) fn name(self) -> &'static str {
        self.facts().0
    }

    /// What the document says about it.
    pub(crate) fn response(self) -> Response {
        let (_, _, description) = self.facts();
        let schema = Ref::from_schema_name("codersdk.Response");
        let response = ResponseBuilder::new()
            .description(description)
            .content("application/json", Content::new(Some(schema)));
        if self == Self::TooManyRequests {
            response.header("Retry-After", retry_after()).build()
        } else {
            response.build()
        }
    }
}

fn retry_after() -> utoipa::openapi::Header {
    let mut header = utoipa::openapi::Header::new(u64::schema());
    header.description = Some("Number of seconds to wait before trying again.".to_owned());
    header
}

/// The answers `shared` as an operation names them.
pub(super) fn references(shared: &[Shared]) -> BTreeMap<String, RefOr<Response>> {
    let reference = |shared: &Shared| {
        let (name, status, _) = shared.facts();
        (status.to_string(), RefOr::Ref(Ref::from_response_name(name)))
    };
    shared.iter().map(reference).collect()
}

/// Declares groups of answers for the annotations of operations.
macro_rules! groups {
    ($($(#[$meta:meta])* $name:ident: $($shared:ident),+;)+) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                references(&[$(Shared::$shared),+])
            }
        }
    )+};
}

groups! {
    /// Every operation can give these.
    Always: TooLarge, Internal, Unavailable;
    /// Operations that read a body can give these.
    WithBody: BadRequest, UnsupportedMediaType;
    /// Operations that check parameters can give these.
    WithParameters: BadRequest;
    /// For the user that the path names, and owners.
    ForSelfOrOwners: SelfOrOwner, NotFound;
    /// For the user that the path names, auditors and owners.
    ForSelfOrAuditors: SelfOrAuditor, NotFound;
    /// What the path names may not be there.
    MayBeMissing: NotFound;
    /// What is to be created may be there.
    MayConflict: Conflict;
    /// What is limited in number.
    Limited: TooManyRequests;
}
