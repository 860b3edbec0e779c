//! Enumerations whose codes stand in the database, on the wire and in label keys; GLOSSARY.md explains them.

/// A closed list of codes: snake_case in the database and on the wire, `enum.<list>.<code>` in the labels.
macro_rules! codes {
    ($($(#[$note:meta])* $name:ident($list:literal) { $($(#[$what:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$note])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, sea_orm::EnumIter, sea_orm::DeriveActiveEnum,
            serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(sea_orm::prelude::StringLen::None)", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$what])* $variant,)*
        }

        impl $name {
            /// The code as in the database.
            #[must_use]
            pub fn code(self) -> String {
                sea_orm::ActiveEnum::to_value(&self)
            }

            /// Key of its label.
            #[must_use]
            pub fn label_key(self) -> String {
                format!("enum.{}.{}", $list, self.code())
            }

            /// The value whose word or code it is, in either language, with the union's own words first.
            #[must_use]
            pub fn read(text: &str, own: &std::collections::BTreeMap<String, String>) -> Option<Self> {
                use crate::labels::{Locale, word};
                let wanted = crate::text::header_key(text);
                <Self as sea_orm::Iterable>::iter().find(|value| {
                    let key = value.label_key();
                    value.code() == text
                        || own.get(&key).is_some_and(|word| crate::text::header_key(word) == wanted)
                        || [Locale::Ja, Locale::En].iter().any(|locale| crate::text::header_key(word(*locale, &key)) == wanted)
                })
            }
        }
    )*};
}

pub(crate) use codes;
