//! Licenses.

use sqlx::FromRow;
use uuid::Uuid;

use super::query::{execute, fetch};
use super::{Store, StoreError};
use crate::clock::Timestamp;

/// A license as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct StoredLicense {
    pub(crate) id: i64,
    pub(crate) uuid: Uuid,
    /// The signed token. It never leaves the server.
    pub(crate) token: String,
    /// The claims as they were signed, as JSON.
    pub(crate) claims: String,
    pub(crate) uploaded_at: Timestamp,
}

impl Store {
    /// Keeps a license and gives it its number.
    ///
    /// # Errors
    ///
    /// [`StoreError::is_taken`] when a license with this UUID is there already.
    pub(crate) async fn add_license(
        &self,
        uuid: Uuid,
        token: &str,
        claims: &str,
        now: Timestamp,
    ) -> Result<StoredLicense, StoreError> {
        let id = self.next_of("licenses").await?;
        execute!(
            self,
            "storing the license",
            "INSERT INTO licenses (id, uuid, token, claims, uploaded_at) \
             VALUES ($1, $2, $3, $4, $5)",
            id,
            uuid,
            token,
            claims,
            now,
        )?;
        let (token, claims) = (token.to_owned(), claims.to_owned());
        Ok(StoredLicense { id, uuid, token, claims, uploaded_at: now })
    }

    /// All licenses, in the order of their numbers.
    pub(crate) async fn licenses(&self) -> Result<Vec<StoredLicense>, StoreError> {
        fetch!(
            fetch_all,
            StoredLicense,
            self,
            "reading the licenses",
            "SELECT id, uuid, token, claims, uploaded_at FROM licenses ORDER BY id",
        )
    }

    /// The numbers of all licenses, in order.
    pub(crate) async fn license_ids(&self) -> Result<Vec<i64>, StoreError> {
        let query = "SELECT id FROM licenses ORDER BY id";
        let rows = fetch!(fetch_all, (i64,), self, "reading the licenses", query)?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// The license with this number.
    pub(crate) async fn license(&self, id: i64) -> Result<Option<StoredLicense>, StoreError> {
        fetch!(
            fetch_optional,
            StoredLicense,
            self,
            "reading the license",
            "SELECT id, uuid, token, claims, uploaded_at FROM licenses WHERE id = $1",
            id,
        )
    }

    /// Removes a license, and says whether there was one.
    pub(crate) async fn remove_license(&self, id: i64) -> Result<bool, StoreError> {
        let removed =
            execute!(self, "removing the license", "DELETE FROM licenses WHERE id = $1", id)?;
        Ok(removed > 0)
    }
}
