//! How many files and sockets this process may have open.

/// How many descriptors are left for everything but clients: the store, logs, the parts that run in
/// the background.
const RESERVED: usize = 64;

/// Maximum number of connections where the settings do not say: each needs memory too.
const MOST: usize = 16_384;

/// Raises the limit of descriptors to the highest that this process may set, and gives it.
#[cfg(unix)]
pub(crate) fn raise_limit() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limits = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limits.maximum, maximum: limits.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limits.maximum,
        Err(error) => {
            tracing::warn!(%error, "cannot raise the limit of file descriptors");
            limits.current
        }
    };
    current.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX))
}

/// There is no such limit.
#[cfg(not(unix))]
pub(crate) fn raise_limit() -> usize {
    usize::MAX
}

/// How many connections there may be with so many descriptors: a request may need a second one, for
/// the connection to its provider.
pub(crate) fn connections(descriptors: usize) -> usize {
    (descriptors.saturating_sub(RESERVED) / 2).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        for (descriptors, expected) in
            [(0, 1), (256, 96), (1024, 480), (1_048_576, MOST), (usize::MAX, MOST)]
        {
            assert_eq!(connections(descriptors), expected, "{descriptors}");
        }
    }
}
