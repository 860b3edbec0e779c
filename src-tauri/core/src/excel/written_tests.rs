//! What a written workbook contains, part by part.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tokio::sync::mpsc;

use super::book::{self, Feed, Sheet, WriteOptions};
use super::cell::{Cell, Kind};
use super::form::{Form, Use};
use super::page::{Block, Chart, ChartKind, CodeLabel, Frame, Head, List, Page, Row, Series, Table};
use super::refusal::CannotWrite;
use super::separated::{self, Encoding};

fn frame() -> Frame {
    Frame {
        union_name: "東都ものづくりユニオン".into(),
        title: "組織現勢報告".into(),
        code: "R02".into(),
        class: "取扱注意".into(),
        made_on: "令和8年11月22日".into(),
        made_at: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap(),
        era: true,
        english: false,
        font: "游ゴシック".into(),
        personal: false,
    }
}

fn options(folder: &Path) -> WriteOptions {
    WriteOptions { scratch: folder.to_owned(), password: None }
}

fn page() -> Page {
    let heads = ["支部", "男", "女", "計", "前年", "増減"];
    let heads = heads.iter().enumerate().map(|(i, label)| {
        Head::new(
            *label,
            match i {
                0 => Kind::Text,
                5 => Kind::Difference,
                _ => Kind::Number,
            },
        )
    });
    let row = |name: &str, men: i64, women: Cell, difference: i64| {
        let all = men + women.count().unwrap_or(3);
        Row::body(vec![
            name.into(),
            men.into(),
            women,
            all.into(),
            (all - difference).into(),
            Cell::Difference(difference),
        ])
    };
    Page {
        name: "支部別".into(),
        title: "1 支部別の組合員数".into(),
        scope: "2026年10月31日現在　単位：人　n＝1,234".into(),
        landscape: false,
        blocks: vec![
            Block::Table(Table {
                heads: heads.collect(),
                rows: vec![
                    row("東京支部", 512, 301.into(), 12),
                    row("=SUM(A1)", 40, Cell::Hidden, -7),
                    Row::total(vec![
                        "計".into(),
                        552.into(),
                        Cell::Hidden,
                        856.into(),
                        851.into(),
                        Cell::Difference(5),
                    ]),
                ],
            }),
            Block::Chart(Chart {
                kind: ChartKind::StackedColumn,
                table: 0,
                title: "組合員数は前年より5人増えました".into(),
                alt: "支部ごとの男女別組合員数".into(),
                categories: 0,
                series: vec![Series { column: 1, right_axis: false }, Series { column: 2, right_axis: false }],
                unit: "人".into(),
                low: 0,
                height: 300,
            }),
        ],
        notes: vec!["x は少人数のため表示しません（5人未満）。".into()],
    }
}

fn parts(file: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().to_owned(), text)
        })
        .collect()
}

fn part(file: &Path, name: &str) -> String {
    parts(file).into_iter().find(|(n, _)| n == name).unwrap().1
}

fn roster() -> (List, mpsc::Receiver<Feed>, mpsc::Sender<Feed>) {
    let list = List {
        name: "名簿".into(),
        title: Some("組合員名簿".into()),
        scope: "2026年10月31日現在".into(),
        landscape: true,
        heads: vec![
            Head { label: "組合員番号".into(), kind: Kind::Id, width: 12, codes: vec![] },
            Head { label: "氏名".into(), kind: Kind::Text, width: 16, codes: vec![] },
            Head { label: "加入年月日".into(), kind: Kind::Date, width: 16, codes: vec![] },
            Head {
                label: "組合員区分".into(),
                kind: Kind::Code,
                width: 12,
                codes: vec![CodeLabel { code: "regular".into(), label: "正組合員".into() }],
            },
        ],
    };
    let (sender, feed) = mpsc::channel(4);
    (list, feed, sender)
}

fn rows() -> Vec<Vec<Cell>> {
    vec![
        vec![
            Cell::Id("00123".into()),
            "佐藤 花子".into(),
            Cell::Date(NaiveDate::from_ymd_opt(2019, 5, 1).unwrap()),
            Cell::Code("regular".into()),
        ],
        vec![Cell::Id("A-9".into()), "=cmd|'/c calc'!A0".into(), Cell::Empty, Cell::Code("unknown_code".into())],
        vec![
            Cell::Id("7".into()),
            "髙﨑𠮷 _x0041_".into(),
            Cell::Date(NaiveDate::from_ymd_opt(1868, 1, 1).unwrap()),
            Cell::Empty,
        ],
    ]
}

/// Where a person who wants to look at the files finds them.
fn place(folder: &Path, name: &str) -> PathBuf {
    std::env::var_os("KYOJO_LOOK").map_or_else(|| folder.join(name), |look| PathBuf::from(look).join(name))
}

#[test]
fn a_written_page_has_typed_cells_a_native_chart_and_nothing_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "page.xlsx");
    let written =
        book::write(&file, &frame(), vec![Sheet::Page(page())], &options(folder.path()), &mut |_| true).unwrap();
    assert_eq!(written.rows, 3);
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>512.0</v>") && !sheet.contains("<f>"));
    assert!(sheet.contains("fitToWidth") || sheet.contains("fitToPage"));
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("&amp;P / &amp;N"));
    let strings = part(&file, "xl/sharedStrings.xml");
    assert!(strings.contains("=SUM(A1)"));
    assert!(part(&file, "xl/styles.xml").contains("quotePrefix=\"1\""));
    let drawing = part(&file, "xl/drawings/drawing1.xml");
    assert!(drawing.contains("descr=\"支部ごとの男女別組合員数\""));
    let chart = part(&file, "xl/charts/chart1.xml");
    assert!(chart.contains("支部別!$C$5:$C$6") && chart.contains("pattFill"));
    let all: String = parts(&file).into_iter().map(|(name, text)| name + &text).collect();
    for banned in
        ["externalLink", "hyperlink", "state=\"hidden\"", "pivotCache", "<comment", folder.path().to_str().unwrap()]
    {
        assert!(!all.contains(banned), "{banned}");
    }
    assert!(part(&file, "docProps/core.xml").contains("東都ものづくりユニオン"));
}

/// A page of tables, each under a heading, whose last column is withheld.
fn long_page(rows: &[usize], chart: bool) -> Page {
    let table = |n: &usize| {
        let heads = vec![Head::new("活動", Kind::Text), Head::new("時間", Kind::Number), Head::new("判断", Kind::Text)];
        let row = |at| Row::body(vec!["交渉".into(), Cell::Number(at), Cell::Hidden]);
        let rows = (0..i64::try_from(*n).unwrap()).map(row).collect();
        [Block::Heading { text: "どこに時間を使ったか".into() }, Block::Table(Table { heads, rows })]
    };
    let mut blocks: Vec<Block> = rows.iter().flat_map(table).collect();
    if chart {
        blocks.extend(page().blocks.into_iter().filter(|block| matches!(block, Block::Chart(_))));
    }
    Page { landscape: true, blocks, ..page() }
}

fn written(page: Page) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "long.xlsx");
    book::write(&file, &frame(), vec![Sheet::Page(page)], &options(folder.path()), &mut |_| true).unwrap();
    (part(&file, "xl/worksheets/sheet1.xml"), part(&file, "xl/workbook.xml"))
}

#[test]
fn a_short_table_that_does_not_fit_begins_the_next_page_with_its_heading() {
    // Title and scope, a line, heading, heads, 18 rows, a line: the second heading is row 25, and the break stands above it.
    let (sheet, book) = written(long_page(&[18, 18], false));
    assert!(sheet.contains("<brk id=\"24\""), "{sheet}");
    assert!(book.contains("$1:$2"), "several tables: what the sheet is about is repeated");
    let (sheet, _) = written(long_page(&[5, 5], false));
    assert!(!sheet.contains("<brk"), "both fit");
}

#[test]
fn s_03_a_rounded_sum_stays_a_number_and_shows_its_mark() {
    let heads = vec![Head::new("支部", Kind::Text), Head::new("計", Kind::Number)];
    let rows = vec![Row::body(vec!["東京支部".into(), 33.into()]), Row::total(vec!["計".into(), Cell::Rounded(8_765)])];
    let (sheet, _) = written(Page { blocks: vec![Block::Table(Table { heads, rows })], ..page() });
    assert!(sheet.contains("<v>8765.0</v>"), "{sheet}");
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "rounded.xlsx");
    let heads = vec![Head::new("計", Kind::Number)];
    let table = |cell: Cell| Block::Table(Table { heads: heads.clone(), rows: vec![Row::total(vec![cell])] });
    let styles = |cell: Cell| {
        let sheets = vec![Sheet::Page(Page { blocks: vec![table(cell)], ..page() })];
        book::write(&file, &frame(), sheets, &options(folder.path()), &mut |_| true).unwrap();
        part(&file, "xl/styles.xml")
    };
    assert!(styles(Cell::Rounded(35)).contains('≈'));
    assert!(!styles(Cell::Number(35)).contains('≈'), "a count is a count");
}

/// A table of so many columns of figures below long names.
fn wide_page(columns: usize) -> Page {
    let figures = (0..columns).map(|n| Head::new(format!("電装東支部 第{n}分会 組立第二職場"), Kind::Number));
    let heads = [Head::new("区分", Kind::Text)].into_iter().chain(figures).collect();
    let cells = (0..columns).map(|n| Cell::Number(i64::try_from(n).unwrap()));
    let row = Row::body([Cell::text("正組合員")].into_iter().chain(cells).collect());
    Page { blocks: vec![Block::Table(Table { heads, rows: vec![row] })], ..page() }
}

#[test]
fn a_wide_table_is_read_on_paper_its_heads_in_lines_the_paper_turned_or_larger_and_its_columns_parted() {
    let (sheet, _) = written(wide_page(3));
    assert!(sheet.contains("orientation=\"portrait\"") && sheet.contains("paperSize=\"9\""), "{sheet}");
    let (sheet, book) = written(wide_page(14));
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\""), "{sheet}");
    assert!(sheet.contains("fitToPage=\"1\"") && !book.contains("$A:$A"), "{book}");
    let (sheet, _) = written(wide_page(18));
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"8\""), "A3: {sheet}");
    let (sheet, book) = written(wide_page(30));
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("scale=\"70\""), "{sheet}");
    assert!(!sheet.contains("fitToPage") && book.contains("$A:$A"), "each page has the names of the rows: {book}");
}

#[test]
fn a_long_name_on_a_cover_takes_two_lines() {
    let name = "全国架空ものづくり情報流通".repeat(4);
    let cover = Block::Cover { title: "資料".into(), lines: vec![name.clone()] };
    let page = page();
    let blocks = std::iter::once(cover).chain(page.blocks.clone()).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "cover.xlsx");
    let sheets = vec![Sheet::Page(Page { landscape: false, blocks, ..page })];
    book::write(&file, &frame(), sheets, &options(folder.path()), &mut |_| true).unwrap();
    let strings = part(&file, "xl/sharedStrings.xml");
    assert!(!strings.contains(&name) && strings.contains("全国架空ものづくり情報流通全国"), "{strings}");
}

#[test]
fn a_head_of_columns_is_not_repeated_above_a_chart_alone() {
    let (sheet, book) = written(long_page(&[22], true));
    assert!(sheet.contains("<brk id=\"28\""), "{sheet}");
    assert!(book.contains("$1:$2") && !book.contains("$5:$5"), "{book}");
    let (_, book) = written(long_page(&[80], false));
    assert!(book.contains("$5:$5"), "a long table goes on under its head");
}

#[test]
fn the_title_of_a_form_is_no_wider_than_its_paper_and_its_code_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "form.xlsx");
    let title =
        "キャリアの支えと組合活動についての調査（見本・架空）　2027年春　回答入力表　精機支部　番号 KS-6F5519C4FD";
    let form = Form {
        name: "回答入力".into(),
        title: title.into(),
        guide: vec!["1行に1枚分の回答を入れてください。".into()],
        heads: ["行", "問1", "問2"].map(|label| (Head { width: 12, ..Head::new(label, Kind::Id) }, Use::Fill)).into(),
        rows: vec![vec![Cell::Empty, Cell::Empty, Cell::Empty]],
        wrong: Default::default(),
    };
    book::write(&file, &frame(), vec![Sheet::Form(form)], &options(folder.path()), &mut |_| true).unwrap();
    let strings = part(&file, "xl/sharedStrings.xml");
    assert!(!strings.contains(title) && strings.contains("KS-6F5519C4FD"), "{strings}");
}

#[test]
fn a_page_for_people_outside_carries_no_word_of_who_may_see_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "open.xlsx");
    let sheets = vec![Sheet::OpenPage(page()), Sheet::Page(page())];
    book::write(&file, &frame(), sheets, &options(folder.path()), &mut |_| true).unwrap();
    assert!(!part(&file, "xl/worksheets/sheet1.xml").contains("取扱注意"));
    assert!(part(&file, "xl/worksheets/sheet2.xml").contains("取扱注意"));
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let hash = |name: &str| {
        let file = folder.path().join(name);
        book::write(&file, &frame(), vec![Sheet::Page(page())], &options(folder.path()), &mut |_| true).unwrap().sha256
    };
    assert_eq!(hash("a.xlsx"), hash("b.xlsx"));
}

#[test]
fn a_long_list_streams_and_keeps_zeros_codes_and_old_days() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "list.xlsx");
    let (list, feed, sender) = roster();
    sender.try_send(Feed::Rows(rows())).unwrap();
    sender.try_send(Feed::End).unwrap();
    let written =
        book::write(&file, &frame(), vec![Sheet::List(list, feed)], &options(folder.path()), &mut |_| true).unwrap();
    assert_eq!(written.rows, 3);
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    for cell in [
        "<t>00123</t>",
        "<v>43586.0</v>",
        "<t>正組合員</t>",
        "<t>unknown_code</t>",
        "<t>1868/01/01</t>",
        "_x005F_x0041_",
        "<t>=cmd|'/c calc'!A0</t>",
    ] {
        assert!(sheet.contains(cell), "{cell}");
    }
    assert!(sheet.contains("<autoFilter ref=\"A4:D7\"") && sheet.contains("state=\"frozen\""));
    assert!(!sheet.contains("<f>"));
}

#[test]
fn a_source_that_stops_leaves_no_file_and_the_old_one_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.xlsx");
    fs::write(&file, "old").unwrap();
    let (list, feed, sender) = roster();
    sender.try_send(Feed::Rows(rows())).unwrap();
    drop(sender);
    let refused = book::write(&file, &frame(), vec![Sheet::List(list, feed)], &options(folder.path()), &mut |_| true);
    assert!(matches!(refused, Err(CannotWrite::SourceStopped)));
    let (list, feed, sender) = roster();
    sender.try_send(Feed::Rows(rows())).unwrap();
    let refused =
        book::write(&file, &frame(), vec![Sheet::List(list, feed)], &options(folder.path()), &mut |rows| rows < 3);
    assert!(matches!(refused, Err(CannotWrite::Cancelled)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_protected_workbook_shows_nothing_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(folder.path(), "protected.xlsx");
    let (list, feed, sender) = roster();
    sender.try_send(Feed::Rows(rows())).unwrap();
    sender.try_send(Feed::End).unwrap();
    let options =
        WriteOptions { scratch: folder.path().to_owned(), password: Some("合言葉-pass-2026".to_owned().into()) };
    book::write(&file, &frame(), vec![Sheet::List(list, feed)], &options, &mut |_| true).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(bytes[..8], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    assert!(!bytes.windows(5).any(|w| w == b"sheet"));
}

#[test]
fn a_read_only_target_and_a_missing_folder_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.xlsx");
    fs::write(&file, "kept").unwrap();
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let write =
        |file: &Path| book::write(file, &frame(), vec![Sheet::Page(page())], &options(folder.path()), &mut |_| true);
    assert_eq!(write(&file).unwrap_err().about(&file).code(), "file_read_only");
    assert_eq!(write(&folder.path().join("none/a.xlsx")).unwrap_err().about(&file).code(), "folder_missing");
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_a_new_file_of_persons_is_for_its_officer_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("roster.xlsx"), folder.path().join("link.xlsx"));
    symlink("roster.xlsx", &link).unwrap();
    let of_persons = Frame { personal: true, ..frame() };
    let write = || book::write(&link, &of_persons, vec![Sheet::Page(page())], &options(folder.path()), &mut |_| true);
    let rights = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    write().unwrap();
    assert_eq!(rights(), 0o600, "a new file is the officer's own");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let written = write().unwrap();
    assert_eq!(rights(), 0o640, "the rights of the file, not of the link");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "the link stays");
    assert_eq!(fs::metadata(&file).unwrap().len(), written.bytes);
}

#[test]
fn separated_files_guard_formulas_and_refuse_or_replace_what_cp932_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    let write = |encoding| {
        let (list, feed, sender) = roster();
        sender.try_send(Feed::Rows(rows())).unwrap();
        sender.try_send(Feed::End).unwrap();
        separated::write(&file, &list.heads, feed, encoding, &mut |_| true)
    };
    assert_eq!(write(Encoding::Utf8).unwrap().rows, 3);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("\u{feff}\"組合員番号\",\"氏名\""));
    assert!(text.contains("\"00123\",\"佐藤 花子\",\"2019/05/01\",\"正組合員\"\r\n"));
    assert!(text.contains("\"'=cmd|'/c calc'!A0\""));
    match write(Encoding::Cp932).unwrap_err() {
        CannotWrite::Unencodable { characters, cells } => assert_eq!((characters, cells), (vec!["𠮷".to_owned()], 1)),
        other => panic!("{other:?}"),
    }
    assert!(fs::read_to_string(&file).unwrap().starts_with('\u{feff}'), "the refused file replaced nothing");
    write(Encoding::Cp932Replacing).unwrap();
    let bytes = fs::read(&file).unwrap();
    let (text, _, bad) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!bad && text.contains("髙﨑〓"));
}
