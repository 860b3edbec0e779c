//! The list of an own report: chosen columns in the order of the kept list, under headings where it has a group.

use std::ops::Range;

use serde_json::json;

use super::axis::{Ground, axis, group_by};
use super::count::heading;
use super::queries::Asked;
use crate::error::{Error, Result};
use crate::excel::background::Rows;
use crate::excel::column::{Column, cells, heads};
use crate::excel::page::{Block, Head, List, Page, Row, Table};
use crate::ids::MembershipId;
use crate::members::{self, GroupKey, Line, Lines, Provision};
use crate::pdf;
use crate::reports::pages::frame;
use crate::rights::Right;
use crate::session::Session;

/// Members of a batch: small enough that the window's lists pass between two of them.
const BATCH: usize = 500;
/// Members of the preview.
const PREVIEW: usize = 30;
/// Columns where neither the report nor the kept list names any.
const USUAL: [&str; 9] =
    ["member_no", "name", "kana", "branch", "sub_branch", "workplace", "category", "status", "joined_on"];

/// Members of one heading, or all of them without one.
struct Group {
    /// Its name; none = the list has no headings.
    label: Option<String>,
    /// Which of [`Listed::members`].
    range: Range<usize>,
}

/// Whom the list holds, in the order in which they are written.
pub(super) struct Listed {
    members: Vec<MembershipId>,
    groups: Vec<Group>,
    columns: Vec<Column<Line>>,
    lines: Lines,
}

/// The columns that are written.
///
/// # Errors
/// `column_unknown`.
pub(super) fn columns(asked: &Asked) -> Result<Vec<Column<Line>>> {
    let usual: Vec<String> = USUAL.iter().map(|name| (*name).to_owned()).collect();
    let names = [&asked.fields.columns, &asked.list_columns, &usual].into_iter().find(|names| !names.is_empty());
    members::named_columns(names.unwrap_or(&usual)).ok_or_else(|| Error::invalid("columns", "column_unknown"))
}

impl Listed {
    /// Everybody on the list; for another organisation those only whose data may go there.
    ///
    /// # Errors
    /// `X-2`, and what the database answers.
    pub(super) async fn new(session: &Session, asked: &Asked, mut provision: Option<&mut Provision>) -> Result<Self> {
        let (columns, lines) = (columns(asked)?, Lines::new(session, provision.is_some()).await?);
        let by: Vec<_> = asked.fields.groups.first().map(|group| group_by(*group)).into_iter().collect();
        let mut found = members::grouped_by(session, &asked.filter, asked.as_of, Right::ExportNames, &by).await?;
        if let Some(provision) = &mut provision {
            let mut given = Vec::with_capacity(found.len());
            for part in found.chunks(BATCH) {
                session.progress.go_on()?;
                let ids: Vec<MembershipId> = part.iter().map(|(id, _)| *id).collect();
                let persons = members::persons_of(session, &ids).await?;
                let all: Vec<_> = persons.iter().map(|(_, person)| *person).collect();
                provision.judge(session.look(), &all).await?;
                given.extend(persons.into_iter().filter(|(_, person)| provision.gives(*person)).map(|(id, _)| id));
            }
            provision.check()?;
            let given: std::collections::HashSet<MembershipId> = given.into_iter().collect();
            found.retain(|(id, _)| given.contains(id));
        }
        let (members, groups) = arranged(session, asked, found).await?;
        Ok(Self { members, groups, columns, lines })
    }

    /// People on the list.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// Names of the columns.
    pub(super) fn items(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    fn heads(&self, asked: &Asked) -> Vec<Head> {
        heads(&self.columns, &|key| asked.words.word(key))
    }

    /// The sheet.
    pub(super) fn sheet(&self, asked: &Asked) -> List {
        List {
            name: asked.fields.name.clone(),
            title: Some(asked.title().to_owned()),
            scope: asked.scope(Some(i64::try_from(self.len()).unwrap_or(i64::MAX))),
            landscape: true,
            heads: self.heads(asked),
        }
    }

    /// Everybody as a page of a booklet; what its words mean stands on the page behind it.
    ///
    /// # Errors
    /// `pdf_too_long`, and what the database answers.
    pub(super) async fn page(&self, session: &Session, asked: &Asked) -> Result<Page> {
        pdf::fits(u64::try_from(self.len()).unwrap_or(u64::MAX))?;
        self.first(session, asked, self.len()).await
    }

    /// The first so many people as a page, each group under its heading.
    async fn first(&self, session: &Session, asked: &Asked, most: usize) -> Result<Page> {
        let (mut rows, mut left) = (Vec::new(), most);
        for group in &self.groups {
            if left == 0 {
                break;
            }
            rows.extend(heading_of(asked, group).map(|words| Row::subtotal(vec![words.as_str().into()])));
            let ids = self.members.get(group.range.clone()).unwrap_or_default();
            let ids = ids.get(..ids.len().min(left)).unwrap_or_default();
            for part in ids.chunks(BATCH) {
                session.progress.go_on()?;
                let lines = self.lines.of(session, part, asked.as_of).await?;
                rows.extend(lines.iter().map(|(_, line)| Row::body(cells(&self.columns, line))));
            }
            left -= ids.len();
        }
        let List { name, title, scope, landscape, heads } = self.sheet(asked);
        Ok(Page {
            name,
            title: title.unwrap_or_default(),
            scope,
            landscape,
            blocks: vec![Block::Table(Table { heads, rows })],
            notes: Vec::new(),
        })
    }

    /// Sends everybody to the sheet, each group under its heading.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn send(&self, session: &Session, asked: &Asked, rows: Rows) -> Result<()> {
        for group in &self.groups {
            if let Some(words) = heading_of(asked, group)
                && !rows.heading(words).await
            {
                return Ok(());
            }
            for ids in self.members.get(group.range.clone()).unwrap_or_default().chunks(BATCH) {
                session.progress.go_on()?;
                let lines = self.lines.of(session, ids, asked.as_of).await?;
                if !rows.push(lines.iter().map(|(_, line)| cells(&self.columns, line)).collect()).await {
                    return Ok(());
                }
            }
        }
        rows.end().await;
        Ok(())
    }
}

fn heading_of(asked: &Asked, group: &Group) -> Option<String> {
    let n = i64::try_from(group.range.len()).unwrap_or(i64::MAX);
    let label = group.label.as_ref()?;
    Some(asked.words.say("report.own.heading", &json!({ "label": label, "n": asked.words.count(n) })))
}

/// Members group by group, within a group in the order of the list.
async fn arranged(
    session: &Session,
    asked: &Asked,
    found: Vec<(MembershipId, Vec<GroupKey>)>,
) -> Result<(Vec<MembershipId>, Vec<Group>)> {
    let Some(dimension) = asked.fields.groups.first() else {
        let members: Vec<MembershipId> = found.into_iter().map(|(id, _)| id).collect();
        let range = 0..members.len();
        return Ok((members, vec![Group { label: None, range }]));
    };
    let scope = members::scope(session, Right::ExportNames).await?;
    let employers = asked.employers(session).await?;
    let ground = Ground {
        words: &asked.words,
        tree: &scope.tree,
        employers: &employers,
        as_of: asked.as_of,
        period: asked.period,
        sexes: &[],
    };
    let axis = axis(*dimension, found.iter().filter_map(|(_, keys)| keys.first()), &ground);
    let mut parts: Vec<Vec<MembershipId>> = vec![Vec::new(); axis.labels.len()];
    for (id, keys) in found {
        let at = keys.first().map(|key| axis.place(key)).unwrap_or_default();
        if let Some(part) = parts.get_mut(at) {
            part.push(id);
        }
    }
    let (mut members, mut groups) = (Vec::new(), Vec::new());
    let name = heading(&asked.words, *dimension);
    for (label, part) in axis.labels.into_iter().zip(parts).filter(|(_, part)| !part.is_empty()) {
        let from = members.len();
        members.extend(part);
        let label = asked.words.say("report.own.heading.label", &json!({ "by": name, "label": label }));
        groups.push(Group { label: Some(label), range: from..members.len() });
    }
    Ok((members, groups))
}

/// The beginning of the list as a page.
///
/// # Errors
/// As [`Listed::new`].
pub(super) async fn preview(session: &Session, asked: &Asked) -> Result<Page> {
    let listed = Listed::new(session, asked, None).await?;
    let mut notes: Vec<String> = asked.fields.notes.iter().flat_map(|notes| notes.lines()).map(str::to_owned).collect();
    let more = i64::try_from(listed.len().saturating_sub(PREVIEW)).unwrap_or(i64::MAX);
    if more > 0 {
        notes.push(asked.words.say("report.preview_more", &json!({ "n": asked.words.count(more) })));
    }
    notes.push(asked.words.word("report.note.names"));
    Ok(Page { notes, ..listed.first(session, asked, PREVIEW).await? })
}

/// The second sheet: what the list is for, and what its words mean.
pub(super) fn legend(asked: &Asked, purpose: &str, recipient: &str, officer: &str) -> Page {
    let words = &asked.words;
    let mut told = vec![
        ("report.legend.as_of", words.day(asked.as_of)),
        ("report.legend.purpose", purpose.to_owned()),
        ("report.legend.recipient", recipient.to_owned()),
        ("report.legend.officer", officer.to_owned()),
    ];
    told.extend(asked.list_name.clone().map(|list| ("report.legend.list", list)));
    told.extend(asked.fields.notes.clone().map(|notes| ("report.own.legend.notes", notes)));
    frame::legend(words, &told)
}
