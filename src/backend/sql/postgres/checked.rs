//! Statements that were checked before: the next page of a result and a saved query
//! bring the same text again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::backend::sql::{
    catalog::Catalog,
    guard::{self, Checked, Refusal},
};

/// How many are kept: no more than a connection keeps prepared.
const MOST: usize = 64;

/// What the guard made of statements, as long as the same may be seen.
#[derive(Debug, Default)]
pub(super) struct Statements(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    catalog: Arc<Catalog>,
    checked: HashMap<String, Arc<Checked>>,
}

impl Statements {
    /// The statement as it may be executed.
    pub(super) fn check(&self, sql: &str, catalog: &Arc<Catalog>) -> Result<Arc<Checked>, Refusal> {
        if let Some(checked) = self.find(sql, catalog) {
            return Ok(checked);
        }
        let checked = Arc::new(guard::check(sql, catalog)?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&known.catalog, catalog) || known.checked.len() >= MOST {
            *known = Known { catalog: Arc::clone(catalog), checked: HashMap::new() };
        }
        known.checked.insert(sql.to_owned(), Arc::clone(&checked));
        Ok(checked)
    }

    fn find(&self, sql: &str, catalog: &Arc<Catalog>) -> Option<Arc<Checked>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = Arc::ptr_eq(&known.catalog, catalog).then(|| known.checked.get(sql))?;
        found.cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::unwrap_used, reason = "a test")]
    fn nothing_is_kept_that_may_not_be_seen_any_more() {
        let statements = Statements::default();
        let table = |name: &str| crate::backend::sql::catalog::Table {
            schema: "public".to_owned(),
            name: name.to_owned(),
            columns: Vec::new(),
            partial: false,
        };
        let catalog = |name| {
            let search_path = vec!["public".to_owned()];
            Arc::new(Catalog { tables: vec![table(name)], search_path })
        };
        let (before, after) = (catalog("a"), catalog("b"));
        let first = statements.check("SELECT 1 FROM a", &before).unwrap();
        assert!(Arc::ptr_eq(&first, &statements.check("SELECT 1 FROM a", &before).unwrap()));
        statements.check("SELECT 1 FROM a", &after).unwrap_err();
        statements.check("SELECT 1 FROM b", &after).unwrap();
        statements.check("SELECT 1 FROM a", &after).unwrap_err();
        for number in 0..200 {
            statements.check(&format!("SELECT {number}"), &after).unwrap();
        }
        assert!(statements.0.lock().unwrap().checked.len() <= MOST);
    }
}
