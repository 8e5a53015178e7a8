//! Who made which of the responses that providers keep.

use uuid::Uuid;

use crate::store::query::{Count, fetch};
use crate::store::{Store, StoreError};

impl Store {
    /// Whether a user made a provider's response with this id.
    pub(crate) async fn made_response(
        &self,
        user: Uuid,
        provider: &str,
        id: &str,
    ) -> Result<bool, StoreError> {
        let found = fetch!(
            fetch_one,
            Count,
            self,
            "looking up who made a response",
            "SELECT COUNT(*) AS count FROM aibridge_responses r \
             JOIN aibridge_interceptions i ON i.id = r.interception_id \
             WHERE r.response_id = $1 AND i.initiator_id = $2 AND i.provider = $3",
            id,
            user,
            provider,
        )?;
        Ok(found.count > 0)
    }
}
