//! A licence as the API shows one.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::clock::Timestamp;
use crate::store::StoredLicense;

/// A licence, without its token.
// What is said about `claims` is published word for word, and nothing about the other members.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::License)]
pub(crate) struct LicenseBody {
    /// Claims are the JWT claims asserted by the license.  Here we use
    /// a generic string map to ensure that all data from the server is
    /// parsed verbatim, not just the fields this version of Coder
    /// understands.
    #[schema(required = false, value_type = Object, additional_properties = true)]
    claims: Box<RawValue>,
    #[schema(required = false)]
    id: i64,
    #[schema(required = false, value_type = String, format = DateTime)]
    uploaded_at: Timestamp,
    #[schema(required = false)]
    uuid: Uuid,
}

impl TryFrom<StoredLicense> for LicenseBody {
    type Error = ApiError;

    fn try_from(stored: StoredLicense) -> Result<Self, ApiError> {
        let claims =
            RawValue::from_string(stored.claims).map_err(|error| ApiError::internal(&error))?;
        Ok(Self { claims, id: stored.id, uploaded_at: stored.uploaded_at, uuid: stored.uuid })
    }
}
