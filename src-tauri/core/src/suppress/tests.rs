//! The rules by name, and a reader who tries every table that fits.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests; a random test prints its seed")]

use super::*;

/// A list of categories with its total.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OneWay {
    /// In the order given.
    cells: Vec<Cell>,
    /// Their sum.
    total: Cell,
    /// Whether every hidden cell keeps its interval. Otherwise the list must not be shown.
    safe: bool,
}

/// Protects a list of categories whose total is shown. The total stays when `open_total` and it is at least k.
fn one_way(counts: &[u64], k: u64, open_total: bool) -> OneWay {
    let mut pack = Pack::new(k);
    let cells: Vec<CellId> = counts.iter().map(|count| pack.cell(*count, Openness::Guarded)).collect();
    let total = pack.cell(counts.iter().sum(), openness(open_total));
    pack.add_up(&cells, total);
    let done = pack.suppress();
    OneWay { cells: done.cells(&cells), total: done.cell(total), safe: done.is_safe() }
}

/// A table of rows and columns with all its totals.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TwoWay {
    /// Row by row, in the order given; every row as long as the longest.
    cells: Vec<Vec<Cell>>,
    /// The sum of each row.
    row_totals: Vec<Cell>,
    /// The sum of each column.
    column_totals: Vec<Cell>,
    /// The sum of all.
    total: Cell,
    /// Whether every hidden cell keeps its interval. Otherwise the table must not be shown.
    safe: bool,
}

/// Protects a table of rows and columns whose totals are shown, such as branch × sex or age × sex.
fn two_way(rows: &[Vec<u64>], rule: Rule) -> TwoWay {
    let mut pack = Pack::new(rule.k);
    let ids = pack.table(rows, rule);
    let done = pack.suppress();
    TwoWay {
        cells: ids.cells.iter().map(|row| done.cells(row)).collect(),
        row_totals: done.cells(&ids.row_totals),
        column_totals: done.cells(&ids.column_totals),
        total: done.cell(ids.total),
        safe: done.is_safe(),
    }
}

const X: Cell = Cell::Hidden;

fn shown(counts: &[u64]) -> Vec<Cell> {
    counts.iter().map(|count| if *count == 0 { Cell::Nil } else { Cell::Shown(*count) }).collect()
}

#[test]
fn s_01_and_s_02_hide_four_cells_of_the_example_and_keep_its_totals() {
    let done = two_way(&[vec![7, 2], vec![8, 6]], Rule::guarded(5));
    assert_eq!(done.cells, [[X, X], [X, X]]);
    assert_eq!((done.row_totals, done.column_totals), (shown(&[9, 14]), shown(&[15, 8])));
    assert_eq!((done.total, done.safe), (Cell::Shown(23), true));
}

#[test]
fn s_01_hides_small_counts_and_leaves_zeros() {
    let done = one_way(&[0, 3, 4, 40, 0, 60], 5, false);
    assert_eq!(done.cells, [Cell::Nil, X, X, Cell::Shown(40), Cell::Nil, Cell::Shown(60)]);
    assert_eq!((done.total, done.safe), (Cell::Shown(107), true));
    let nothing = two_way(&[vec![5, 0], vec![10, 7]], Rule::guarded(5));
    assert_eq!(nothing.cells, [shown(&[5, 0]), shown(&[10, 7])]);
    assert!(nothing.safe);
}

#[test]
fn s_02_goes_on_to_the_fixed_point() {
    let done = two_way(&[vec![30, 2, 12], vec![40, 20, 11], vec![50, 25, 10]], Rule::guarded(5));
    for row in &done.cells {
        assert_ne!(row.iter().filter(|cell| **cell == X).count(), 1, "{done:?}");
    }
    for column in 0..3 {
        let hidden = done.cells.iter().filter(|row| row.get(column) == Some(&X)).count();
        assert_ne!(hidden, 1, "{done:?}");
    }
    assert_eq!(done.total, Cell::Shown(200));
    assert!(done.safe);
}

/// Two hidden ones in a list whose rest is shown would both be told by their sum.
#[test]
fn the_judge_hides_more_where_two_hidden_cells_are_too_few() {
    let done = one_way(&[1, 1, 30, 40], 5, false);
    assert_eq!(done.cells, [X, X, X, Cell::Shown(40)]);
    assert_eq!(done.total, Cell::Shown(72));
}

/// Age by sex. Three rows are small and have room enough among themselves; on the way there the judge hides every row.
#[test]
fn s_02_only_the_rows_that_need_it_stay_hidden() {
    let rule = Rule { k: 5, open_row_totals: false, open_column_totals: true };
    let bands: [[u64; 2]; 9] =
        [[74, 20], [114, 38], [126, 48], [116, 64], [133, 47], [95, 29], [93, 33], [50, 27], [72, 23]];
    let rows = |first: [u64; 2], last: &[[u64; 2]]| -> Vec<Vec<u64>> {
        std::iter::once(&first).chain(&bands).chain(last).map(|row| row.to_vec()).collect()
    };
    let done = two_way(&rows([7, 4], &[[1, 0], [3, 1]]), rule);
    let mut expected = vec![vec![X, X]; 12];
    for (cells, counts) in expected.iter_mut().skip(1).zip(&bands) {
        *cells = shown(counts);
    }
    assert_eq!(done.cells, expected);
    let sums = [11, 94, 152, 174, 180, 180, 124, 126, 77, 95].map(Cell::Shown);
    assert_eq!(done.row_totals, sums.into_iter().chain([X, X]).collect::<Vec<_>>());
    assert_eq!((done.column_totals, done.total, done.safe), (shown(&[884, 334]), Cell::Shown(1218), true));
    // One man alone: the men of one other row are enough, with its sum.
    let done = two_way(&rows([0, 0], &[[1, 0]]), rule);
    assert_eq!(done.cells.get(8).unwrap(), &[X, Cell::Shown(27)]);
    assert_eq!(done.cells.get(10).unwrap(), &[X, Cell::Nil]);
    let hidden = |cells: &[Cell]| cells.iter().filter(|cell| **cell == X).count();
    assert_eq!((hidden(&done.cells.concat()), hidden(&done.row_totals), done.safe), (2, 2, true));
}

#[test]
fn s_03_rounds_a_total_only_when_nothing_else_is_left() {
    let done = one_way(&[3, 3], 5, false);
    assert_eq!((done.cells, done.total, done.safe), (vec![X, X], Cell::Rounded(5), true));
    let tiny = one_way(&[1, 1], 5, false);
    assert_eq!((tiny.cells, tiny.total, tiny.safe), (vec![X, X], X, true));
    let open = one_way(&[3, 3], 5, true);
    assert_eq!((open.total, open.safe), (Cell::Shown(6), false));
}

#[test]
fn s_03_hides_a_small_total_even_where_totals_are_open() {
    let done = two_way(&[vec![2, 1], vec![40, 30], vec![50, 60]], Rule::open_totals(5));
    assert_eq!(done.row_totals.first(), Some(&X));
    assert_eq!(done.column_totals, shown(&[92, 91]));
    assert_eq!(done.total, Cell::Shown(183));
    // The other units' headcounts stay open, so the small unit's is their difference: it must be joined to another.
    assert!(!done.safe);
    let joined = two_way(&[vec![42, 31], vec![50, 60]], Rule::open_totals(5));
    assert!(joined.safe);
}

#[test]
fn s_04_what_rests_on_a_hidden_count_vanishes() {
    assert_eq!(resting_on(Cell::Shown(12), 10, 3.5), Some(3.5));
    assert_eq!(resting_on(Cell::Shown(9), 10, 3.5), None);
    assert_eq!(resting_on(X, 10, 3.5), None);
    assert_eq!(rate_of(Cell::Shown(3), Cell::Shown(6)), Some((3, 6)));
    assert_eq!(rate_of(Cell::Nil, Cell::Shown(6)), Some((0, 6)));
    assert_eq!(rate_of(Cell::Nil, Cell::Nil), None);
    assert_eq!(rate_of(Cell::Rounded(5), Cell::Shown(6)), None);
    assert_eq!((Cell::Rounded(5).drawn(), X.drawn()), (Some(5), None));
}

/// S-07: the same people cut two ways in one pack.
#[test]
fn s_07_a_second_table_does_not_give_away_the_first() {
    let mut pack = Pack::new(5);
    let by_sex = pack.table(&[vec![30, 2], vec![40, 20]], Rule::guarded(5));
    let women = by_sex.cells.first().unwrap().last().copied().unwrap();
    // Women of the first branch by category: all shown, they add up to the hidden cell.
    let one = pack.cell(0, Openness::Guarded);
    let two = pack.cell(2, Openness::Guarded);
    pack.add_up(&[one, two], women);
    let done = pack.suppress();
    assert_eq!((done.cell(women), done.cell(two)), (X, X));
    assert!(done.is_safe());
    let interval = done.interval(women);
    assert!(interval.high.is_none_or(|high| high - interval.low >= 5), "{interval:?}");
}

#[test]
fn what_was_published_before_is_part_of_what_the_reader_knows() {
    let mut pack = Pack::new(5);
    // 前年 10 + 加入 3 = 現在 + 脱退 0: with last year's figure and the leavers, the joiners follow from the present.
    let before = pack.cell(10, Openness::Published);
    let joined = pack.cell(3, Openness::Guarded);
    let now = pack.cell(13, Openness::Guarded);
    let left = pack.cell(0, Openness::Guarded);
    pack.balance(&[before, joined], &[now, left]);
    let done = pack.suppress();
    assert_eq!((done.cell(before), done.cell(joined)), (Cell::Shown(10), X));
    assert!(done.is_safe());
    let interval = done.interval(joined);
    assert!(interval.high.is_none_or(|high| high - interval.low >= 5), "{interval:?}");
}

#[test]
fn what_medians_rest_on_is_hidden_last() {
    // 前 = 組 + 組のない人, 後 = 組 + 後だけの人, 組 = 上がった + 同じ + 下がった.
    let check_ins = |pairs: [u64; 3], dropout: u64, alone: u64| {
        let mut pack = Pack::new(5);
        let n: u64 = pairs.iter().sum();
        let [before, after] = [n + dropout, n + alone].map(|n| pack.cell(n, Openness::Guarded));
        let dropout = pack.cell(dropout, Openness::Guarded);
        let all = pack.cell(n, Openness::Last);
        let alone = pack.untold(alone);
        pack.add_up(&[all, dropout], before);
        pack.add_up(&[all, alone], after);
        let parts = pairs.map(|n| pack.cell(n, Openness::Guarded));
        pack.add_up(&parts, all);
        let done = pack.suppress();
        assert!(done.is_safe());
        done.cells(&[before, after, dropout, all])
    };
    assert_eq!(check_ins([18, 7, 5], 6, 2), [Cell::Shown(36), X, Cell::Shown(6), Cell::Shown(30)]);
    assert_eq!(check_ins([16, 6, 5], 4, 0), [X, Cell::Shown(27), X, Cell::Shown(27)]);
    assert_eq!(check_ins([4, 2, 1], 6, 6).last(), Some(&X), "seven of whom each part is small");
}

#[test]
fn empty_tables_and_lists_are_safe() {
    assert!(two_way(&[], Rule::guarded(5)).safe);
    assert!(two_way(&[vec![], vec![]], Rule::guarded(5)).safe);
    let none = one_way(&[], 5, false);
    assert_eq!((none.total, none.safe), (Cell::Nil, true));
    assert_eq!(one_way(&[0, 0], 5, false).cells, shown(&[0, 0]));
}

/// A reader with patience: knows for every number a range, for every sum that it holds, and that nothing below k is rounded.
#[derive(Clone)]
struct Reader {
    k: i64,
    ranges: Vec<(i64, i64)>,
    sums: Vec<(Vec<usize>, usize)>,
}

/// More than any number of the tests.
const MANY: i64 = 500;

impl Reader {
    fn new(k: u64) -> Self {
        Self { k: k as i64, ranges: Vec::new(), sums: Vec::new() }
    }

    fn add(&mut self, cell: Cell, least: i64) -> usize {
        self.ranges.push(match cell {
            Cell::Shown(count) => (count as i64, count as i64),
            Cell::Nil => (0, 0),
            Cell::Rounded(count) => ((count as i64 - 2).max(self.k), count as i64 + 2),
            Cell::Hidden => (least, MANY),
        });
        self.ranges.len() - 1
    }

    fn add_table(&mut self, done: &TwoWay, least: i64) -> (Vec<Vec<usize>>, Vec<usize>, Vec<usize>, usize) {
        let cells: Vec<Vec<usize>> =
            done.cells.iter().map(|row| row.iter().map(|cell| self.add(*cell, least)).collect()).collect();
        let rows: Vec<usize> = done.row_totals.iter().map(|cell| self.add(*cell, least)).collect();
        let columns: Vec<usize> = done.column_totals.iter().map(|cell| self.add(*cell, least)).collect();
        let total = self.add(done.total, least);
        for (row, sum) in cells.iter().zip(&rows) {
            self.sums.push((row.clone(), *sum));
        }
        for (column, sum) in columns.iter().enumerate() {
            self.sums.push((cells.iter().map(|row| *row.get(column).unwrap()).collect(), *sum));
        }
        self.sums.push((rows.clone(), total));
        self.sums.push((columns.clone(), total));
        (cells, rows, columns, total)
    }

    /// Narrows the ranges by every sum until nothing changes. False when a range is empty.
    fn narrow(&mut self) -> bool {
        loop {
            let before = self.ranges.clone();
            for (parts, total) in &self.sums {
                let low: i64 = parts.iter().map(|part| self.ranges.get(*part).unwrap().0).sum();
                let high: i64 = parts.iter().map(|part| self.ranges.get(*part).unwrap().1).sum();
                let sum = self.ranges.get_mut(*total).unwrap();
                *sum = (sum.0.max(low), sum.1.min(high));
                let sum = *sum;
                for part in parts {
                    let range = self.ranges.get_mut(*part).unwrap();
                    *range = (range.0.max(sum.0 - (high - range.1)), range.1.min(sum.1 - (low - range.0)));
                    if range.0 > range.1 {
                        return false;
                    }
                }
                if sum.0 > sum.1 {
                    return false;
                }
            }
            if before == self.ranges {
                return true;
            }
        }
    }

    /// Whether any table fits, by halving ranges.
    fn fits(mut self) -> bool {
        if !self.narrow() {
            return false;
        }
        let open = self.ranges.iter().enumerate().filter(|(_, range)| range.0 < range.1);
        let Some((index, range)) =
            open.min_by_key(|(_, range)| range.1 - range.0).map(|(index, range)| (index, *range))
        else {
            return true;
        };
        let middle = (range.0 + range.1) / 2;
        [(range.0, middle), (middle + 1, range.1)].into_iter().any(|half| {
            let mut guess = self.clone();
            *guess.ranges.get_mut(index).unwrap() = half;
            guess.fits()
        })
    }

    fn fits_with(&self, index: usize, count: i64) -> bool {
        let range = *self.ranges.get(index).unwrap();
        let mut guess = self.clone();
        *guess.ranges.get_mut(index).unwrap() = (count, count);
        (range.0..=range.1).contains(&count) && guess.fits()
    }

    /// Whether numbers at least k apart fit, from the true one downwards and upwards.
    fn is_left_room(&self, index: usize, count: i64, k: i64) -> bool {
        let fits = |other: &i64| self.fits_with(index, *other);
        let below = (count - k..count).rev().take_while(fits).count() as i64;
        let above = (count + 1..=count + k - below).take_while(fits).count() as i64;
        below + above >= k
    }
}

/// A generator whose numbers depend on the seed alone.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn table(&mut self, rows: u64, columns: u64, most: u64) -> Vec<Vec<u64>> {
        let count = |dice: &mut Self| if dice.roll(5) == 0 { 0 } else { dice.roll(most) };
        (0..rows).map(|_| (0..columns).map(|_| count(self)).collect()).collect()
    }
}

/// The numbers of a table in the order of [`Reader::add_table`].
fn every(ids: &TableIds) -> Vec<CellId> {
    let sums = ids.row_totals.iter().chain(&ids.column_totals).chain([&ids.total]);
    ids.cells.iter().flatten().chain(sums).copied().collect()
}

fn hides_zero(rows: &[Vec<u64>], done: &TwoWay) -> bool {
    rows.iter()
        .zip(&done.cells)
        .any(|(row, cells)| row.iter().zip(cells).any(|(count, cell)| *count == 0 && *cell == X))
        || (done.total == X && rows.iter().flatten().all(|count| *count == 0))
}

#[test]
fn no_reader_narrows_a_hidden_cell_of_a_random_table_below_k() {
    let seed: u64 = 20_261_122;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (mut hidden, mut unsafe_tables) = (0, 0);
    for round in 0..400 {
        let k = 3 + dice.roll(4);
        let (height, width, most) = (1 + dice.roll(3), 1 + dice.roll(3), 4 + dice.roll(14));
        let rows = dice.table(height, width, most);
        let rule = if dice.roll(4) == 0 { Rule::open_totals(k) } else { Rule::guarded(k) };
        let mut pack = Pack::new(k);
        let ids = pack.table(&rows, rule);
        let done = pack.suppress();
        let table = two_way(&rows, rule);
        assert_eq!(table.safe, done.is_safe());
        if !table.safe {
            assert!(rule.open_row_totals, "{round}: {rows:?} {table:?}");
            unsafe_tables += 1;
        }
        let zero = hides_zero(&rows, &table) || zero_total_hidden(&rows, &table);
        let mut reader = Reader::new(k);
        let (cells, row_sums, column_sums, total) = reader.add_table(&table, i64::from(!zero));
        let places = cells.concat().into_iter().chain(row_sums).chain(column_sums).chain([total]);
        for (place, id) in places.zip(every(&ids)) {
            if done.cell(id) != X {
                continue;
            }
            hidden += 1;
            let interval = done.interval(id);
            let (low, high) = (interval.low as i64, interval.high.map(|high| high as i64));
            let told = || format!("round {round}, k {k}: {rows:?} {table:?} {interval:?}");
            assert!(reader.fits_with(place, low), "{}", told());
            assert!(!reader.fits_with(place, low - 1), "{}", told());
            match high {
                Some(high) => {
                    assert!(reader.fits_with(place, high), "{}", told());
                    assert!(!reader.fits_with(place, high + 1), "{}", told());
                }
                None => assert!(reader.fits_with(place, MANY / 2), "{}", told()),
            }
            let wide = high.is_none_or(|high| high - low >= k as i64);
            assert!(wide || done.unprotected().contains(&id), "{}", told());
        }
    }
    println!("{hidden} hidden cells, {unsafe_tables} tables that must not be shown");
    assert!(hidden > 500);
}

fn zero_total_hidden(rows: &[Vec<u64>], done: &TwoWay) -> bool {
    let row = rows.iter().zip(&done.row_totals).any(|(row, cell)| row.iter().sum::<u64>() == 0 && *cell == X);
    let column = done
        .column_totals
        .iter()
        .enumerate()
        .any(|(column, cell)| *cell == X && rows.iter().map(|row| row.get(column).unwrap()).sum::<u64>() == 0);
    row || column
}

#[test]
fn no_reader_narrows_a_hidden_cell_of_tables_that_share_their_rows() {
    let seed: u64 = 5;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    for round in 0..120 {
        let k = 3 + dice.roll(3);
        let (height, width, most) = (1 + dice.roll(3), 2 + dice.roll(2), 4 + dice.roll(10));
        let first = dice.table(height, width, most);
        // The same people of each row, cut otherwise.
        let second: Vec<Vec<u64>> = first
            .iter()
            .map(|row| {
                let sum: u64 = row.iter().sum();
                let part = dice.roll(sum + 1);
                vec![part, sum - part]
            })
            .collect();
        let mut pack = Pack::new(k);
        let ids = [pack.table(&first, Rule::guarded(k)), pack.table(&second, Rule::guarded(k))];
        let [one, two] = &ids;
        for (a, b) in one.row_totals.iter().zip(&two.row_totals) {
            pack.same(*a, *b);
        }
        pack.same(one.total, two.total);
        let done = pack.suppress();
        assert!(done.is_safe(), "round {round}: {first:?} {second:?}");
        let tables: Vec<TwoWay> = ids
            .iter()
            .map(|ids| TwoWay {
                cells: ids.cells.iter().map(|row| done.cells(row)).collect(),
                row_totals: done.cells(&ids.row_totals),
                column_totals: done.cells(&ids.column_totals),
                total: done.cell(ids.total),
                safe: true,
            })
            .collect();
        let zero = [&first, &second]
            .iter()
            .zip(&tables)
            .any(|(rows, table)| hides_zero(rows, table) || zero_total_hidden(rows, table));
        let mut reader = Reader::new(k);
        let mut shared: Option<(Vec<usize>, usize)> = None;
        for table in &tables {
            let (_, rows, _, total) = reader.add_table(table, i64::from(!zero));
            if let Some((other_rows, other_total)) = shared.replace((rows.clone(), total)) {
                for (a, b) in rows.iter().zip(&other_rows) {
                    reader.sums.push((vec![*a], *b));
                }
                reader.sums.push((vec![total], other_total));
            }
        }
        // The reader needs both tables before trying.
        let mut place = 0;
        for ids in &ids {
            for id in every(ids) {
                if done.cell(id) == X {
                    let interval = done.interval(id);
                    let high = interval.high.map_or(MANY / 2, |high| high as i64);
                    assert!(high - interval.low as i64 >= k as i64, "round {round}: {first:?} {second:?} {tables:?}");
                    for end in [interval.low as i64, high] {
                        assert!(reader.fits_with(place, end), "round {round}: {first:?} {second:?} {tables:?} {end}");
                    }
                }
                place += 1;
            }
        }
    }
}

/// Whatever else of a table was shown, one number or several, a reader would come too close to one that is left.
#[test]
fn nothing_of_a_random_table_could_be_shown_again() {
    let seed: u64 = 20_261_126;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let mut tried = 0;
    for round in 0..150 {
        let k = 3 + dice.roll(3);
        let (height, width, most) = (1 + dice.roll(3), 2 + dice.roll(2), 4 + dice.roll(14));
        let rows = dice.table(height, width, most);
        let mut pack = Pack::new(k);
        let all = every(&pack.table(&rows, Rule::guarded(k)));
        let numbers = pack.counts();
        let counts: Vec<i64> = all.iter().map(|id| *numbers.get(id).unwrap() as i64).collect();
        let cells = pack.suppress().cells(&all);
        let table = two_way(&rows, Rule::guarded(k));
        let mut reader = Reader::new(k);
        reader.add_table(&table, 0);
        let count = |place: usize| *counts.get(place).unwrap();
        let is_hidden = |place: usize| cells.get(place) == Some(&X);
        let is_rounded = |place: usize| matches!(cells.get(place), Some(Cell::Rounded(_)));
        let lowered: Vec<usize> = (0..all.len())
            .filter(|place| is_rounded(*place) || (is_hidden(*place) && !(1..k as i64).contains(&count(*place))))
            .collect();
        if lowered.len() > 6 {
            continue;
        }
        for choice in 1..(1_u32 << lowered.len()) {
            let chosen = lowered.iter().enumerate().filter(|(at, _)| (choice >> at) & 1 == 1);
            let again: Vec<usize> = chosen.map(|(_, place)| *place).collect();
            let left: Vec<usize> = (0..all.len()).filter(|place| is_hidden(*place) && !again.contains(place)).collect();
            let least = i64::from(!left.iter().any(|place| count(*place) == 0));
            let mut guess = reader.clone();
            for place in &again {
                *guess.ranges.get_mut(*place).unwrap() = (count(*place), count(*place));
            }
            for place in &left {
                *guess.ranges.get_mut(*place).unwrap() = (least, MANY);
            }
            let safe = left.iter().all(|place| guess.is_left_room(*place, count(*place), k as i64));
            assert!(!safe, "round {round}, k {k}: {rows:?} {table:?} {again:?}");
            tried += 1;
        }
    }
    println!("{tried} ways to show more");
    assert!(tried > 500);
}

#[test]
fn small_units_join_until_their_rest_is_no_secret() {
    for (counts, joined) in [
        (&[40, 3, 50, 4][..], &[false, true, false, true][..]),
        (&[40, 3, 50], &[true, true, false]),
        (&[40, 0, 50], &[false, false, false]),
        (&[3], &[true]),
        (&[], &[]),
    ] {
        assert_eq!(join_small(counts, 5), joined, "{counts:?}");
    }
}

/// Sixty branches by eight topics must not make an officer wait.
#[test]
fn a_large_table_is_decided_and_safe() {
    let seed: u64 = 99;
    println!("seed {seed}");
    let rows = Dice(seed).table(60, 8, 40);
    let done = two_way(&rows, Rule::guarded(10));
    assert!(done.safe);
    assert!(done.total.exact().is_some());
}

#[test]
fn an_x_may_be_a_zero_where_several_reports_are_read() {
    let mut pack = Pack::new(5);
    let hidden = [(); 3].map(|()| pack.told(1, X));
    let total = pack.told(3, Cell::Shown(3));
    pack.add_up(&hidden, total);
    let done = pack.suppress();
    assert_eq!(done.interval(hidden[0]), Interval { low: 1, high: Some(1) });
    assert_eq!(done.interval_from_zero(hidden[0]), Interval { low: 0, high: Some(3) });
}

#[test]
fn a_sum_is_found_out_where_rounding_it_would_tell_less() {
    let mut pack = Pack::new(10);
    let around = pack.told(33, Cell::Rounded(35));
    let known = pack.told(10, Cell::Shown(10));
    let (sum, one) = (pack.told(23, Cell::Hidden), pack.told(23, Cell::Hidden));
    let parts = [11, 12].map(|count| pack.told(count, Cell::Hidden));
    pack.add_up(&parts, sum);
    pack.balance(&[known, sum], &[around]);
    pack.same(sum, one);
    let done = pack.suppress();
    let interval = done.interval_from_zero(sum);
    assert_eq!((interval.low, interval.high), (23, Some(27)), "as closely as a rounded one");
    assert!(!done.is_found_out(sum) && done.is_found_out(one), "the same, but no sum");
    assert!(!done.is_found_out(parts[0]), "0 to 27");
}
