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
        // splitmix64
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}
