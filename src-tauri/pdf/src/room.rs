//! The room in which the typesetter works: the template, the booklet and the fonts, and nothing else of this computer.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

/// The template, file by file; the first is where it begins.
const TEMPLATE: [(&str, &str); 5] = [
    ("/booklet.typ", include_str!("../template/booklet.typ")),
    ("/table.typ", include_str!("../template/table.typ")),
    ("/chart.typ", include_str!("../template/chart.typ")),
    ("/plot.typ", include_str!("../template/plot.typ")),
    ("/shown.typ", include_str!("../template/shown.typ")),
];
/// The name under which the template finds what is to be printed.
const BOOKLET: &str = "/booklet.json";

/// Everything that the typesetter may see.
pub(crate) struct Room {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    sources: Vec<Source>,
    main: FileId,
    /// The booklet and its pictures.
    files: Vec<(FileId, Bytes)>,
    fonts: Fonts,
    loaded: Vec<OnceLock<Option<Font>>>,
}

impl Room {
    /// A room for one booklet; none if the template's own names were broken.
    pub fn new(fonts: Fonts, booklet: String, pictures: Vec<(String, Vec<u8>)>) -> Option<Self> {
        let mut sources = Vec::new();
        for (path, text) in TEMPLATE {
            sources.push(Source::new(id(path)?, text.to_owned()));
        }
        let mut files = vec![(id(BOOKLET)?, Bytes::from_string(booklet))];
        for (name, bytes) in pictures {
            files.push((id(&name)?, Bytes::new(bytes)));
        }
        Some(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book.clone()),
            main: sources.first()?.id(),
            sources,
            files,
            loaded: fonts.faces.iter().map(|_| OnceLock::new()).collect(),
            fonts,
        })
    }
}

fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(name, _)| *name == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.loaded.get(index)?.get_or_init(|| self.fonts.load(index)).clone()
    }

    /// The day of making stands on the pages already; the paper depends on nothing else.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
