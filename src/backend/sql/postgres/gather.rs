//! Values gathered from many rows, which PostgreSQL keeps in memory whole. How many
//! rows that would be is asked of the planner before.

use std::time::Duration;

use serde_json::Value;

use super::{
    Postgres,
    explain::{ask, children, whole, word},
    lease::Lease,
    params::Param,
};
use crate::backend::sql::{
    SqlError,
    guard::{Checked, Refusal},
};

/// The most that a statement may gather, by estimate.
const MOST_BYTES: u64 = 256 << 20;

/// A row that is longer is no row of stored columns.
const LONG_ROW: u64 = 16 << 10;
const LONG_ROW_TIMEOUT: Duration = Duration::from_secs(1);

impl Postgres {
    /// How long a statement may take: estimates can be wrong, and one that gathers
    /// long texts of its own making fills about a gigabyte per second.
    pub(super) fn time_for(&self, checked: &Checked) -> Duration {
        let timeout = self.config.limits.timeout;
        if checked.gathers > LONG_ROW { timeout.min(LONG_ROW_TIMEOUT) } else { timeout }
    }

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
            let time = self.time_for(checked).as_millis();
            let set = format!("SET LOCAL statement_timeout = {time}");
            return lease.client().batch_execute(&set).await.map_err(failed);
        }
        Err(SqlError::Refused(Refusal {
            part: "gathering rows into a value".to_owned(),
            problem: format!("would take about {rows} rows, of {}", MOST_BYTES / checked.gathers),
            allowed: Some("narrow the rows with WHERE, or count or sum them instead".to_owned()),
        }))
    }
}

/// How many rows go into one value at most: what is gathered out of gathered values
/// multiplies.
fn gathered(node: &Value) -> u64 {
    let is_gathering = is_gathering(node);
    let rows = children(node).map(|child| {
        let is_taken = match word(child, "Parent Relationship") {
            // ARRAY(SELECT ...) or IN (SELECT ...), unless it is a WITH query
            Some("InitPlan" | "SubPlan") => {
                !word(child, "Subplan Name").is_some_and(|name| name.starts_with("CTE "))
            }
            _ => is_gathering,
        };
        let rows = if is_taken { whole(child, "Plan Rows").unwrap_or(u64::MAX) } else { 1 };
        rows.max(1).saturating_mul(gathered(child))
    });
    rows.max().unwrap_or(1)
}

/// Whether a node keeps the rows that it is given.
fn is_gathering(node: &Value) -> bool {
    let is_aggregate = match word(node, "Node Type") {
        Some("SetOp") => return true,
        kind => matches!(kind, Some("Aggregate" | "WindowAgg")),
    };
    let output = node.get("Output").and_then(Value::as_array).into_iter().flatten();
    let mut said = output.filter_map(Value::as_str).chain(word(node, "Filter"));
    // array_agg and all of its kin
    is_aggregate && said.any(|expr| expr.contains("agg("))
}
