//! The body of a provider's answer, whatever it comes on.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::driven_body::DrivenBody;
use super::{Place, SendError};

/// The body of a provider's answer.
pub(in crate::aibridge::gateway) struct ProviderBody(Way);

/// What the body comes on.
enum Way {
    /// A connection of its own.
    Plain(DrivenBody),
    /// A connection of a client, on which it has a place.
    OfClient { body: reqwest::Body, _place: Place },
}

impl ProviderBody {
    pub(super) fn plain(body: DrivenBody) -> Self {
        Self(Way::Plain(body))
    }

    pub(super) fn of_client(body: reqwest::Body, place: Place) -> Self {
        Self(Way::OfClient { body, _place: place })
    }
}

impl HttpBody for ProviderBody {
    type Data = Bytes;
    type Error = SendError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, SendError>>> {
        match &mut self.0 {
            Way::Plain(body) => Pin::new(body).poll_frame(cx).map_err(SendError::from),
            Way::OfClient { body, .. } => Pin::new(body).poll_frame(cx).map_err(SendError::from),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Way::Plain(body) => body.is_end_stream(),
            Way::OfClient { body, .. } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Way::Plain(body) => body.size_hint(),
            Way::OfClient { body, .. } => body.size_hint(),
        }
    }
}
