//! Writes the large roster that imports are measured with: `roster FILE [ROWS]`, 100,000 rows unless said otherwise.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a program for measuring")]

#[path = "../support/large.rs"]
mod large;

fn main() {
    let mut words = std::env::args().skip(1);
    let path = words.next().unwrap();
    let rows = words.next().map_or(100_000, |rows| rows.parse().unwrap());
    large::write(path.as_ref(), rows);
    println!(
        "{rows} rows, {} columns, {} broken in {} ways, {} refused with those they repeat",
        large::HEADERS.len(),
        large::broken(rows),
        large::BROKEN.len(),
        large::refused(rows)
    );
}
