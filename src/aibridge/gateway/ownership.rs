//! Whether what a request asks for or goes on with is the caller's: providers keep it for whoever
//! has the key, which is the server.

use std::time::Duration;

use uuid::Uuid;

use crate::aibridge::Bridge;
use crate::aibridge::access::{AuthenticatedUser, Denied};
use crate::aibridge::error::BridgeError;
use crate::aibridge::operation::KeptState;
use crate::aibridge::provider::Provider;

/// How long a response of another server may take to be in the record: its id is written behind
/// the back of the request that made it, and clients go on with it at once.
const LATE: Duration = Duration::from_millis(200);

/// Whether the caller may go on with what a request names.
///
/// # Errors
/// The record does not say that it is the caller's, or cannot be read.
pub(super) async fn check(
    bridge: &Bridge,
    provider: &dyn Provider,
    caller: &AuthenticatedUser,
    continued: &[KeptState],
) -> Result<(), BridgeError> {
    for state in continued {
        match state {
            KeptState::Response(id) => {
                if !made_response(bridge, provider, caller.user, id).await? {
                    return Err(BridgeError::UnknownPreviousResponse);
                }
            }
            KeptState::Conversation => {
                if !bridge.settings.passthrough.has_conversations(provider) {
                    return Err(BridgeError::NoConversations);
                }
            }
        }
    }
    Ok(())
}

/// Whether a user made a response, by what is remembered here or else by the record.
///
/// # Errors
/// The record cannot be read.
pub(super) async fn made_response(
    bridge: &Bridge,
    provider: &dyn Provider,
    user: Uuid,
    id: &str,
) -> Result<bool, BridgeError> {
    if bridge.user_tool_states.made_response(user, id)
        || recorded(bridge, provider, user, id).await?
    {
        return Ok(true);
    }
    tokio::time::sleep(LATE).await;
    recorded(bridge, provider, user, id).await
}

/// Whether the record says that a user made a response.
async fn recorded(
    bridge: &Bridge,
    provider: &dyn Provider,
    user: Uuid,
    id: &str,
) -> Result<bool, BridgeError> {
    let asked = bridge.access.made_response(user, provider.name(), id);
    let answered = tokio::time::timeout(bridge.settings.recording.patience, asked).await;
    answered.unwrap_or(Err(Denied::StoreAway)).map_err(|_| BridgeError::StoreAway)
}
