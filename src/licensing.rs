//! Licenses, and what they entitle to.

mod claims;
mod compute;
pub(crate) mod entitlements;
mod feature;
mod keys;
pub(crate) mod signing;
mod verify;
mod warnings;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::clock::{Clock, Timestamp};
use crate::store::{Store, StoreError, StoredLicense};
use entitlements::{Entitlement, Entitlements, Situation, Wanted};
use verify::License;
use warnings::NO_KEYS;

pub(crate) use feature::Feature;
pub(crate) use keys::{KeyError, LicenseKeys};
pub(crate) use verify::LicenseError;

/// How often entitlements are computed again when nothing changes.
const REFRESHED_EVERY: Duration = Duration::from_mins(10);

/// How long to wait after a refresh that failed.
const REFRESHED_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// How often a refresh may be requested.
const FORCED_EVERY: Duration = Duration::from_mins(1);

/// What licensing is set to.
#[derive(Debug, Clone, Default)]
pub(crate) struct LicensingSettings {
    /// The keys that licenses are checked with.
    pub(crate) keys: LicenseKeys,
    /// Which licensed features the configuration asks for.
    pub(crate) wanted: Wanted,
    /// Whether refreshes may be requested without a limit.
    pub(crate) is_unlimited: bool,
}

/// Why a license was not added.
#[derive(Debug, Error)]
pub(crate) enum AddError {
    /// It is not valid.
    #[error(transparent)]
    Invalid(#[from] LicenseError),
    /// It is there already.
    #[error("a license with the ID {uuid} already exists")]
    Duplicate {
        /// Its id.
        uuid: Uuid,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why entitlements were not refreshed.
#[derive(Debug, Error)]
pub(crate) enum RefreshError {
    /// One was requested too recently.
    #[error("entitlements were refreshed less than a minute ago")]
    TooSoon {
        /// How long to wait.
        wait: Duration,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of checking a stored license. Licenses and keys do not change, so it stays true.
type Checked = Arc<Result<License, LicenseError>>;

/// What a refresh works on. Its holder refreshes; the others wait.
#[derive(Debug, Default)]
struct Work {
    /// The licenses that have been checked, by their numbers.
    checked: HashMap<i64, Checked>,
    /// How many of the refreshes that were asked for are done.
    done: u64,
}

/// The licenses of this deployment.
#[derive(Debug)]
pub(crate) struct Licensing {
    store: Store,
    clock: Clock,
    deployment: Uuid,
    settings: LicensingSettings,
    work: tokio::sync::Mutex<Work>,
    /// How many refreshes were asked for.
    asked: AtomicU64,
    current: watch::Sender<Arc<Entitlements>>,
    forced: Mutex<Option<Timestamp>>,
}

impl Licensing {
    /// Computes the entitlements for the first time.
    pub(crate) async fn new(
        store: Store,
        clock: Clock,
        deployment: Uuid,
        settings: LicensingSettings,
    ) -> Result<Self, StoreError> {
        let nothing = Situation {
            now: clock.now(),
            wanted: settings.wanted,
            users: 0,
            replicas: 1,
            licensed: !settings.keys.is_empty(),
            has_keys: !settings.keys.is_empty(),
        };
        let current = watch::Sender::new(Arc::new(compute::compute(&[], &nothing)));
        let licensing = Self {
            store,
            clock,
            deployment,
            settings,
            work: tokio::sync::Mutex::default(),
            asked: AtomicU64::new(0),
            current,
            forced: Mutex::default(),
        };
        licensing.refresh().await?;
        Ok(licensing)
    }

    /// What the deployment is entitled to, as of the last refresh.
    pub(crate) fn entitlements(&self) -> Arc<Entitlements> {
        Arc::clone(&self.current.borrow())
    }

    /// Whether `feature` may be used now, also when a license has expired since the last refresh.
    /// Without license keys and licenses, everything may.
    pub(crate) fn allows(&self, feature: Feature) -> bool {
        let (entitlements, now) = (self.current.borrow(), self.clock.now());
        let state = entitlements.features.get(feature.name());
        state.is_some_and(|state| {
            state.entitlement > Entitlement::NotEntitled && state.ends.is_none_or(|ends| now < ends)
        })
    }

    /// Every license, also those that no longer count.
    pub(crate) async fn licenses(&self) -> Result<Vec<StoredLicense>, StoreError> {
        self.store.licenses().await
    }

    /// Adds a license. It counts as soon as this returns.
    pub(crate) async fn add(&self, token: &str) -> Result<StoredLicense, AddError> {
        let token = token.trim();
        let verified = verify::verify(token, &self.settings.keys, self.deployment)?;
        let (license, now) = (verified.license, self.clock.now());
        if license.expires <= now {
            return Err(LicenseError::Expired { at: license.expires }.into());
        }
        let uuid = license.uuid;
        let added = self.store.add_license(uuid, token, &verified.claims, now).await;
        let added = added.map_err(|error| {
            if error.is_taken() { AddError::Duplicate { uuid } } else { AddError::Store(error) }
        })?;
        self.changed().await;
        Ok(added)
    }

    /// Removes a license, and says whether there was one. It no longer counts when this returns.
    pub(crate) async fn remove(&self, id: i64) -> Result<bool, StoreError> {
        let removed = self.store.remove_license(id).await?;
        if removed {
            self.changed().await;
        }
        Ok(removed)
    }

    /// Takes a change in. The change is kept already, so a failure here is not the caller's: the
    /// next refresh makes up for it.
    async fn changed(&self) {
        if let Err(error) = self.refresh().await {
            tracing::warn!("cannot refresh the entitlements: {error}");
        }
        if let Err(error) = self.store.announce_licenses().await {
            tracing::warn!("cannot notify other servers of changed licenses: {error}");
        }
    }

    /// Computes the entitlements on request.
    pub(crate) async fn force_refresh(&self) -> Result<(), RefreshError> {
        self.take_turn(self.clock.now())?;
        self.refresh().await?;
        Ok(self.store.announce_licenses().await?)
    }

    fn take_turn(&self, now: Timestamp) -> Result<(), RefreshError> {
        if self.settings.is_unlimited {
            return Ok(());
        }
        let mut forced = self.forced.lock().unwrap_or_else(PoisonError::into_inner);
        let next = forced.map(|last| last.after(FORCED_EVERY));
        if let Some(next) = next.filter(|next| *next > now) {
            return Err(RefreshError::TooSoon { wait: next.since(now) });
        }
        *forced = Some(now);
        Ok(())
    }

    /// Computes the entitlements from what is stored, as of the call or later.
    pub(crate) async fn refresh(&self) -> Result<(), StoreError> {
        let own = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        // One at a time, so that an older result never replaces a newer one. Those who wait for
        // their turn together need only one refresh, since it begins after all of them have asked.
        let mut work = self.work.lock().await;
        if work.done >= own {
            return Ok(());
        }
        let asked = self.asked.load(Ordering::SeqCst);
        self.compute(&mut work.checked).await?;
        work.done = asked;
        Ok(())
    }

    async fn compute(&self, checked: &mut HashMap<i64, Checked>) -> Result<(), StoreError> {
        self.check(checked).await?;
        let users = i64::try_from(self.store.count_users().await?).unwrap_or(i64::MAX);
        let has_keys = !self.settings.keys.is_empty();
        let situation = Situation {
            now: self.clock.now(),
            wanted: self.settings.wanted,
            users,
            replicas: self.store.replicas().await?,
            // A server that somebody has forgotten to give the keys must not be free for that.
            licensed: has_keys || !checked.is_empty(),
            has_keys,
        };
        let licenses: Vec<&License> =
            checked.values().filter_map(|checked| checked.as_ref().as_ref().ok()).collect();
        let mut entitlements = compute::compute(&licenses, &situation);
        if has_keys {
            entitlements.errors = errors(checked);
        }
        let before = self.current.send_replace(Arc::new(entitlements));
        let lacks_keys = |of: &Entitlements| of.warnings.iter().any(|text| text == NO_KEYS);
        if lacks_keys(&self.current.borrow()) && !lacks_keys(&before) {
            tracing::warn!("{NO_KEYS}");
        }
        Ok(())
    }

    /// Brings what was checked in line with what is stored.
    async fn check(&self, checked: &mut HashMap<i64, Checked>) -> Result<(), StoreError> {
        let ids = self.store.license_ids().await?;
        checked.retain(|id, _| ids.binary_search(id).is_ok());
        for id in ids {
            if checked.contains_key(&id) {
                continue;
            }
            // One that was removed meanwhile is not there any more.
            if let Some(stored) = self.store.license(id).await? {
                let verified = verify::verify(&stored.token, &self.settings.keys, self.deployment);
                checked.insert(id, Arc::new(verified.map(|verified| verified.license)));
            }
        }
        Ok(())
    }

    /// Keeps the entitlements up to date, until it is dropped.
    pub(crate) async fn keep_current(&self) {
        let mut changes = self.store.license_changes();
        let mut ticks = tokio::time::interval(REFRESHED_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                // The sender is part of the store, which this holds: it cannot be gone.
                _ = changes.changed() => {}
                () = self.until_next_change() => {}
            }
            while let Err(error) = self.refresh().await {
                tracing::warn!("cannot refresh the entitlements: {error}");
                tokio::time::sleep(REFRESHED_AGAIN_AFTER).await;
            }
        }
    }

    /// Waits for the next instant at which a license begins or ends.
    async fn until_next_change(&self) {
        let changes_at = self.current.borrow().changes_at;
        match changes_at {
            Some(at) => tokio::time::sleep(at.since(self.clock.now())).await,
            None => std::future::pending().await,
        }
    }
}

/// What is wrong with stored licenses, in the order of their numbers.
fn errors(checked: &HashMap<i64, Checked>) -> Vec<String> {
    let mut wrong: Vec<(i64, &LicenseError)> = checked
        .iter()
        .filter_map(|(id, checked)| Some((*id, checked.as_ref().as_ref().err()?)))
        .collect();
    wrong.sort_by_key(|(id, _)| *id);
    wrong.into_iter().map(|(id, error)| format!("License {id} is not valid. {error}")).collect()
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
