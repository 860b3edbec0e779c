//! The database behind an office, table by table.

use kyojo_core::progress::Progress;
use kyojo_migrations::ddl::Kind;

use super::office::Office;

/// Every table of the schema with every row, as text, in an order that does not depend on the database; ops and trail apart.
pub async fn everything(office: &Office) -> Vec<(String, Vec<String>)> {
    let session = office.desk.session(Progress::silent()).unwrap();
    let db = session.db();
    let mut all = Vec::new();
    let apart = ["op", "op_change", "audit_log", "export_log", "key_slot"];
    for table in kyojo_migrations::tables().iter().filter(|table| !apart.contains(&table.name)) {
        let columns: Vec<String> = table
            .all()
            .map(|column| match column.kind {
                Kind::Id | Kind::Ref(_) | Kind::Bytes if !db.is_shared() => {
                    format!("COALESCE(hex({}), '')", column.name)
                }
                _ => format!("COALESCE(CAST({} AS TEXT), '')", column.name),
            })
            .collect();
        let sql = format!("SELECT {} FROM {}", columns.join(" || '|' || "), table.name);
        let mut rows = db.texts(&sql).await.unwrap();
        rows.sort();
        all.push((table.name.to_owned(), rows));
    }
    all
}
