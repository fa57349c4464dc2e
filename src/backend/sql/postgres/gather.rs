//! Values gathered from many rows, which PostgreSQL keeps in memory whole. How many
//! rows that would be is asked of the planner before.

use serde_json::Value;

use super::{
    Postgres,
    explain::{ask, children, nodes, whole, word},
    lease::Lease,
    params::Param,
};
use crate::backend::sql::{
    SqlError,
    guard::{Checked, Refusal},
};

/// The most that a statement may gather, by estimate.
const MOST_BYTES: u64 = 256 << 20;

impl Postgres {
    /// Refuses to gather very many rows.
    pub(super) async fn bound_gathered(
        &self,
        lease: &Lease<'_>,
        checked: &Checked,
        params: &[Param],
    ) -> Result<(), SqlError> {
        let sql = format!("EXPLAIN (FORMAT JSON, VERBOSE) {}", checked.sql);
        let failed = |error| self.failed(error, &sql);
        let explain = lease.client().prepare(&sql).await.map_err(failed)?;
        let plan = ask(lease, &explain, params).await.map_err(failed)?;
        let rows = gathered(&plan);
        if rows.saturating_mul(checked.gathers) <= MOST_BYTES {
            return Ok(());
        }
        Err(SqlError::Refused(Refusal {
            part: "gathering rows into a value".to_owned(),
            problem: format!("would take about {rows} rows, of {}", MOST_BYTES / checked.gathers),
            allowed: Some("narrow the rows with WHERE, or count or sum them instead".to_owned()),
        }))
    }
}

/// The most rows that any node of the plan gathers.
fn gathered(plan: &Value) -> u64 {
    let rows = nodes(plan).into_iter().flat_map(children_gathered);
    rows.max().unwrap_or_default()
}

/// The rows of those children of a node that it makes one value of.
fn children_gathered(node: &Value) -> impl Iterator<Item = u64> {
    let is_aggregate = matches!(word(node, "Node Type"), Some("Aggregate" | "WindowAgg"));
    let output = node.get("Output").and_then(Value::as_array).into_iter().flatten();
    let mut said = output.filter_map(Value::as_str).chain(word(node, "Filter"));
    // array_agg and all of its kin
    let gathers = is_aggregate && said.any(|expr| expr.contains("agg("));
    children(node).filter_map(move |child| {
        let is_taken = match word(child, "Parent Relationship") {
            // ARRAY(SELECT ...), unless it is a WITH query
            Some("InitPlan" | "SubPlan") => {
                !word(child, "Subplan Name").is_some_and(|name| name.starts_with("CTE "))
            }
            _ => gathers,
        };
        is_taken.then(|| whole(child, "Plan Rows").unwrap_or(u64::MAX))
    })
}
