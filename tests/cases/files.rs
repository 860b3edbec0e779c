//! Files of a case: sealed with it, small, opened by who counsels in it, and gone when their content is taken away.

use serde_json::json;

use super::Room;
use crate::support::office::databases;
use crate::support::tables::everything;

/// The smallest picture: one white dot.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sealed_opened_copied_and_taken_away_by_its_counsellors_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = room.case("active").await;
        let put = |name: &str, content: &[u8]| {
            let path = room.office.file(name);
            std::fs::write(&path, content).unwrap();
            path
        };
        let text = put("相談の控え.txt", "封じた控えの中身".as_bytes());
        let dot = put("明細の写真.png", DOT);
        let paper = put("給与明細.pdf", b"%PDF-1.7 himitsu");
        let mut ids = Vec::new();
        for (file, remark) in [(&text, Some("本人の控え")), (&dot, None), (&paper, None)] {
            let add = json!({ "case_id": case, "file": file, "remark": remark });
            ids.push(room.ask("add_attachment", add).await);
        }
        let list = room.ask("attachments", json!({ "case_id": case })).await;
        let shown: Vec<(&str, &str, &serde_json::Value)> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["name"].as_str().unwrap(), row["sight"].as_str().unwrap(), &row["remark"]))
            .collect();
        assert_eq!(
            shown,
            [
                ("給与明細.pdf", "outside", &json!(null)),
                ("明細の写真.png", "picture", &json!(null)),
                ("相談の控え.txt", "text", &json!("本人の控え"))
            ]
        );
        assert_eq!(room.ask("attachment", json!({ "id": ids[0] })).await["content"], "封じた控えの中身");
        let picture = room.ask("attachment", json!({ "id": ids[1] })).await;
        assert!(picture["content"].as_str().unwrap().starts_with("data:image/png;base64,iVBORw0KGgo"));
        assert_eq!(room.ask("attachment", json!({ "id": ids[2] })).await["content"], "");

        // A copy ends as the file does, and the log of files has it without a name.
        let wrong = json!({ "id": ids[2], "file": room.office.file("写し.xlsx") });
        assert_eq!(room.refused("write_attachment", wrong).await, "case_file_ending");
        let copy = room.office.file("写し.pdf");
        room.ask("write_attachment", json!({ "id": ids[2], "file": copy })).await;
        assert_eq!(std::fs::read(&copy).unwrap(), b"%PDF-1.7 himitsu");
        room.sit("admin").await;
        let log = room.office.ask("officers", "exports", json!({})).await;
        assert_eq!((&log["rows"][0]["report"], &log["rows"][0]["sensitivity"]), (&json!("attachment"), &json!("S")));
        assert!(!log.to_string().contains("給与明細"), "the log names no file");

        // Nobody else: not the second counsellor without a part, not by the id.
        room.sit("soudan").await;
        room.admit_second().await;
        room.sit("second").await;
        assert_eq!(room.refused("attachments", json!({ "case_id": case })).await, "missing");
        for verb in ["attachment", "remove_attachment"] {
            assert_eq!(room.refused(verb, json!({ "id": ids[0] })).await, "missing", "{verb}");
        }
        room.sit("soudan").await;

        // Nothing of it lies open, with the file key and SQL alone.
        let all: String = everything(&room.office).await.into_iter().map(|(_, rows)| rows.join("\n")).collect();
        for planted in ["相談の控え", "封じた控えの中身", "本人の控え", "himitsu"] {
            let hex: String = planted.bytes().map(|byte| format!("{byte:02x}")).collect();
            assert!(!all.contains(planted) && !all.to_lowercase().contains(&hex), "{planted} lies open");
        }

        room.ask("remove_attachment", json!({ "id": ids[0], "version": 1 })).await;
        assert_eq!(room.refused("attachment", json!({ "id": ids[0] })).await, "missing");
        let list = room.ask("attachments", json!({ "case_id": case })).await;
        assert_eq!(list[2]["removed_on"], "2026-10-31", "that it was there stays");
        assert_eq!(list[2]["name"], "相談の控え.txt");
        let newest = room.office.ask("desk", "history", json!({})).await["rows"][0]["id"].clone();
        let undo = json!({ "op": newest });
        assert_eq!(room.office.refused("desk", "undo", undo).await, "undo_final", "it does not come back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_empty_or_a_union_is_refused_with_what_to_do() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = room.case("active").await;
        let put = |name: &str, bytes: usize| {
            let path = room.office.file(name);
            std::fs::write(&path, vec![b'x'; bytes]).unwrap();
            json!({ "case_id": case, "file": path })
        };
        let refused = async |input| {
            let error = room.office.call("cases", "add_attachment", input).await.unwrap_err();
            serde_json::to_value(&error).unwrap()
        };
        let large = refused(put("映像.mp4", 5 * 1024 * 1024 + 1)).await;
        assert_eq!((&large["code"], &large["about"]["most"]), (&json!("case_file_too_large"), &json!(5)));
        assert_eq!(refused(put("空.txt", 0)).await["code"], "case_file_empty");
        assert_eq!(refused(put("別の組合.kyojo", 10)).await["code"], "case_file_of_union");
        let gone = json!({ "case_id": case, "file": room.office.file("ない.txt") });
        assert_eq!(refused(gone).await["code"], "file_missing");
        let mut long = put("控え.txt", 10);
        long["remark"] = json!("長".repeat(101));
        assert_eq!(refused(long).await["code"], "invalid");
        room.ask("add_attachment", put("ちょうど.bin", 5 * 1024 * 1024)).await;
        for n in 1..30 {
            room.ask("add_attachment", put(&format!("{n}.txt"), 3)).await;
        }
        assert_eq!(refused(put("三十一.txt", 3)).await["code"], "case_files_too_many");
        // Before the consent, and after the end: as with a note.
        let early = room.case("inquiry").await;
        let file = room.office.file("1.txt");
        assert_eq!(refused(json!({ "case_id": early, "file": file })).await["code"], "C-03");
        let over = room.case("closed").await;
        assert_eq!(refused(json!({ "case_id": over, "file": file })).await["code"], "case_over");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_with_the_case_that_is_erased() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = room.case("active").await;
        let path = room.office.file("控え.txt");
        std::fs::write(&path, "控え").unwrap();
        room.ask("add_attachment", json!({ "case_id": case, "file": path })).await;
        room.ask("close", json!({ "case_id": case, "outcome": "goal_reached", "waived": "本人の希望" })).await;
        assert_eq!(room.ask("attachments", json!({ "case_id": case })).await.as_array().unwrap().len(), 1);
        room.ask("erase_case", json!({ "case_id": case, "ground": "request" })).await;
        let rows = everything(&room.office).await.into_iter().find(|(name, _)| name == "case_attachment");
        assert!(rows.is_none_or(|(_, rows)| rows.is_empty()), "no sealed byte is left");
    }
}
