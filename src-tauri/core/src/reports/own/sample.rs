//! Own reports of the fictional sample: one that counts, one that lists. Nothing is made by itself there.

use sea_orm::ActiveValue::Set;

use super::entity::own_report;
use super::model::{OwnAsOf, OwnChart, OwnDimension, OwnHappened, OwnKind, OwnPeriod, OwnSpan};
use super::queries::Shape;
use crate::error::{Error, Result};
use crate::ids::OwnReportId;
use crate::ops::Change;

/// Fill a new union with reports that everyone may make.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>) -> Result<()> {
    let counts = Shape {
        groups: vec![OwnDimension::Branch, OwnDimension::EmploymentType],
        chart: Some(OwnChart::StackedColumn),
        ..Shape::default()
    };
    let joined = Shape {
        groups: vec![OwnDimension::Branch],
        period: Some(OwnPeriod { what: OwnHappened::Joined, span: OwnSpan::FiscalYear }),
        columns: ["member_no", "name", "kana", "sub_branch", "workplace", "joined_on"].map(str::to_owned).to_vec(),
        ..Shape::default()
    };
    let reports =
        [("支部と雇用形態（見本）", OwnKind::Count, counts), ("今年度の加入者（見本）", OwnKind::List, joined)];
    for (name, kind, shape) in reports {
        let shape = serde_json::to_string(&shape).map_err(|error| Error::Bug(error.to_string()))?;
        change
            .insert::<own_report::Entity>(own_report::ActiveModel {
                id: Set(OwnReportId::new()),
                name: Set(name.to_owned()),
                owner_id: Set(None),
                kind: Set(kind),
                list_id: Set(None),
                shape: Set(shape),
                as_of: Set(OwnAsOf::Made),
                as_of_on: Set(None),
                ..Default::default()
            })
            .await?;
    }
    Ok(())
}
