//! The limits that this process sets itself: pages beyond all measure may end it, nothing more.

/// Memory that this process may map, in bytes: a booklet of three hundred sheets of paper needs 1 GB.
#[cfg(unix)]
const MEMORY: u64 = 4 << 30;
/// Processor time, in seconds.
#[cfg(unix)]
const PROCESSOR_SECONDS: u64 = 1_200;

/// Sets the limits. Where the system knows one of them not, the core's patience stands alone.
#[cfg(unix)]
pub(crate) fn apply() {
    use rlimit::Resource;

    let wanted = [
        (Resource::AS, MEMORY),
        (Resource::CPU, PROCESSOR_SECONDS),
        // Pages may name people: nothing of them goes to the disk, not even by accident. Standard output is a pipe.
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
    ];
    for (resource, limit) in wanted {
        let _refused = resource.get().and_then(|(_, hard)| {
            let limit = limit.min(hard);
            resource.set(limit, limit)
        });
    }
}

/// Sets the limits. Where the system knows one of them not, the core's patience stands alone.
#[cfg(not(unix))]
pub(crate) fn apply() {}
