//! A license as the API shows one.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa::openapi::Type;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, SchemaType};
use uuid::Uuid;

use crate::api::ApiError;
use crate::clock::Timestamp;
use crate::store::StoredLicense;

/// What is said about the claims: published, and so kept word for word.
const CLAIMS: &str = "Claims are the JWT claims asserted by the license.  Here we use
a generic string map to ensure that all data from the server is
parsed verbatim, not just the fields this version of Coder
understands.";

// A license, without its token. It and its other members are published without a description, so
// none has a doc comment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::License)]
pub(crate) struct LicenseBody {
    #[schema(required = false, schema_with = claims)]
    claims: Box<RawValue>,
    #[schema(required = false)]
    id: i64,
    #[schema(required = false, value_type = String, format = DateTime)]
    uploaded_at: Timestamp,
    #[schema(required = false)]
    uuid: Uuid,
}

/// An object of any members. The derive would say nothing about them.
fn claims() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Object))
        .description(Some(CLAIMS))
        .additional_properties(Some(AdditionalProperties::FreeForm(true)))
        .build()
}

impl TryFrom<StoredLicense> for LicenseBody {
    type Error = ApiError;

    fn try_from(stored: StoredLicense) -> Result<Self, ApiError> {
        let claims =
            RawValue::from_string(stored.claims).map_err(|error| ApiError::internal(&error))?;
        Ok(Self { claims, id: stored.id, uploaded_at: stored.uploaded_at, uuid: stored.uuid })
    }
}
