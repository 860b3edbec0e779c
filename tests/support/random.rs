//! Random choices that can be repeated: the seed is printed, and taken from `KYOJO_SEED` when it is set.

/// A generator.
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator for a test of this name.
    pub fn new(name: &str) -> Self {
        let clock = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(1, |since| u64::from(since.subsec_nanos()) ^ since.as_secs());
        let seed = std::env::var("KYOJO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(clock);
        println!("{name}: KYOJO_SEED={seed}");
        Self { state: seed }
    }

    /// A generator of this seed, where another one has drawn it.
    pub fn with(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) as usize) % bound.max(1)
    }
}
