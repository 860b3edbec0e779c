//! Workbooks from outside arrive row by row, and nothing that they do harms the program.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kyojo_core::excel::read::{self, Cell, End, Event, ReadOptions, Row, WorkbookCode, WorkbookProblem};
use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

async fn read_all(path: &Path, options: ReadOptions) -> Result<(Vec<Row>, End), WorkbookProblem> {
    let mut book = read::open(&read::reader_path()?, path, options).await?;
    let mut rows = Vec::new();
    while let Some(event) = book.next().await? {
        match event {
            Event::Row(row) => rows.push(row),
            Event::End(end) => {
                assert_eq!(book.next().await, Ok(None));
                return Ok((rows, end));
            }
            Event::Sheet(_) | Event::Progress { .. } => {}
        }
    }
    panic!("the book had no end");
}

async fn refusal(path: &Path) -> WorkbookCode {
    read_all(path, ReadOptions::default()).await.unwrap_err().code
}

#[tokio::test]
async fn rows_of_a_workbook_arrive_with_the_kinds_of_their_cells() {
    let folder = TempDir::new().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("名簿").unwrap();
    sheet.write(0, 0, "見本の名簿(架空)").unwrap();
    sheet.write(2, 0, "0012").unwrap();
    sheet.write(2, 1, 12).unwrap();
    sheet.write_number_with_format(2, 3, 43_586, &Format::new().set_num_format("yyyy/m/d")).unwrap();
    sheet.write_number_with_format(2, 4, 12, &Format::new().set_num_format("0000")).unwrap();
    workbook.add_worksheet().set_name("控え").unwrap().set_hidden(true).write(0, 0, true).unwrap();
    let path = folder.path().join("名簿.xlsx");
    workbook.save(&path).unwrap();

    let mut book = read::open(&read::reader_path().unwrap(), &path, ReadOptions::default()).await.unwrap();
    assert_eq!((book.head.format.as_str(), book.head.sheets.len(), book.head.warnings.len()), ("xlsx", 2, 0));
    let mut sheets = Vec::new();
    let mut rows = Vec::new();
    while let Some(event) = book.next().await.unwrap() {
        match event {
            Event::Sheet(sheet) => sheets.push((sheet.name, sheet.hidden)),
            Event::Row(row) => rows.push(row),
            Event::End(end) => assert_eq!((end.rows, end.cells), (3, 6)),
            Event::Progress { .. } => {}
        }
    }
    assert_eq!(sheets, [("名簿".to_owned(), false), ("控え".to_owned(), true)]);
    assert_eq!(rows[1].number, 3);
    let day = "2019-05-01".parse().unwrap();
    let expected = [Cell::Text("0012".into()), Cell::Number(12.0), Cell::Empty, Cell::Date(day), Cell::Padded(12.0, 4)];
    assert_eq!(rows[1].cells, expected);
    assert_eq!(rows[2].cells, [Cell::Bool(true)]);
}

#[tokio::test]
async fn a_preview_takes_its_rows_and_lets_go() {
    let folder = TempDir::new().unwrap();
    let table: String = (0..200_000).map(|number| format!("{number},氏名 {number}\n")).collect();
    let path = file(&folder, "名簿.csv", table.as_bytes());
    let mut book = read::open(&read::reader_path().unwrap(), &path, ReadOptions::default()).await.unwrap();
    assert_eq!(book.head.delimiter, Some(','));
    assert!(matches!(book.next().await, Ok(Some(Event::Sheet(_)))));
    assert!(matches!(book.next().await, Ok(Some(Event::Row(Row { number: 1, .. })))));
    drop(book);
    let (rows, end) = read_all(&path, ReadOptions { rows: Some(20), ..ReadOptions::default() }).await.unwrap();
    assert_eq!((rows.len(), end.sheets[0].cut), (20, true));
    let (rows, end) = read_all(&path, ReadOptions::default()).await.unwrap();
    assert_eq!((rows.len(), end.rows), (200_000, 200_000));
}

#[tokio::test]
async fn a_password_reaches_the_reader_and_only_the_right_one_opens() {
    let folder = TempDir::new().unwrap();
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "秘密").unwrap();
    let plain = workbook.save_to_buffer().unwrap();
    let path = crate::support::workbook::locked(&folder.path().join("名簿.xlsx"), "ひみつ", &plain);

    assert_eq!(refusal(&path).await, WorkbookCode::WorkbookPasswordNeeded);
    let with = |password: &str| ReadOptions { password: Some(password.into()), ..ReadOptions::default() };
    let wrong = read_all(&path, with("himitsu")).await.unwrap_err();
    assert_eq!(wrong.code, WorkbookCode::WorkbookPasswordWrong);
    let (rows, _) = read_all(&path, with("ひみつ")).await.unwrap();
    assert_eq!(rows[0].cells, [Cell::Text("秘密".into())]);
}

#[tokio::test]
async fn what_is_no_workbook_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    assert_eq!(refusal(&file(&folder, "a.xlsx", b"")).await, WorkbookCode::WorkbookEmpty);
    assert_eq!(refusal(&file(&folder, "b.xlsx", b"\x89PNG\r\n\x1a\n")).await, WorkbookCode::WorkbookIsPicture);
    assert_eq!(refusal(&folder.path().join("missing.xlsx")).await, WorkbookCode::WorkbookUnreadable);
}

#[tokio::test]
async fn a_missing_reader_is_told_as_a_broken_installation() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "a.csv", b"a,b\n");
    let problem = read::open(&folder.path().join("none"), &path, ReadOptions::default()).await.unwrap_err();
    assert_eq!(problem.code, WorkbookCode::WorkbookReaderMissing);
}

/// Programs that stand in for a reader which has gone wrong.
#[cfg(unix)]
mod strange_readers {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    async fn outcome(script: &str, patience: Duration) -> WorkbookProblem {
        let folder = TempDir::new().unwrap();
        let reader = file(&folder, "reader", format!("#!/bin/sh\n{script}\n").as_bytes());
        std::fs::set_permissions(&reader, std::fs::Permissions::from_mode(0o700)).unwrap();
        // A file just written by one thread may still be held open by another that is starting a process.
        loop {
            match read::open(&reader, Path::new("/none"), ReadOptions { patience, ..ReadOptions::default() }).await {
                Err(problem) if problem.code == WorkbookCode::WorkbookReaderMissing => {}
                Err(problem) => return problem,
                Ok(mut book) => return book.next().await.unwrap_err(),
            }
        }
    }

    #[tokio::test]
    async fn a_reader_without_a_sign_of_life_is_ended() {
        let start = Instant::now();
        let problem = outcome("exec /bin/sleep 60", Duration::from_millis(300)).await;
        assert_eq!(problem.code, WorkbookCode::WorkbookStuck);
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test]
    async fn a_reader_that_dies_of_memory_means_a_file_too_large() {
        let problem = outcome("kill -ABRT $$", Duration::from_secs(30)).await;
        assert_eq!(problem.code, WorkbookCode::WorkbookTooLarge);
    }

    #[tokio::test]
    async fn words_that_are_no_line_are_an_error_and_never_a_row() {
        for script in
            ["echo hello", "echo '{\"row\":[1,[1]]}'", "echo '{\"error\":{\"code\":\"new\",\"about\":{}}}'", "exit 0"]
        {
            assert_eq!(
                outcome(script, Duration::from_secs(30)).await.code,
                WorkbookCode::WorkbookReaderFailed,
                "{script}"
            );
        }
    }

    #[tokio::test]
    async fn an_endless_line_is_not_kept() {
        let problem = outcome("exec /usr/bin/tr '\\0' 'x' < /dev/zero", Duration::from_secs(30)).await;
        assert_eq!(problem.code, WorkbookCode::WorkbookReaderFailed);
    }
}
