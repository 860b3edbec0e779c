//! The types of the wire in TypeScript, for the window.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};

use ts_rs::{Config, TS, TypeVisitor};

/// Collects verbs and the declarations that they need.
pub struct Types {
    config: Config,
    seen: BTreeSet<TypeId>,
    declared: BTreeMap<String, BTreeSet<String>>,
    verbs: String,
}

impl Default for Types {
    fn default() -> Self {
        // JavaScript's numbers hold the counts that we send; BigInt would not survive JSON.
        Self {
            config: Config::new().with_large_int("number"),
            seen: BTreeSet::new(),
            declared: BTreeMap::new(),
            verbs: String::new(),
        }
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        if T::output_path().is_some() {
            // Two types of one name both stand in the file, and the window does not compile until one is renamed.
            self.declared.entry(T::ident(&self.config)).or_default().insert(T::decl(&self.config));
        }
    }
}

impl Types {
    /// Begin a capability.
    pub fn capability(&mut self, name: &str) {
        if !self.verbs.is_empty() {
            self.verbs.push_str("  };\n");
        }
        self.verbs.push_str(&format!("  {name}: {{\n"));
    }

    /// Add a verb.
    pub fn verb<I: TS + 'static, O: TS + 'static>(&mut self, name: &str) {
        self.visit::<I>();
        self.visit::<O>();
        self.verbs.push_str(&format!("    {name}: [{}, {}];\n", I::name(&self.config), O::name(&self.config)));
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> String {
        let mut text =
            String::from("// Written from the core's `api.rs` by `make api`; a test compares. Do not edit.\n\n");
        for declaration in self.declared.values().flatten() {
            text.push_str("export ");
            text.push_str(declaration);
            text.push_str("\n\n");
        }
        text.push_str("/** Every verb: capability → verb → [input, output]. */\nexport type Api = {\n");
        text.push_str(&self.verbs);
        text.push_str("  };\n};\n");
        text
    }
}
