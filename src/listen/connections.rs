//! How many connections are open, and which one makes room for another.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::activity::{Activity, ConnectionLimits};
use super::metrics::ConnectionMetrics;

/// The open connections of all sockets.
#[derive(Debug)]
pub(super) struct Connections {
    limits: ConnectionLimits,
    metrics: ConnectionMetrics,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    last: u64,
    all: BTreeMap<u64, Arc<Activity>>,
}

impl Connections {
    pub(super) fn new(limits: ConnectionLimits, metrics: ConnectionMetrics) -> Arc<Self> {
        Arc::new(Self { limits, metrics, open: Mutex::default() })
    }

    /// Nothing is left half done in the table, so it is good even after a panic.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn metrics(&self) -> &ConnectionMetrics {
        &self.metrics
    }

    /// A place for one more connection. Where all are taken, the connection makes room that has
    /// waited longest for a request; nothing when requests are under way on all of them.
    pub(super) fn enter(self: &Arc<Self>) -> Option<Place> {
        let mut open = self.open();
        while open.all.len() >= self.limits.count {
            if !self.evict(&mut open) {
                self.metrics.refused();
                return None;
            }
        }
        open.last += 1;
        let (number, activity) = (open.last, Arc::new(Activity::new(self.limits)));
        open.all.insert(number, Arc::clone(&activity));
        self.metrics.open(open.all.len());
        Some(Place { connections: Arc::clone(self), number, activity })
    }

    /// Ends the connection that has waited longest for a request; whether there was one.
    pub(super) fn make_room(&self) -> bool {
        self.evict(&mut self.open())
    }

    fn evict(&self, open: &mut Open) -> bool {
        loop {
            let waiting = open.all.iter();
            let waiting =
                waiting.filter_map(|(number, one)| one.idle_since().map(|since| (since, *number)));
            let Some((_, number)) = waiting.min() else { return false };
            // A request may have begun on it just now.
            if open.all[&number].evict() {
                open.all.remove(&number);
                self.metrics.ended("room");
                return true;
            }
        }
    }
}

/// The place of one connection; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Arc<Connections>,
    number: u64,
    activity: Arc<Activity>,
}

impl Place {
    pub(super) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    pub(super) fn metrics(&self) -> &ConnectionMetrics {
        &self.connections.metrics
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Where it has made room, its place is another's by now.
        let mut open = self.connections.open();
        open.all.remove(&self.number);
        self.connections.metrics.open(open.all.len());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::FutureExt;

    use super::*;

    fn connections(count: usize) -> Arc<Connections> {
        let limits = ConnectionLimits { count, ..ConnectionLimits::default() };
        Connections::new(limits, ConnectionMetrics::default())
    }

    #[tokio::test(start_paused = true)]
    async fn the_connection_that_waits_longest_makes_room() {
        let connections = connections(3);
        let mut places = Vec::new();
        for _ in 0..3 {
            tokio::time::advance(Duration::from_secs(1)).await;
            places.push(connections.enter().unwrap());
        }
        let busy = places[0].activity().begin();
        let fourth = connections.enter().unwrap();
        let is_evicted = |at: usize| {
            let evicted = places[at].activity().evicted().now_or_never();
            evicted.is_some()
        };
        assert_eq!([0, 1, 2].map(is_evicted), [false, true, false]);
        // The one that has just ended its request waits for a shorter time than the third.
        tokio::time::advance(Duration::from_secs(1)).await;
        drop(busy);
        let fifth = connections.enter().unwrap();
        assert_eq!([0, 1, 2].map(is_evicted), [false, true, true]);
        drop((fourth, fifth, places));
        assert_eq!(connections.open().all.len(), 0);
    }

    #[tokio::test]
    async fn with_requests_on_all_connections_there_is_no_place() {
        let connections = connections(2);
        let places = [connections.enter().unwrap(), connections.enter().unwrap()];
        let busy: Vec<_> = places.iter().map(|place| place.activity().begin()).collect();
        assert!(connections.enter().is_none());
        assert!(!connections.make_room());
        drop(busy);
        assert!(connections.enter().is_some());
    }
}
